import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function ResultsLoading() {
  return (
    <>
      <LoadingWords />
      <div className="flex h-12 items-center border-line border-b bg-surface px-3.5">
        <div className="mx-auto w-full max-w-[32rem]">
          <Skeleton width="w-28" />
        </div>
      </div>
      <div className="mx-auto w-full max-w-[35rem] flex-1">
        <div className="flex h-[2.875rem] items-center justify-between border-line-2 border-b bg-surface px-3.5">
          <Skeleton width="w-16" />
          <Skeleton width="w-32" />
        </div>
        <div className="bg-surface px-3.5">
          <SkeletonRows rows={12} height="h-[3.25rem]" />
        </div>
      </div>
    </>
  );
}
