import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function AttendanceLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-40" />
      </div>
      <div className="mx-4 mb-4 min-h-0 flex-1 overflow-hidden rounded-card border border-line-2 bg-surface px-3">
        <SkeletonRows rows={26} height="h-6" />
      </div>
    </main>
  );
}
