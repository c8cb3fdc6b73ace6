import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function HomeworkVolumeLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-48" />
      </div>
      <section className="panel mx-4 mb-3 min-h-0 flex-1 p-4">
        <SkeletonRows rows={14} height="h-6" />
      </section>
    </main>
  );
}
