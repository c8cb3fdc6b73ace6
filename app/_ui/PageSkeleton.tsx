import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

/** A page of staff that is one table, while it loads: the head with its title, the rows at their height. */
export function PageSkeleton({ title, rows, height }: { title: string; rows: number; height: string }) {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width={title} />
      </div>
      <section className="panel mx-4 mb-3 min-h-0 flex-1 overflow-hidden p-4">
        <SkeletonRows rows={rows} height={height} />
      </section>
    </main>
  );
}
