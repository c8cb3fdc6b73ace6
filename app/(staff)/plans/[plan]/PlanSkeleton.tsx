import { LoadingWords, Skeleton } from '#app/_ui/Skeleton.tsx';

const WIDTHS = ['w-52', 'w-64', 'w-44', 'w-72'];

/** A plan before its data is there: the same head, rows, panel and status line, so that nothing jumps. */
export function PlanSkeleton() {
  return (
    <div className="pplan" aria-busy="true">
      <LoadingWords />
      <div className="pagehead" aria-hidden="true">
        <Skeleton width="w-64" />
      </div>
      <div className="pwork" aria-hidden="true">
        <div className="pscroll">
          <div className="psheet">
            <div className="phead" />
            {Array.from({ length: 22 }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity and never move
              <div key={row} className="pghost">
                <Skeleton width={WIDTHS[row % WIDTHS.length] ?? 'w-52'} />
              </div>
            ))}
          </div>
        </div>
        <div className="pside">
          <Skeleton width="w-32" />
        </div>
      </div>
      <div className="jstatus" aria-hidden="true" />
    </div>
  );
}
