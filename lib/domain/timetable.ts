import { addDays, daysBetween, mondayOf, WEEKDAYS_SHORT, weekdayOf } from '#lib/domain/time.ts';

/** The timetable of a week: places by parity, which lessons of a day come of them, and what stands in each other's way.
 *  What a class may have at most is lib/domain/ceilings.ts. */

/** 0: every week; 1, 2: the odd and the even study week of the year. */
export type Parity = 0 | 1 | 2;
export type WeekPlace = { weekday: number; number: number; parity: Parity };
/** A group's lesson in the week. `teacherId` null: the group's own teacher. */
export type Slot = WeekPlace & { id: number; groupId: number; room: string; teacherId: number | null };

/** Monday of the first study week: that of the first day of the year, the next one when the year begins on a weekend. */
function firstMonday(yearStart: string): string {
  const monday = mondayOf(yearStart);
  return weekdayOf(yearStart) > 5 ? addDays(monday, 7) : monday;
}
/** Whether a day is in an odd (1) or even (2) study week: loads of 0,5 and 2,5 hours take turns by it. Vacations count:
 *  a school that wants the turns otherwise gives a version from a day on. The same in SQL: db/timetable/days.ts. */
export function weekParity(date: string, yearStart: string): 1 | 2 {
  const week = Math.floor(daysBetween(firstMonday(yearStart), date) / 7);
  return (((week % 2) + 2) % 2) + 1 === 1 ? 1 : 2;
}

/** Whether two parities meet in some week. */
export const parityMeets = (a: Parity, b: Parity): boolean => a === 0 || b === 0 || a === b;

type Dated = WeekPlace & { starts: string; ends: string };
/** The places of the week that are held on a day. Days off are not asked here. */
export const slotsOn = <S extends Dated>(slots: readonly S[], date: string, yearStart: string): S[] => {
  const weekday = weekdayOf(date);
  const parity = weekParity(date, yearStart);
  return slots.filter(
    (slot) => slot.weekday === weekday && parityMeets(slot.parity, parity) && slot.starts <= date && date <= slot.ends,
  );
};

/** Hours of a group in its week, hundredths: a place of every other week is half an hour. */
export const hoursOf = (slots: readonly Pick<Slot, 'parity'>[]): number =>
  slots.reduce((sum, slot) => sum + (slot.parity === 0 ? 100 : 50), 0);

/** What the rules need to know of a group. `teacherId`: who holds its lessons when the place names nobody. */
export type SlotGroup = { id: number; classId: number; teacherId: number | null };
export type Times = { starts: number; ends: number };
/** The week around a place: `times` is when it rings for that class, null when no bell does; `meet`: whether two groups
 *  have a student in common. */
export type Week<S extends Slot = Slot> = {
  slots: readonly S[];
  groupOf: (groupId: number) => SlotGroup | undefined;
  times: (classId: number, weekday: number, number: number) => Times | null;
  meet: (a: number, b: number) => boolean;
};

/** teacher, students: one cannot be in two places; room: a warning, two classes may share a gym. */
export type ConflictKind = 'teacher' | 'students' | 'room';
export type Conflict<S extends Slot = Slot> = { kind: ConflictKind; with: S };
export const isHard = (kind: ConflictKind): boolean => kind !== 'room';

export const teacherOf = (week: Pick<Week, 'groupOf'>, slot: Pick<Slot, 'groupId' | 'teacherId'>): number | null =>
  slot.teacherId ?? week.groupOf(slot.groupId)?.teacherId ?? null;

/** Whether two places are held at the same time in some week: by their real times, which differ between bell sets. */
function sameTime<S extends Slot>(week: Week<S>, a: Slot, b: Slot): boolean {
  if (a.weekday !== b.weekday || !parityMeets(a.parity, b.parity)) return false;
  const [first, second] = [timesOf(week, a), timesOf(week, b)];
  if (!first || !second) return a.number === b.number;
  return first.starts < second.ends && second.starts < first.ends;
}
export function timesOf<S extends Slot>(
  week: Week<S>,
  slot: Pick<Slot, 'groupId' | 'weekday' | 'number'>,
): Times | null {
  const group = week.groupOf(slot.groupId);
  return group ? week.times(group.classId, slot.weekday, slot.number) : null;
}

/** What a place would be in the way of. `aside`: places that are moved away together with it. */
export function conflictsOf<S extends Slot>(
  week: Week<S>,
  slot: Slot,
  aside: ReadonlySet<number> = new Set(),
): Conflict<S>[] {
  const teacher = teacherOf(week, slot);
  return week.slots.flatMap((other): Conflict<S>[] => {
    if (other.id === slot.id || aside.has(other.id) || !sameTime(week, slot, other)) return [];
    const found: Conflict<S>[] = [];
    if (teacher !== null && teacherOf(week, other) === teacher) found.push({ kind: 'teacher', with: other });
    if (week.meet(slot.groupId, other.groupId)) found.push({ kind: 'students', with: other });
    if (slot.room !== '' && slot.room === other.room) found.push({ kind: 'room', with: other });
    return found;
  });
}

/** Every pair that stands in each other's way, each once. Compared by weekday, so that a school's week is fast. */
export function allConflicts<S extends Slot>(week: Week<S>): { a: S; b: S; kind: ConflictKind }[] {
  const byDay = new Map<number, S[]>();
  for (const slot of week.slots) byDay.set(slot.weekday, [...(byDay.get(slot.weekday) ?? []), slot]);
  return [...byDay.values()].flatMap((slots) =>
    slots.flatMap((a, at) => {
      const later = { ...week, slots: slots.slice(at + 1) };
      return conflictsOf(later, a).map((conflict) => ({ a, b: conflict.with, kind: conflict.kind }));
    }),
  );
}

/** «Ср, 3 урок», «Ср, 3 урок, нечётные недели», «убрано». */
export function weekPlaceText(slot: WeekPlace & { gone?: boolean }): string {
  if (slot.gone) return 'убрано';
  const day = WEEKDAYS_SHORT[slot.weekday - 1] ?? '';
  return [`${day}, ${slot.number} урок`, PARITY_WORDS[slot.parity]].filter(Boolean).join(', ');
}
export const PARITY_WORDS: Record<Parity, string> = { 0: '', 1: 'нечётные недели', 2: 'чётные недели' };
