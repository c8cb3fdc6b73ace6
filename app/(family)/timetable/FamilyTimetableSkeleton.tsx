import { Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { FamilySkeleton } from '#app/(family)/_parts/FamilySkeleton.tsx';

/** «Расписание» of a family before its data. */
export function FamilyTimetableSkeleton() {
  return (
    <FamilySkeleton>
      <div className="flex h-12 items-center justify-center border-line-2 border-b bg-surface">
        <Skeleton width="w-32" />
      </div>
      {[0, 1, 2, 3, 4].map((day) => (
        <div key={day} className="bg-surface">
          <div className="flex h-row-touch items-center border-line-2 border-b bg-paper px-3.5">
            <Skeleton width="w-36" />
          </div>
          {day === 0 ? (
            <div className="px-3.5">
              <SkeletonRows rows={6} height="h-14" />
            </div>
          ) : null}
        </div>
      ))}
    </FamilySkeleton>
  );
}
