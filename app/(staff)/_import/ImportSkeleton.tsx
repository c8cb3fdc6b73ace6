import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

/** A page that takes a file, while it loads; `panels`: the lines of each. */
export function ImportSkeleton({ panels }: { panels: readonly number[] }) {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-56" />
      </div>
      <div className="mx-auto grid w-full max-w-4xl gap-3 p-4">
        {panels.map((rows) => (
          <section key={rows} className="panel p-4">
            <SkeletonRows rows={rows} height="h-5.5" />
          </section>
        ))}
      </div>
    </main>
  );
}
