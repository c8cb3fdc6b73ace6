import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function TimetableEditLoading() {
  return <PageSkeleton title="w-56" rows={12} height="h-5.5" />;
}
