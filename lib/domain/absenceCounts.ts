import type { Reason } from '#lib/domain/absences.ts';

/** Days and lessons missed, as reports count them (domain rules of attendance: «дней и уроков, всего и по болезни, опоздания»). */

/** One lesson with a word on attendance. `beside`: of a club or an elective, not of the class's timetable. */
export type Missed = {
  date: string;
  beside: boolean;
  code: 'absent' | 'late' | 'remote' | 'exempt' | null;
  reason: Reason | null;
};
/** A day of one student on which something was noted. `held`: lessons of his class (subgroup) that day. */
export type AbsenceDay = {
  date: string;
  held: number;
  ill: number;
  excused: number;
  unexcused: number;
  unreasoned: number;
  late: number;
  /** Missed beside the class: clubs, electives. */
  beside: number;
};
export type Counts = {
  lessons: number;
  ill: number;
  excused: number;
  unexcused: number;
  unreasoned: number;
  late: number;
  beside: number;
  days: number;
  daysIll: number;
  daysExcused: number;
  daysUnexcused: number;
  daysUnreasoned: number;
};

/** Lessons gathered by day, oldest first. */
export function absenceDays(missed: readonly Missed[], held: ReadonlyMap<string, number>): AbsenceDay[] {
  const days = new Map<string, AbsenceDay>();
  for (const { date, beside, code, reason } of missed) {
    if (code !== 'absent' && code !== 'late') continue;
    const day = days.get(date) ?? {
      ...{ date, held: held.get(date) ?? 0, ill: 0, excused: 0, unexcused: 0, unreasoned: 0, late: 0, beside: 0 },
    };
    days.set(date, day);
    if (code === 'late') day.late += 1;
    else if (beside) day.beside += 1;
    else day[reason ?? 'unreasoned'] += 1;
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

export const missedIn = (day: AbsenceDay): number => day.ill + day.excused + day.unexcused + day.unreasoned;
/** All lessons held that day in the student's class or subgroup were missed. */
export const isWholeDay = (day: AbsenceDay): boolean => day.held > 0 && missedIn(day) >= day.held;

/** Under which reason a whole day counts: a lesson without a reason leaves the day without one; truancy outweighs the rest. */
export function reasonOfDay(day: AbsenceDay): Reason | 'unreasoned' {
  if (day.unreasoned > 0) return 'unreasoned';
  if (day.unexcused > 0) return 'unexcused';
  return day.ill >= day.excused ? 'ill' : 'excused';
}

export function countDays(days: readonly AbsenceDay[]): Counts {
  const sum: Counts = {
    ...{ lessons: 0, ill: 0, excused: 0, unexcused: 0, unreasoned: 0, late: 0, beside: 0 },
    ...{ days: 0, daysIll: 0, daysExcused: 0, daysUnexcused: 0, daysUnreasoned: 0 },
  };
  for (const day of days) {
    for (const part of ['ill', 'excused', 'unexcused', 'unreasoned', 'late', 'beside'] as const) sum[part] += day[part];
    sum.lessons += missedIn(day);
    if (!isWholeDay(day)) continue;
    sum.days += 1;
    const reason = reasonOfDay(day);
    if (reason === 'ill') sum.daysIll += 1;
    else if (reason === 'excused') sum.daysExcused += 1;
    else if (reason === 'unexcused') sum.daysUnexcused += 1;
    else sum.daysUnreasoned += 1;
  }
  return sum;
}
/** The counts of several students together. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum = countDays([]);
  for (const counts of all) for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key];
  return sum;
}
