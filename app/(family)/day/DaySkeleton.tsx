import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

const BOX = 'overflow-hidden rounded-card border border-line bg-surface';

/** «Сегодня» before its data: the same boxes, so that nothing jumps. */
export function DaySkeleton() {
  return (
    <>
      <LoadingWords />
      <div className="flex h-12 items-center border-line border-b bg-surface px-3.5">
        <div className="mx-auto w-full max-w-[32rem]">
          <Skeleton width="w-28" />
        </div>
      </div>
      <div className="mx-auto w-full max-w-[35rem] flex-1 px-3.5 pt-2">
        <div className={`${BOX} px-3`}>
          <SkeletonRows rows={1} height="h-16" />
        </div>
        {[2, 3].map((rows) => (
          <div key={rows}>
            <div className="mt-3 mb-1.5 flex h-[1.375rem] items-center">
              <Skeleton width="w-36" />
            </div>
            <div className={`${BOX} px-3`}>
              <SkeletonRows rows={rows} height="h-14" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
