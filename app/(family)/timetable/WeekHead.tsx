import Link from 'next/link';
import { Icon } from '#app/_ui/Icon.tsx';
import type { TimetableView } from '#lib/contract/timetableViews.ts';
import { addDays, mondayOf, rangeWords } from '#lib/domain/time.ts';

/** The week under the thumb, and how to come back to this one, or to the next, in one tap. */
export function WeekHead({
  view,
  studentId,
  last,
}: {
  view: Pick<TimetableView, 'week' | 'today'>;
  studentId: number;
  last: string;
}) {
  const hrefOf = (week: string) => `/timetable?week=${week}&child=${studentId}`;
  const current = mondayOf(view.today);
  const [other, words] = view.week === current ? [addDays(current, 7), 'Следующая неделя'] : [current, 'К этой неделе'];
  const arrow = 'flex h-12 items-center justify-center text-ink-2 hover:bg-hover print:invisible';
  return (
    <nav
      aria-label="Недели"
      className="sticky top-0 z-10 grid h-12 grid-cols-[2.75rem_1fr_2.75rem] items-center border-line-2 border-b bg-surface text-center print:static"
    >
      <Link className={arrow} href={hrefOf(addDays(view.week, -7))} prefetch={false} aria-label="Прошлая неделя">
        <Icon name="left" />
      </Link>
      <span className="leading-tight">
        <b>{rangeWords(view.week, last)}</b>
        <Link className="block text-small print:hidden" href={hrefOf(other)} prefetch={false}>
          {words}
        </Link>
      </span>
      <Link className={arrow} href={hrefOf(addDays(view.week, 7))} prefetch={false} aria-label="Неделей позже">
        <Icon name="right" />
      </Link>
    </nav>
  );
}
