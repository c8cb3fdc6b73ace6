import { plural } from '#lib/domain/people.ts';
import { type AssignLesson, type AssignRow, hoursPassed } from '#lib/domain/plans/assign.ts';

/** How far a group is in its plan: lag and advance in hours (R040; 003 П4 3.2.4и). Kept by the database as counters
 *  (plan_redraft); this is what they mean. */

/** A lesson as pace looks at it: `planOn` is its day by the timetable, before it was moved. */
export type PaceLesson = AssignLesson & { planOn: string };

/** Counters of one group, hours. */
export type Pace = {
  /** Positive: behind the plan («отстаёт на 2 ч»); negative: ahead. */
  lag: number;
  total: number;
  passed: number;
  /** Won by lessons that passed more than one hour («Объединить темы»). */
  merged: number;
  /** Lessons used otherwise: «Вставить повторение», «Сдвинуть». */
  outside: number;
  cancelled: number;
  /** Filled lessons of which no row is known: they count neither way. */
  unbound: number;
  /** Hours of the plan still to be passed, and lessons that are left for them. */
  rest: number;
  open: number;
};

/** Hours due by the end of a day minus hours passed by then and lessons not filled yet, which are taken to pass one hour each as
 *  soon as they are. `due`: the days frozen when the plan was approved; null: the days of the timetable, cancelled lessons
 *  included. What was filled without a known row counts as passed: nobody has said that it was not. */
export function lagOn(lessons: readonly PaceLesson[], due: readonly string[] | null, today: string): number {
  let lag = 0;
  for (const day of due ?? lessons.map(({ planOn }) => planOn)) if (day <= today) lag += 1;
  for (const { cancelled, date, said, passed } of lessons) {
    if (cancelled || date > today) continue;
    const hours = passed.reduce((sum, row) => sum + row.hours, 0);
    if (hours > 0) lag -= hours;
    else if (said !== 'repeat' && said !== 'lost') lag -= 1;
  }
  return lag;
}

/** Days that a new approval freezes, in order. What was due until today stays due, so that lessons lost by then stay a lag whatever
 *  is approved after them; days to come are the timetable's. A lesson that was cancelled or moved was due on its own day. */
export function dueFrom(
  before: readonly string[] | null,
  lessons: readonly Pick<PaceLesson, 'planOn'>[],
  today: string,
): string[] {
  const days = lessons.map(({ planOn }) => planOn);
  const frozen = before === null ? days : [...before.filter((d) => d <= today), ...days.filter((d) => d > today)];
  return frozen.sort();
}

export function paceOf(
  rows: readonly AssignRow[],
  lessons: readonly PaceLesson[],
  due: readonly string[] | null,
  today: string,
): Pace {
  const held = lessons.filter(({ cancelled }) => !cancelled);
  const hours = ({ passed }: PaceLesson) => passed.reduce((sum, row) => sum + row.hours, 0);
  const without = held.filter((lesson) => hours(lesson) === 0);
  const elsewhere = ({ said }: PaceLesson) => said === 'repeat' || said === 'lost';
  const passedOf = hoursPassed(lessons);
  return {
    lag: lagOn(lessons, due, today),
    total: rows.reduce((sum, row) => sum + row.hours, 0),
    passed: held.reduce((sum, lesson) => sum + hours(lesson), 0),
    merged: held.reduce((sum, lesson) => sum + Math.max(0, hours(lesson) - 1), 0),
    outside: without.filter(elsewhere).length,
    cancelled: lessons.length - held.length,
    unbound: without.filter((lesson) => !elsewhere(lesson) && lesson.filled).length,
    rest: rows.reduce((sum, row) => sum + Math.max(0, row.hours - (passedOf.get(row.id) ?? 0)), 0),
    open: without.filter((lesson) => !elsewhere(lesson) && !lesson.filled).length,
  };
}

/** «отстаёт на 2 ч», «опережает на 1 ч», «идёт по плану». */
export function paceWords(lag: number): string {
  if (lag > 0) return `отстаёт на ${lag} ч`;
  return lag < 0 ? `опережает на ${-lag} ч` : 'идёт по плану';
}

/** «не хватит 3 уроков», when the plan has more hours left than the group has lessons; else null. */
export function shortWords({ rest, open }: Pick<Pace, 'rest' | 'open'>): string | null {
  const short = rest - open;
  return short > 0 ? `до конца года не хватит ${short} ${plural(short, 'урока', 'уроков', 'уроков')}` : null;
}
