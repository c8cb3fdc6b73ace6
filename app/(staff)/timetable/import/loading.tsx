import { ImportSkeleton } from '#app/(staff)/_import/ImportSkeleton.tsx';

export default function ImportLoading() {
  return <ImportSkeleton panels={[3, 8]} />;
}
