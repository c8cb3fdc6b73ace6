import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function Loading() {
  return <PageSkeleton title="14rem" rows={8} height="h-8" />;
}
