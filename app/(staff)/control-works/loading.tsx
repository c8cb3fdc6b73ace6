import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function ControlWorksLoading() {
  return <PageSkeleton title="w-48" rows={9} height="h-8" />;
}
