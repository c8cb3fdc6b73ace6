import { LoadingWords, Skeleton } from '#app/_ui/Skeleton.tsx';
import './day.css';

/** «Мой день» before its data: the same panels, so that nothing jumps. */
export function MyDaySkeleton() {
  return (
    <div className="dpage" aria-busy="true">
      <LoadingWords />
      <div className="pagehead" aria-hidden="true">
        <Skeleton width="w-28" />
      </div>
      <div className="dcols" aria-hidden="true">
        <div className="dleft">
          <div className="panel dweek h-12" />
          <div className="panel dlessons">
            {[1, 2, 3, 4, 5].map((n) => (
              <div key={n} className="dlesson">
                <span className="dnumber">{n}</span>
                <Skeleton width="w-8" />
                <Skeleton width="w-24" />
                <Skeleton width="w-40" />
              </div>
            ))}
          </div>
        </div>
        <div className="dright">
          <div className="panel h-40" />
          <div className="panel h-40" />
        </div>
      </div>
    </div>
  );
}
