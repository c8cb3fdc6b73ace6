import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

/** A family's page of titled lists, while it loads: so many rows in each. */
export function ListsSkeleton({ lists }: { lists: readonly number[] }) {
  return (
    <FamilySkeleton padded>
      {lists.map((rows) => (
        <div key={rows}>
          <div className="mt-3 mb-1.5 flex h-[1.375rem] items-center">
            <Skeleton width="w-36" />
          </div>
          <div className="overflow-hidden rounded-card border border-line bg-surface px-3">
            <SkeletonRows rows={rows} height="h-11" />
          </div>
        </div>
      ))}
    </FamilySkeleton>
  );
}
