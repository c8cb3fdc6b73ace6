import type { ReactNode } from 'react';
import { LoadingWords, Skeleton } from '#app/_ui/Skeleton.tsx';

/** A family's page before its data: the bar of the children, and the column that the page fills. */
export function FamilySkeleton({ padded = false, children }: { padded?: boolean; children: ReactNode }) {
  return (
    <>
      <LoadingWords />
      <div className="flex h-12 items-center border-line border-b bg-surface px-3.5">
        <div className="mx-auto w-full max-w-[32rem]">
          <Skeleton width="w-28" />
        </div>
      </div>
      <div className={`mx-auto w-full max-w-[35rem] flex-1${padded ? ' px-3.5 pt-2' : ''}`}>{children}</div>
    </>
  );
}
