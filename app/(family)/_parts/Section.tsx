import type { ReactNode } from 'react';

/** A titled list of one screen of the family; rows are parted by hairlines, not by boxes. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="mt-3 mb-1.5 flex items-baseline justify-between gap-3 font-semibold">
        {title}
        <span className="font-normal text-base text-ink-3">{aside}</span>
      </h2>
      <div className="overflow-hidden rounded-card border border-line bg-surface">{children}</div>
    </section>
  );
}

/** Why a list is empty: one sentence in the place of its rows. */
export function Reason({ children }: { children: ReactNode }) {
  return <p className="px-3 py-2.5 text-base text-ink-2">{children}</p>;
}
