import { addDays, dayIn, daysBetween, instantIn, mondayOf, weekdayOf } from '#lib/domain/time.ts';

/** The school year of the demo school, by the rule that gives the calendar of 2026/27 and its like for other years. */

export const SCHOOL_TZ = 'Europe/Moscow';

export type PeriodKind = 'quarter' | 'half';
export type Period = { kind: PeriodKind; number: number; starts: string; ends: string };
/** `grades` null: the whole school. */
export type DayOff = { starts: string; ends: string; title: string; grades: number[] | null };
export type SchoolYear = { year: number; starts: string; ends: string; periods: Period[]; daysOff: DayOff[] };

/** The school year an instant belongs to, named by its September: from August on it is the coming one. */
export function schoolYearOf(now: Date): number {
  const [year = 0, month = 0] = dayIn(now, SCHOOL_TZ).split('-').map(Number);
  return month >= 8 ? year : year - 1;
}

const day = (year: number, month: number, date: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
/** The given weekday (1 Monday … 7 Sunday) on or after a day. */
const onOrAfter = (from: string, weekday: number): string => addDays(from, (weekday - weekdayOf(from) + 7) % 7);
const workdayOnOrBefore = (last: string): string => addDays(last, -Math.max(0, weekdayOf(last) - 5));
/** A holiday that falls on a weekend is kept on Monday. */
const observed = (date: string): string => (weekdayOf(date) > 5 ? onOrAfter(date, 1) : date);

/** Holidays inside quarters. 22.02.2027 is free by decree, in place of Saturday 20.02. */
function holidays(year: number): DayOff[] {
  const one = (date: string, title: string, from = date): DayOff => ({ starts: from, ends: date, title, grades: null });
  const defender = observed(day(year + 1, 2, 23));
  return [
    one(observed(day(year, 11, 4)), 'День народного единства'),
    one(defender, 'День защитника Отечества', year === 2026 ? addDays(defender, -1) : defender),
    one(observed(day(year + 1, 3, 8)), 'Международный женский день'),
    one(observed(day(year + 1, 5, 1)), 'Праздник Весны и Труда'),
    one(observed(day(year + 1, 5, 9)), 'День Победы'),
  ];
}

/** Quarters, half-years, vacations and holidays of the school year that begins in September of `year`. */
export function calendarOf(year: number): SchoolYear {
  const firstOfSeptember = day(year, 9, 1);
  const starts = weekdayOf(firstOfSeptember) > 5 ? onOrAfter(firstOfSeptember, 1) : firstOfSeptember;
  const ends = workdayOnOrBefore(day(year + 1, 5, 26));
  // Vacations are nine days from Saturday to Sunday; in winter from 31 December to the Sunday after 8 January.
  const autumnEnds = onOrAfter(day(year, 10, 28), 7);
  const winterEnds = addDays(onOrAfter(day(year + 1, 1, 9), 1), -1);
  const springEnds = onOrAfter(day(year + 1, 4, 1), 7);
  const third = onOrAfter(day(year + 1, 2, 15), 1);
  const quarters: [string, string][] = [
    [starts, addDays(autumnEnds, -9)],
    [addDays(autumnEnds, 1), workdayOnOrBefore(day(year, 12, 30))],
    [addDays(winterEnds, 1), addDays(springEnds, -9)],
    [addDays(springEnds, 1), ends],
  ];
  const period = (kind: PeriodKind, number: number, from: string, to: string) => ({
    kind,
    number,
    starts: from,
    ends: to,
  });
  const winterStarts = addDays(quarters[1]?.[1] ?? ends, 1);
  return {
    year,
    starts,
    ends,
    periods: [
      ...quarters.map(([from, to], at) => period('quarter', at + 1, from, to)),
      period('half', 1, starts, addDays(winterStarts, -1)),
      period('half', 2, addDays(winterEnds, 1), ends),
    ],
    daysOff: [
      { starts: addDays(autumnEnds, -8), ends: autumnEnds, title: 'Осенние каникулы', grades: null },
      { starts: winterStarts, ends: winterEnds, title: 'Зимние каникулы', grades: null },
      { starts: third, ends: addDays(third, 6), title: 'Дополнительные каникулы', grades: [1] },
      { starts: addDays(springEnds, -8), ends: springEnds, title: 'Весенние каникулы', grades: null },
      ...holidays(year),
    ].sort((a, b) => (a.starts < b.starts ? -1 : 1)),
  };
}

/** A day with lessons. `week`: 0, 1, 2… from the first; loads of half an hour alternate by its parity. */
export type SchoolDay = { date: string; weekday: number; week: number; midnight: number };

/** The school days of a grade, in order. `midnight` is the instant of 00:00 in the school's zone, ms. */
export function schoolDays(calendar: SchoolYear, grade: number): SchoolDay[] {
  const free = (date: string) =>
    calendar.daysOff.some(
      (off) => off.starts <= date && date <= off.ends && (!off.grades || off.grades.includes(grade)),
    );
  const days: SchoolDay[] = [];
  for (let date = calendar.starts; date <= calendar.ends; date = addDays(date, 1)) {
    const weekday = weekdayOf(date);
    if (weekday > 5 || free(date)) continue;
    const week = Math.round(daysBetween(mondayOf(calendar.starts), mondayOf(date)) / 7);
    days.push({ date, weekday, week, midnight: instantIn(date, '00:00', SCHOOL_TZ).getTime() });
  }
  return days;
}

/** The day the demo opens at: the first Wednesday of December, far enough into the year to have a story. */
export const canonicalDay = (year: number): string => onOrAfter(day(year, 12, 1), 3);
