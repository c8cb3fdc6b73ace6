import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function LogLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-80" />
      </div>
      <div className="px-5">
        <SkeletonRows rows={14} height="h-8.5" />
      </div>
    </main>
  );
}
