import { LoadingWords, Skeleton } from '#app/_ui/Skeleton.tsx';

const WIDTHS = ['w-24', 'w-28', 'w-20', 'w-32'];

/** The journal before its data is drawn: the same bars, names, totals and panel, so that nothing jumps. */
export function JournalSkeleton({ students = 26 }: { students?: number }) {
  return (
    <div className="jpage" aria-busy="true">
      <LoadingWords />
      <div className="pagehead" aria-hidden="true">
        <Skeleton width="w-40" />
      </div>
      <div className="jwork" aria-hidden="true">
        <div className="jscroll">
          <div className="jdesk">
            <div className="jsheet">
              <div className="jhead" />
            </div>
            <div className="jpane names">
              {Array.from({ length: students }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity and never move
                <div key={row} className="jname">
                  <i>{row + 1}</i>
                  <Skeleton width={WIDTHS[row % WIDTHS.length] ?? 'w-24'} />
                </div>
              ))}
            </div>
            <div className="jpane totals" />
          </div>
        </div>
        <div className="jlesson">
          <section>
            <Skeleton width="w-32" />
          </section>
        </div>
      </div>
      <div className="jstatus" aria-hidden="true" />
    </div>
  );
}
