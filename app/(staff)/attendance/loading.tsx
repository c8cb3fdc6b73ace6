import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function AttendanceLoading() {
  return <PageSkeleton title="w-40" rows={26} height="h-6" />;
}
