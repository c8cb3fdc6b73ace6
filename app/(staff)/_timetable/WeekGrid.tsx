import { Fragment } from 'react';
import { useSeen } from '#app/_ui/useSeen.ts';
import type { TimetableDay, TimetableView } from '#lib/contract/timetableViews.ts';
import { dayMonth, weekdayName, weekdayShort } from '#lib/domain/time.ts';
import { numbersOf, placedAt, timeOfNumber } from '#lib/domain/timetableWeek.ts';
import { LessonCard } from './LessonCard.tsx';

export type NowMarks = { running: ReadonlySet<number>; next: ReadonlySet<number> };

/** The week as a printed timetable: a line for each number, a column for each day. */
export function WeekGrid({
  view,
  days,
  marks,
  journals,
}: {
  view: TimetableView;
  days: readonly TimetableDay[];
  marks: NowMarks;
  journals: 'all' | readonly number[];
}) {
  const changed = useSeen(new Map(view.lessons.map((lesson) => [String(lesson.id), lesson.changeV])));
  const numbers = numbersOf(view);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys
    <section className="panel ttscroll" tabIndex={0} aria-label={`Расписание: ${view.title}`}>
      <table className="tttable">
        <colgroup>
          <col className="ttnumber" />
          {days.map((day) => (
            <col key={day.date} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Урок</span>
            </th>
            {days.map(({ date, dayOff }) => (
              <th
                key={date}
                scope="col"
                className={date === view.today ? 'today' : undefined}
                aria-current={date === view.today ? 'date' : undefined}
              >
                <span aria-hidden="true">{weekdayShort(date)}</span>
                <span className="sr-only">{weekdayName(date)}</span> {dayMonth(date)}
                {dayOff ? <span className="ttoff">{dayOff}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => {
            const time = timeOfNumber(view, number);
            return (
              <tr key={number}>
                <th scope="row">
                  <b>{number}</b>
                  {time ? (
                    <Fragment>
                      <span>{time.starts}</span>
                      <span>{time.ends}</span>
                    </Fragment>
                  ) : null}
                </th>
                {days.map(({ date }) => {
                  const placed = placedAt(view, date, number);
                  return (
                    <td key={date} className={date === view.today ? 'today' : undefined}>
                      {placed.length > 0 ? (
                        <div className="ttcell">
                          {placed.map(({ lesson, left }) => (
                            <LessonCard
                              key={`${lesson.id}:${left}`}
                              lesson={lesson}
                              of={view}
                              left={left}
                              time={time}
                              state={
                                left
                                  ? null
                                  : marks.running.has(lesson.id)
                                    ? 'running'
                                    : marks.next.has(lesson.id)
                                      ? 'next'
                                      : null
                              }
                              fresh={changed(String(lesson.id))}
                              opens={journals === 'all' || journals.includes(lesson.groupId)}
                            />
                          ))}
                        </div>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
