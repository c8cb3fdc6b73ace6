import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

export default function MarksLoading() {
  return (
    <FamilySkeleton>
      <div className="flex h-16 items-center justify-between border-line-2 border-b bg-surface px-3.5">
        <Skeleton width="w-20" />
        <Skeleton width="w-40" />
      </div>
      <div className="bg-surface px-3.5">
        <SkeletonRows rows={7} height="h-24" />
      </div>
    </FamilySkeleton>
  );
}
