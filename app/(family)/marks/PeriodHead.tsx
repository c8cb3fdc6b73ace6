import Link from 'next/link';
import { Choice } from '#app/(family)/_parts/Choice.tsx';
import type { FamilyPeriod, MarksView } from '#lib/contract/diaryViews.ts';
import { periodShort } from '#lib/domain/finals.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** Which period is shown, and the others; past school years when the school has kept any. */
export function PeriodHead({ view }: { view: MarksView }) {
  const { period, periods } = view;
  const hrefOf = (p: FamilyPeriod) => `/marks?child=${view.student.id}&period=${p.id}`;
  const ofYear = periods.filter((p) => p.yearId === period.yearId);
  const otherYears = periods.filter((p, at) => p.yearId !== period.yearId && periods[at + 1]?.yearId !== p.yearId);
  return (
    <div className="border-line-2 border-b bg-surface px-3.5 py-1.5">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h1 className="font-semibold">Отметки</h1>
        {ofYear.length > 1 ? (
          <Choice
            label="Периоды"
            options={ofYear.map((p) => ({
              key: p.id,
              text: p.id === period.id ? p.label : periodShort(p.label),
              words: p.label,
              href: hrefOf(p),
              current: p.id === period.id,
            }))}
          />
        ) : (
          <span>{period.label}</span>
        )}
      </div>
      <p className="text-caption text-ink-3">
        {dayMonth(period.starts)}–{dayMonth(period.ends)}
        {period.closed ? ', период закрыт' : ''}
        {otherYears.map((p) => (
          <span key={p.id}>
            {' · '}
            <Link href={hrefOf(p)} prefetch={false}>
              {p.year}
            </Link>
          </span>
        ))}
      </p>
    </div>
  );
}
