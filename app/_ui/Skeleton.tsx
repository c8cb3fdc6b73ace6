/** A bar where text will stand. `width` is a class (w-24), so that the grid keeps its geometry while it loads. */
export function Skeleton({ width = 'w-24' }: { width?: string }) {
  return <span className={`skeleton ${width} max-w-full`} aria-hidden="true" />;
}

/** Rows of one height, as the list that comes in their place. */
export function SkeletonRows({ rows, height }: { rows: number; height: string }) {
  const widths = ['w-40', 'w-52', 'w-32', 'w-44'];
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity and never move
        <div key={index} className={`flex items-center border-line border-t first:border-t-0 ${height}`}>
          <Skeleton width={widths[index % widths.length] ?? 'w-40'} />
        </div>
      ))}
    </div>
  );
}

/** Said once to a screen reader instead of reading the bars. */
export function LoadingWords() {
  return (
    <p className="sr-only" role="status">
      Загрузка…
    </p>
  );
}
