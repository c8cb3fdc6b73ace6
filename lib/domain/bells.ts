import { className, plural } from '#lib/domain/people.ts';
import { weekdayOf } from '#lib/domain/time.ts';

/** Bells: which set rings for a class on a day, and what a set must be like (domain: lesson and bell rules). */

/** Minutes from midnight. */
export type Bell = { number: number; starts: number; ends: number };

/** A rule of the school's plan of bells. All of class, grade null: the whole school; date, weekday null: every day. */
export type BellRule = {
  id: number;
  bellSetId: number;
  classId: number | null;
  grade: number | null;
  weekday: number | null;
  date: string | null;
  starts: string | null;
  ends: string | null;
};
export type RungClass = { id: number; grade: number; bellSetId: number };

const matches = (rule: BellRule, cls: RungClass, date: string): boolean =>
  (rule.classId === null || rule.classId === cls.id) &&
  (rule.grade === null || rule.grade === cls.grade) &&
  (rule.date === null || rule.date === date) &&
  (rule.weekday === null || rule.weekday === weekdayOf(date)) &&
  (rule.starts === null || rule.starts <= date) &&
  (rule.ends === null || date <= rule.ends);

/** What a rule weighs: a date beats everything (a shortened day is one for all), then the nearer reach, then the weekday. */
const weight = (rule: BellRule): number =>
  (rule.date === null ? 0 : 8) +
  (rule.classId !== null ? 4 : rule.grade !== null ? 2 : 0) +
  (rule.weekday === null ? 0 : 1);

/** The bell set of a class on a day. Of equal rules the one that begins later, then the newer one; without a rule the
 *  class's own set. The same in SQL: db/timetable/days.ts (a test compares the two). */
export function bellSetOn(rules: readonly BellRule[], cls: RungClass, date: string): number {
  const [best] = rules
    .filter((rule) => matches(rule, cls, date))
    .sort((a, b) => weight(b) - weight(a) || compare(b.starts ?? '', a.starts ?? '') || b.id - a.id);
  return best?.bellSetId ?? cls.bellSetId;
}
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** A lesson is at most this long, minutes; a break at least; the day's bounds, minutes from midnight. */
export const LONGEST_LESSON = 45;
export const SHORTEST_BREAK = 10;
export const DAY_STARTS = 8 * 60;
export const DAY_ENDS = 19 * 60;

/** Minutes from midnight of «08:30»; null when it is no time. */
export function minutesOf(time: string): number | null {
  const found = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time.trim());
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
/** «08:30». */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export type BellProblem = { number: number; hard: boolean; text: string };

/** What is wrong with a set of bells. Hard: times that cannot be; else what the sanitary rules ask (domain §2.1). */
export function bellProblems(bells: readonly Bell[]): BellProblem[] {
  const sorted = bells.toSorted((a, b) => a.number - b.number);
  return sorted.flatMap((bell, at) => {
    const { number, starts, ends } = bell;
    const found: BellProblem[] = [];
    const say = (hard: boolean, text: string) => found.push({ number, hard, text });
    if (number < 1) say(false, 'Нулевых уроков быть не должно.');
    if (ends <= starts) say(true, `${number} урок кончается раньше, чем начинается.`);
    else if (ends - starts > LONGEST_LESSON) say(false, `${number} урок длиннее ${LONGEST_LESSON} минут.`);
    if (starts < DAY_STARTS) say(false, `${number} урок начинается раньше 8:00.`);
    if (ends > DAY_ENDS) say(false, `${number} урок кончается позже 19:00.`);
    const before = sorted[at - 1];
    if (before && starts < before.ends) say(true, `${number} урок начинается до конца ${before.number}-го.`);
    else if (before && starts - before.ends < SHORTEST_BREAK)
      say(false, `Перемена перед ${number} уроком короче ${SHORTEST_BREAK} минут.`);
    return found;
  });
}

/** How many lessons of a number a class has in its week. */
export type RungPlaces = { grade: number; letter: string; number: number; places: number };
/** As many classes as a sentence names. */
const NAMED = 5;

/** Why a set cannot lose its bells: lessons of the timetable ring by them, and would be gone; null when it can. `used`: what
 *  the classes have that ring by the set. */
export function lostBellProblem(
  old: readonly Bell[],
  bells: readonly Pick<Bell, 'number'>[],
  used: readonly RungPlaces[],
): string | null {
  const has = (list: readonly Pick<Bell, 'number'>[], number: number) => list.some((bell) => bell.number === number);
  const lost = used.filter(({ number }) => has(old, number) && !has(bells, number));
  if (lost.length === 0) return null;
  const numbers = [...new Set(lost.map(({ number }) => number))].sort((a, b) => a - b);
  const places = lost.reduce((sum, one) => sum + one.places, 0);
  const names = [...new Set(lost.map(className))];
  const more = names.length > NAMED ? ` и ещё ${names.length - NAMED}` : '';
  const bell = numbers.map((number) => `${number}-го`).join(', ');
  const needed = numbers.length === 1 ? `Звонок ${bell} урока нужен: по нему` : `Звонки ${bell} уроков нужны: по ним`;
  const lessons = `${places} ${plural(places, 'урок', 'урока', 'уроков')}`;
  const classes = `${names.length} ${plural(names.length, 'класса', 'классов', 'классов')}`;
  return `${needed} в неделю ${lessons} у ${classes} (${names.slice(0, NAMED).join(', ')}${more}). Сначала перенесите эти уроки в редакторе расписания.`;
}
/** Why a timetable cannot hold again: `unrung` of its places have no bell by now; null when it can. */
export const unrungProblem = (unrung: number): string | null =>
  unrung === 0
    ? null
    : `В прежнем расписании ${unrung} ${plural(unrung, 'место', 'места', 'мест')} без звонка: сначала дополните звонки.`;

/** Why a rule cannot be this; null when it can. */
export function ruleProblem(rule: Omit<BellRule, 'id'>, today: string): string | null {
  if (rule.classId !== null && rule.grade !== null) return 'Выберите класс или параллель, а не то и другое.';
  if (rule.date !== null && rule.weekday !== null) return 'Выберите дату или день недели, а не то и другое.';
  if (rule.date !== null && rule.date < today) return 'Этот день уже прошёл: его уроки не меняются.';
  if (rule.date !== null && (rule.starts !== null || rule.ends !== null))
    return 'У правила на одну дату нет срока действия.';
  if (rule.starts !== null && rule.ends !== null && rule.ends < rule.starts)
    return 'Срок кончается раньше, чем начинается.';
  return null;
}
