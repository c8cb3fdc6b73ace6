import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function Loading() {
  return <PageSkeleton title="w-56" rows={16} height="h-8" />;
}
