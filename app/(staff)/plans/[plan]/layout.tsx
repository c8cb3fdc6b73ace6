import { type ReactNode, Suspense } from 'react';
import { ImportedToast } from '#app/(staff)/plans/[plan]/ImportedToast.tsx';

/** Around the pages of one plan: what was just imported can be taken back wherever one has gone on to. */
export default function PlanLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Suspense>
        <ImportedToast />
      </Suspense>
    </>
  );
}
