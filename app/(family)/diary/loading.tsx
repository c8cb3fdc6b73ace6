import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

export default function DiaryLoading() {
  return (
    <FamilySkeleton>
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
    </FamilySkeleton>
  );
}
