import type { ReactNode } from 'react';
import { DemoBanner } from '#app/_ui/DemoBanner.tsx';

/** The page of somebody who is not inside yet: one narrow column, the brand above, a line below. */
export function EntryFrame({ demo, foot, children }: { demo?: boolean; foot?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col text-body">
      {demo ? <DemoBanner /> : null}
      <main className="mx-auto flex w-full max-w-[25rem] flex-1 flex-col justify-center gap-4 p-5">
        <span className="brand text-title">Звонок</span>
        {children}
      </main>
      <footer className="min-h-12 px-5 py-4 text-center text-caption text-ink-3">{foot}</footer>
    </div>
  );
}

export function EntryTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div>
      <h1 className="font-semibold text-head tracking-[-0.015em]">{title}</h1>
      {children ? <p className="text-ink-2">{children}</p> : null}
    </div>
  );
}
