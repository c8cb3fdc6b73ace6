import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function TimetableEditLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-56" />
      </div>
      <section className="panel mx-4 p-4">
        <SkeletonRows rows={12} height="h-5.5" />
      </section>
    </main>
  );
}
