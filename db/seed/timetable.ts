import type { ClassEntry } from '#db/seed/classes.ts';
import { randomOf } from '#db/seed/random.ts';
import type { Load } from '#db/seed/staff.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';
import { TimetableSearch } from '#db/seed/timetableSearch.ts';

/** The week of the demo school: a real timetable without clashes, made by exchanging lessons within a class until no teacher
 *  is in two places. A class has no windows by construction: its lessons fill the first places of each day. */

/** What stands in one place of one class: a subject, both its subgroups, or two subjects of half an hour in turn. */
export type Part = { subject: SubjectKey; sub: 0 | 1 | 2; parity: 0 | 1 | 2 };
export type Card = { classIndex: number; subject: SubjectKey; parts: Part[]; teachers: number[] };
export type Placed = Card & { weekday: number; number: number };
/** Cards that must stand in given places, and teachers who must be free then beside the one who holds the lesson. */
export type Pinned = {
  classIndex: number;
  subject: SubjectKey;
  at: readonly (readonly [weekday: number, number: number])[];
  also: number[];
};

/** «Разговоры о важном»: Monday, first lesson, every class with its homeroom teacher. */
export const TALK_PLACE = { weekday: 1, number: 1 };

/** One card per weekly hour; the halves of a class are joined in pairs that alternate by weeks. */
export function cardsOf(classes: readonly ClassEntry[], loads: readonly Load[]): Card[] {
  return classes.flatMap((_, classIndex) => {
    const own = loads.filter((l) => l.classIndex === classIndex);
    const cards: Card[] = [];
    const halves: Load[] = [];
    for (const subject of new Set(own.map((l) => l.subject))) {
      const group = own.filter((l) => l.subject === subject);
      const hours = group[0]?.hours ?? 0;
      const parts = group.map((l) => ({ subject, sub: l.sub, parity: 0 as const }));
      const teachers = [...new Set(group.map((l) => l.teacher))];
      for (let hour = 100; hour <= hours; hour += 100) cards.push({ classIndex, subject, parts, teachers });
      if (hours % 100 !== 0) halves.push(...group.slice(0, 1));
    }
    for (let at = 0; at < halves.length; at += 2) {
      const [odd, even] = [halves[at], halves[at + 1]];
      if (!odd || !even) throw new Error(`Class ${classIndex} has half an hour left over.`);
      const parts: Part[] = [
        { subject: odd.subject, sub: 0, parity: 1 },
        { subject: even.subject, sub: 0, parity: 2 },
      ];
      cards.push({ classIndex, subject: odd.subject, parts, teachers: [...new Set([odd.teacher, even.teacher])] });
    }
    return cards;
  });
}

/** Exchanges lessons until every teacher is in one place at a time. Deterministic; throws when it does not get there. */
export function solveTimetable(
  classes: readonly ClassEntry[],
  cards: readonly Card[],
  teacherCount: number,
  pinned: readonly Pinned[],
): Placed[] {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const placed = new TimetableSearch(classes, cards, teacherCount, pinned, randomOf('timetable', attempt)).run();
    if (placed) return placed;
  }
  throw new Error('No timetable without clashes was found.');
}
