import { DAY_ENDS, DAY_STARTS } from '#lib/domain/bells.ts';
import { type Parity, parityMeets, type Times } from '#lib/domain/timetable.ts';

/** What a class may have at most in a day and a week (domain §2.1, СП 2.4.3648-20 and 1.2.3685-21). */

/** Hours a week by grade in a five-day and a six-day week; grade 1 has a five-day week only. */
const WEEKLY: readonly (readonly [five: number, six: number])[] = [
  [0, 0],
  [21, 21],
  [23, 26],
  [23, 26],
  [23, 26],
  [29, 32],
  [30, 33],
  [32, 35],
  [33, 36],
  [33, 36],
  [34, 37],
  [34, 37],
];
export const weeklyCeiling = (grade: number, days: 5 | 6): number => WEEKLY[grade]?.[days === 5 ? 0 : 1] ?? 0;

/** Lessons a day, and on one day of the week with physical training one more, where the rules let. */
export function dailyCeiling(grade: number, days: 5 | 6): { usual: number; onceWithPe: number } {
  if (grade === 1) return { usual: 4, onceWithPe: 5 };
  if (grade <= 4) return { usual: 5, onceWithPe: days === 6 ? 6 : 5 };
  return grade <= 6 ? { usual: 6, onceWithPe: 6 } : { usual: 7, onceWithPe: 7 };
}

/** Second shift is banned for these grades. */
const ONE_SHIFT = [1, 5, 9, 10, 11];

/** A lesson of a class's week: subgroups and profile halves that stand together count once. `counted`: it is of the
 *  curriculum (extracurricular ones are not); `pe`: physical training. */
export type ClassLesson = {
  weekday: number;
  number: number;
  parity: Parity;
  counted: boolean;
  pe: boolean;
  times: Times | null;
};
export type Breach = {
  rule: 'week' | 'day' | 'saturday' | 'shift' | 'zero' | 'early' | 'late' | 'bell';
  /** Null: of the whole week. */
  weekday: number | null;
  text: string;
};

const WEEKDAYS = ['', 'в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу', 'в воскресенье'];

/** Everything a class's week breaks. Weeks of each parity are looked at apart and the fuller one is told. */
export function breachesOf(
  cls: { grade: number; shift: number },
  lessons: readonly ClassLesson[],
  /** Where a five-day week ends; a school of six days has lessons of any class on Saturday. */
  schoolDays: 5 | 6 = lessons.some((l) => l.weekday === 6) ? 6 : 5,
): Breach[] {
  const found: Breach[] = [];
  const say = (rule: Breach['rule'], weekday: number | null, text: string) => found.push({ rule, weekday, text });
  const placesOf = (parity: 1 | 2, weekday?: number) =>
    new Set(
      lessons
        .filter((l) => l.counted && parityMeets(l.parity, parity) && (weekday === undefined || l.weekday === weekday))
        .map((l) => l.weekday * 100 + l.number),
    ).size;
  const fuller = (weekday?: number) => Math.max(placesOf(1, weekday), placesOf(2, weekday));
  const most = weeklyCeiling(cls.grade, schoolDays);
  const week = fuller();
  if (week > most) say('week', null, `${week} ч в неделю, можно ${most} при ${schoolDays}-дневной неделе`);
  const { usual, onceWithPe } = dailyCeiling(cls.grade, schoolDays);
  const long = [1, 2, 3, 4, 5, 6, 7]
    .map((weekday) => ({ weekday, count: fuller(weekday) }))
    .filter((day) => day.count > usual);
  for (const { weekday, count } of long) {
    const pe = lessons.some((l) => l.weekday === weekday && l.pe);
    if (count <= onceWithPe && pe && long.length === 1) continue;
    const once = onceWithPe > usual ? ` (один раз ${onceWithPe} с физкультурой)` : '';
    say('day', weekday, `${count} уроков ${WEEKDAYS[weekday] ?? ''}, можно ${usual}${once}`);
  }
  if (cls.grade === 1 && lessons.some((l) => l.weekday > 5)) say('saturday', 6, '1 класс учится пять дней');
  if (cls.shift > 1 && ONE_SHIFT.includes(cls.grade))
    say('shift', null, `${cls.grade} класс не учится во вторую смену`);
  for (const lesson of lessons) {
    const at = WEEKDAYS[lesson.weekday] ?? '';
    if (lesson.number < 1) say('zero', lesson.weekday, `нулевой урок ${at}`);
    if (!lesson.times) say('bell', lesson.weekday, `для ${lesson.number} урока ${at} нет звонка`);
    else if (lesson.times.starts < DAY_STARTS) say('early', lesson.weekday, `урок ${at} начинается раньше 8:00`);
    else if (lesson.times.ends > DAY_ENDS) say('late', lesson.weekday, `урок ${at} кончается позже 19:00`);
  }
  return found.filter((breach, at) => found.findIndex((b) => b.text === breach.text) === at);
}
