import { PageSkeleton } from '#app/_ui/PageSkeleton.tsx';

export default function LogLoading() {
  return <PageSkeleton title="w-80" rows={14} height="h-8.5" />;
}
