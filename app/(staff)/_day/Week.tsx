import Link from 'next/link';
import { FillSign } from '#app/_ui/FillSign.tsx';
import type { MyDayView } from '#lib/contract/myDayView.ts';
import { dayState, isComplete, isToFill, weekOf } from '#lib/domain/myDay.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** The week above the day: a segment for each lesson, «3 из 6» of those that have been held. */
export function Week({ view, now, hrefOf }: { view: MyDayView; now: number; hrefOf(date: string): string }) {
  return (
    <nav className="panel dweek" aria-label="Неделя">
      {weekOf(view).map(({ date, lessons }) => {
        const own = lessons.filter((lesson) => lesson.by === null);
        const done = own.filter(isComplete).length;
        const ahead = date > view.today;
        const count = own.length;
        const words =
          count === 0
            ? 'нет уроков'
            : ahead
              ? `${count} ${plural(count, 'урок', 'урока', 'уроков')}`
              : `${done} из ${count}`;
        return (
          <Link
            key={date}
            href={hrefOf(date)}
            prefetch={false}
            aria-current={date === view.date ? 'date' : undefined}
            aria-label={`${weekdayShort(date)} ${dayMonth(date)}, ${ahead || count === 0 ? words : `заполнено ${words}`}`}
          >
            <span className="flex gap-2">
              <b>{weekdayShort(date)}</b>
              {dayMonth(date)}
              <span className="ml-auto text-ink-3 text-small">{words}</span>
            </span>
            <span className="dsegments" aria-hidden="true">
              {own.map((lesson) => {
                const state = dayState(lesson, view.tz, now);
                // What can no longer be filled by this person is nobody's debt here.
                const shown = state === 'late' && !isToFill(lesson, view.today) ? 'empty' : state;
                return <FillSign key={lesson.id} state={shown} ready={isComplete(lesson)} silent />;
              })}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
