import './wall.css';
import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

const PANES = [
  { area: 'col-[1/7]', rows: 10 },
  { area: 'col-[7/19]', rows: 9 },
  { area: 'col-[19/-1]', rows: 8 },
  { area: 'col-[1/7]', rows: 9 },
  { area: 'col-[7/17]', rows: 12 },
  { area: 'col-[17/-1]', rows: 1 },
];

export default function ControlLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-40" />
        <Skeleton width="w-60" />
      </div>
      <div className="wall">
        <div className="panel col-[1/-1] flex items-center justify-around">
          {PANES.map(({ area, rows }) => (
            <Skeleton key={area + rows} width="w-24" />
          ))}
        </div>
        {PANES.map(({ area, rows }) => (
          <section key={area + rows} className={`panel ${area}`}>
            <h2>
              <Skeleton width="w-40" />
            </h2>
            <SkeletonRows rows={rows} height="h-5.5" />
          </section>
        ))}
      </div>
    </main>
  );
}
