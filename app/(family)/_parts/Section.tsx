import { type ReactNode, useId } from 'react';

/** A titled list of one screen of the family; rows are parted by hairlines, not by boxes. */
export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <div className="mt-3 mb-1.5 flex items-baseline justify-between gap-3">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        <span className="text-base text-ink-3">{aside}</span>
      </div>
      <div className="overflow-hidden rounded-card border border-line bg-surface">{children}</div>
    </section>
  );
}

/** Why a list is empty: one sentence in the place of its rows. */
export function Reason({ children }: { children: ReactNode }) {
  return <p className="px-3 py-2.5 text-base text-ink-2">{children}</p>;
}
