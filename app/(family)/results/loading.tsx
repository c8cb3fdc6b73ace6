import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

export default function ResultsLoading() {
  return (
    <FamilySkeleton>
      <div className="flex h-[2.875rem] items-center justify-between border-line-2 border-b bg-surface px-3.5">
        <Skeleton width="w-16" />
        <Skeleton width="w-32" />
      </div>
      <div className="bg-surface px-3.5">
        <SkeletonRows rows={12} height="h-[3.25rem]" />
      </div>
    </FamilySkeleton>
  );
}
