import { type Breach, breachesOf } from '#lib/domain/ceilings.ts';
import { classLessons, type DraftFacts, schoolDays } from '#lib/domain/draftWeek.ts';
import {
  type Conflict,
  conflictsOf,
  hoursOf,
  isHard,
  type Parity,
  type Slot,
  type Week,
} from '#lib/domain/timetable.ts';

/** What a hand does in a draft: lessons picked up and put down, and what each place would say to it. */

export type At = { weekday: number; number: number };
/** A lesson in the hand: places that move together (both subgroups of a subject), or hours that stand nowhere yet (`from`
 *  null, ids below zero). */
export type Carried<S extends Slot = Slot> = { pieces: readonly S[]; from: At | null };

export const isAt = (slot: At, at: At): boolean => slot.weekday === at.weekday && slot.number === at.number;

/** Where the hand puts its lesson down: what moves, what stands in the way then, what is broken that was not before. */
export type Landing<S extends Slot = Slot> = {
  moved: S[];
  /** Of `moved`: those that change places with the carried ones. */
  exchanged: S[];
  conflicts: Conflict<S>[];
  breaches: Breach[];
};

/** `visible`: the places the person sees in this cell, which an exchange may take; others of the school stay. */
export function landingOf<S extends Slot>(
  facts: DraftFacts,
  week: Week<S>,
  carried: Carried<S>,
  at: At,
  visible: (slot: S) => boolean,
): Landing<S> {
  const put = (slot: S, to: At): S => ({ ...slot, weekday: to.weekday, number: to.number });
  const ids = new Set(carried.pieces.map((piece) => piece.id));
  const pieces = carried.pieces.map((piece) => put(piece, at));
  const here = week.slots.filter((slot) => isAt(slot, at) && !ids.has(slot.id) && visible(slot));
  const origin = carried.from;
  const blocking = origin
    ? here.filter((slot) => pieces.some((p) => conflictsOf({ ...week, slots: [slot] }, p).some((c) => isHard(c.kind))))
    : [];
  const exchanged = origin ? blocking.map((slot) => put(slot, origin)) : [];
  const moved = [...pieces, ...exchanged];
  const movedIds = new Set(moved.map((slot) => slot.id));
  const next = { ...week, slots: [...week.slots.filter((slot) => !movedIds.has(slot.id)), ...moved] };
  const conflicts = moved.flatMap((slot) => conflictsOf(next, slot));
  return { moved, exchanged, conflicts, breaches: newBreaches(facts, week, next, moved) };
}

/** What the move breaks in the classes it touches, beyond what is broken already. */
function newBreaches<S extends Slot>(
  facts: DraftFacts,
  before: Week<S>,
  after: Week<S>,
  moved: readonly S[],
): Breach[] {
  const touched = new Set(moved.map((slot) => before.groupOf(slot.groupId)?.classId));
  const days = schoolDays(after.slots);
  return facts.classes
    .filter((cls) => touched.has(cls.id))
    .flatMap((cls) => {
      const was = breachesOf(cls, classLessons(facts, before, cls.id), schoolDays(before.slots));
      return breachesOf(cls, classLessons(facts, after, cls.id), days).filter(
        (breach) => !was.some((old) => old.text === breach.text),
      );
    });
}

/** Hours of a group that stand nowhere, hundredths; below zero: more stand than the load gives. */
export const missingHours = (group: { id: number; hours: number }, slots: readonly Slot[]): number =>
  group.hours - hoursOf(slots.filter((slot) => slot.groupId === group.id));

/** The parity of the next place of a group: half an hour that is missing is a place of every other week. */
export function nextParity(missing: number, own: readonly Slot[]): Parity {
  if (missing !== 50 && missing >= 100) return 0;
  return own.some((slot) => slot.parity === 1) ? 2 : 1;
}
