import { useId } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { FamilyLesson } from '#app/(family)/timetable/FamilyLesson.tsx';
import type { TimetableDay, TimetableView } from '#lib/contract/timetableViews.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, weekdayName } from '#lib/domain/time.ts';
import { dayOf } from '#lib/domain/timetableWeek.ts';

/** A day of the week: its heading says how long it is and whether anything has changed; its lessons fold. */
export function DaySection({
  day: { date, dayOff },
  view,
  open,
  marks,
  changed,
  onToggle,
}: {
  day: TimetableDay;
  view: TimetableView;
  open: boolean;
  marks: { running: ReadonlySet<number>; next: ReadonlySet<number> };
  changed(key: string): boolean;
  onToggle(): void;
}) {
  const listId = useId();
  const today = date === view.today;
  const { places, held, starts, ends, changes } = dayOf(view, date);
  const words =
    held === 0 ? (dayOff ?? 'уроков нет') : `${held} ${plural(held, 'урок', 'урока', 'уроков')}, ${starts}–${ends}`;
  return (
    <section className="bg-surface" aria-labelledby={`${listId}-head`}>
      <h2 id={`${listId}-head`}>
        <button
          type="button"
          className="flex min-h-row-touch w-full items-center gap-2 border-line-2 border-b bg-paper px-3.5 py-1.5 text-left"
          aria-expanded={open}
          aria-controls={listId}
          onClick={onToggle}
        >
          <span className={`grow ${today ? 'text-accent' : ''}`}>
            <b>
              {weekdayName(date)}, {dayMonth(date)}
            </b>
            {today ? <span className="text-base"> — сегодня</span> : null}
            <span className="block text-base text-ink-3">{words}</span>
          </span>
          {changes > 0 ? (
            <span className="tag warn">
              {changes} {plural(changes, 'изменение', 'изменения', 'изменений')}
            </span>
          ) : null}
          <span className="print:hidden">
            <Icon name={open ? 'up' : 'down'} size="small" />
          </span>
        </button>
      </h2>
      <ul id={listId} className={open ? undefined : 'hidden print:block'}>
        {places.length === 0 ? (
          <li className="border-line border-b px-3.5 py-2.5 text-base text-ink-2">{dayOff ?? 'Уроков нет'}</li>
        ) : (
          places.map(({ lesson, left }) => (
            <FamilyLesson
              key={`${lesson.id}:${left}`}
              lesson={lesson}
              left={left}
              state={left ? null : marks.running.has(lesson.id) ? 'running' : marks.next.has(lesson.id) ? 'next' : null}
              fresh={changed(String(lesson.id))}
            />
          ))
        )}
      </ul>
    </section>
  );
}
