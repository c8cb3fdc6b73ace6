import { ImportSkeleton } from '#app/(staff)/_import/ImportSkeleton.tsx';

export default function PlanImportLoading() {
  return <ImportSkeleton panels={[4]} />;
}
