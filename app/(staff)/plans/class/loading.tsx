import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function Loading() {
  return <PageSkeleton title="w-56" rows={8} height="h-8" />;
}
