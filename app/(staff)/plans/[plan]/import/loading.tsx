import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';

export default function PlanImportLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-56" />
      </div>
      <div className="mx-auto grid w-full max-w-4xl gap-3 p-4">
        <section className="panel p-4">
          <SkeletonRows rows={4} height="h-5.5" />
        </section>
      </div>
    </main>
  );
}
