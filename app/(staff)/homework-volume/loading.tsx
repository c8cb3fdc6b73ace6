import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function HomeworkVolumeLoading() {
  return <PageSkeleton title="w-48" rows={14} height="h-6" />;
}
