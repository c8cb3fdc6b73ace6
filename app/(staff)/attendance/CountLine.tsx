import type { Counts } from '#lib/domain/absenceCounts.ts';

/** «Пропущено уроков 14: по болезни 10, УП 2, НП 0, без причины 2; пропущено дней 2 …; опозданий 1». */
export function CountLine({ counts }: { counts: Counts }) {
  const parts = (ill: number, excused: number, unexcused: number, unreasoned: number) =>
    [
      ill > 0 && `по болезни ${ill}`,
      excused > 0 && `УП ${excused}`,
      unexcused > 0 && `НП ${unexcused}`,
      unreasoned > 0 && `без причины ${unreasoned}`,
    ]
      .filter(Boolean)
      .join(', ');
  const lessons = parts(counts.ill, counts.excused, counts.unexcused, counts.unreasoned);
  const days = parts(counts.daysIll, counts.daysExcused, counts.daysUnexcused, counts.daysUnreasoned);
  return (
    <p className="text-ink-2">
      Пропущено уроков <b>{counts.lessons}</b>
      {lessons && ` (${lessons})`}, пропущено дней <b>{counts.days}</b>
      {days && ` (${days})`}
      {counts.beside > 0 && (
        <>
          , внеурочных занятий <b>{counts.beside}</b>
        </>
      )}
      , опозданий <b>{counts.late}</b>.
    </p>
  );
}
