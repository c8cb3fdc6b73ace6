import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function PlansLoading() {
  return <PageSkeleton title="w-24" rows={14} height="h-8" />;
}
