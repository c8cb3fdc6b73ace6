import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

/** «План внеурочных занятий с классом»: what a homeroom teacher plans with his class, entered month by month (004 1ж). */

export const CLASS_PLAN_KINDS = ['hour', 'talk', 'trip', 'event', 'deed', 'sport', 'safety', 'other'] as const;
export type ClassPlanKind = (typeof CLASS_PLAN_KINDS)[number];
export const CLASS_PLAN_LABELS: Record<ClassPlanKind, string> = {
  hour: 'Классный час',
  talk: 'Беседа',
  trip: 'Экскурсия, поход',
  event: 'Праздник, конкурс',
  deed: 'Общее дело',
  sport: 'Спорт',
  safety: 'Инструктаж',
  other: 'Другое',
};
/** Characters of a field. */
export const CLASS_PLAN_TEXT = { title: 200, place: 80, who: 120, notes: 500 } as const;
/** Entries one act adds at most: a month copied whole. */
export const CLASS_PLAN_AT_ONCE = 40;
/** Entries of a class in a school year: ten times what a busy class has. */
export const CLASS_PLAN_ENTRIES = 400;
/** From this day of the month the next month's plan is asked for. */
const ASKED_FROM = 20;

/** What is planned. `who`: who holds it. */
export type ClassPlanFields = { date: string; title: string; kind: ClassPlanKind; place: string; who: string };
export type ClassPlanEntry = ClassPlanFields & { id: number; held: boolean; notes: string; v: number };
type Year = { starts: string; ends: string };

export const monthOf = (date: string): string => date.slice(0, 7);
export const monthAfter = (month: string): string => monthOf(addDays(`${month}-01`, 31));
const lastOf = (month: string): string => addDays(`${monthAfter(month)}-01`, -1);

/** Months of lessons, «2026-09» … «2027-05», and those in which something is planned besides: a graduation in June. */
export function planMonths({ starts, ends }: Year, entries: readonly { date: string }[]): string[] {
  const months = new Set(entries.map((entry) => monthOf(entry.date)));
  for (let month = monthOf(starts); month <= monthOf(ends); month = monthAfter(month)) months.add(month);
  return [...months].sort();
}

/** Spaces that say nothing are not kept. */
export const cleanEntry = ({ date, title, kind, place, who }: ClassPlanFields): ClassPlanFields => ({
  ...{ date, kind, title: title.trim(), place: place.trim(), who: who.trim() },
});

/** Why an entry may not be planned so; null when it may. */
export function refuseEntry({ date, title }: ClassPlanFields, year: Year): Refusal | null {
  if (title.trim() === '') return refuse('invalid', 'Напишите, что за занятие.');
  if (date < year.starts || date > year.ends) return refuse('invalid', 'Этот день не из учебного года класса.');
  return null;
}
/** Held is what has been: on its day at the earliest. */
export const refuseHeld = (date: string, today: string): Refusal | null =>
  date > today ? refuse('invalid', 'Проведённым занятие отмечают в его день или позже.') : null;

/** The month whose plan is asked for today: this one when nothing stands in it (`late`), from the 20th on the next one. Null:
 *  all is entered, or there are no lessons (`study`: the first and the last day of them). `by`: the last day for it. */
export function classPlanDue(
  entries: readonly { date: string }[],
  today: string,
  study: Year,
): { month: string; late: boolean; by: string } | null {
  const has = (month: string) => entries.some((entry) => monthOf(entry.date) === month);
  const month = monthOf(today);
  const within = month >= monthOf(study.starts) && month <= monthOf(study.ends);
  if (within && !has(month)) return { month, late: true, by: addDays(`${month}-01`, -1) };
  const next = monthAfter(month);
  const asked = Number(today.slice(8)) >= ASKED_FROM && next >= monthOf(study.starts) && next <= monthOf(study.ends);
  return asked && !has(next) ? { month: next, late: false, by: lastOf(month) } : null;
}
/** The days whose entries {@link classPlanDue} looks at. */
export const dueSpan = (today: string): { from: string; to: string } => ({
  from: `${monthOf(today)}-01`,
  to: lastOf(monthAfter(monthOf(today))),
});

/** How a month stands: planned and all past entries held, planned, or empty though it has begun. */
export function monthState(
  entries: readonly ClassPlanEntry[],
  month: string,
  today: string,
): 'filled' | 'running' | 'next' | 'late' {
  const own = entries.filter((entry) => monthOf(entry.date) === month);
  if (own.length === 0) return month > monthOf(today) ? 'next' : 'late';
  return own.every((entry) => entry.held) ? 'filled' : 'running';
}

/** The day of another month that is the same weekday the same time in its month: the second Wednesday stays the second
 *  Wednesday; a fifth one that the month lacks becomes its last. */
export function sameDayOf(date: string, month: string): string {
  const nth = Math.floor((Number(date.slice(8)) - 1) / 7);
  const first = `${month}-01`;
  const day = addDays(first, (weekdayOf(date) - weekdayOf(first) + 7) % 7);
  const found = addDays(day, nth * 7);
  return monthOf(found) === month ? found : addDays(found, -7);
}

/** Entries of another month, or of another class, as this month's plan: nothing of them is held yet. A day outside the school
 *  year becomes its nearest day. What stands there already, by day and title, is not doubled. */
export function copiedEntries(
  from: readonly ClassPlanFields[],
  month: string,
  there: readonly ClassPlanFields[],
  year: Year,
): ClassPlanFields[] {
  const known = new Set(there.map((entry) => `${entry.date}:${entry.title.toLowerCase()}`));
  return from
    .map((entry) => {
      const day = sameDayOf(entry.date, month);
      const date = day < year.starts ? year.starts : day > year.ends ? year.ends : day;
      return cleanEntry({ ...entry, date });
    })
    .filter((entry) => !known.has(`${entry.date}:${entry.title.toLowerCase()}`))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
