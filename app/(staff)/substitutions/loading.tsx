import { LoadingWords, Skeleton, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import './substitutions.css';

export default function SubstitutionsLoading() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <LoadingWords />
      <div className="pagehead">
        <Skeleton width="w-24" />
        <Skeleton width="w-52" />
      </div>
      <div className="subst">
        <section className="saway px-4">
          <SkeletonRows rows={3} height="h-16" />
        </section>
        <section className="swork">
          <SkeletonRows rows={4} height="h-8.5" />
          <SkeletonRows rows={7} height="h-8.5" />
        </section>
        <aside className="sside">
          <SkeletonRows rows={8} height="h-7" />
        </aside>
      </div>
    </main>
  );
}
