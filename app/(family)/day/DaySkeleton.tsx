import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

const BOX = 'overflow-hidden rounded-card border border-line bg-surface';

/** «Сегодня» before its data: the same boxes, so that nothing jumps. */
export function DaySkeleton() {
  return (
    <FamilySkeleton padded>
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
    </FamilySkeleton>
  );
}
