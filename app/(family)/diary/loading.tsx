import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function DiaryLoading() {
  return (
    <>
      <LoadingWords />
      <div className="flex h-12 items-center border-line border-b bg-surface px-3.5">
        <div className="mx-auto w-full max-w-[32rem]">
          <Skeleton width="w-28" />
        </div>
      </div>
      <div className="mx-auto w-full max-w-[35rem] flex-1">
        <div className="flex h-[2.875rem] items-center justify-center border-line-2 border-b bg-surface">
          <Skeleton width="w-32" />
        </div>
        {[0, 1, 2].map((day) => (
          <div key={day} className="bg-surface">
            <div className="flex h-9 items-center border-line-2 border-b bg-paper px-3.5">
              <Skeleton width="w-36" />
            </div>
            <div className="px-3.5">
              <SkeletonRows rows={6} height="h-9" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
