import type { By, Words } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import type { DraftSlot } from '#lib/contract/draftViews.ts';
import type { Landing } from '#lib/domain/draftMoves.ts';
import { isHard } from '#lib/domain/timetable.ts';

/** bad: somebody would be in two places; warn: a room or a ceiling; fit: nothing is in the way. */
export type Verdict = 'bad' | 'warn' | 'fit';
export function verdictOf(landing: Landing): Verdict {
  if (landing.conflicts.some((c) => isHard(c.kind))) return 'bad';
  return landing.conflicts.length > 0 || landing.breaches.length > 0 ? 'warn' : 'fit';
}

/** What a place says to the lesson in the hand, the gravest first. */
export function saysOf(landing: Landing<DraftSlot>, words: Words, by: By): string[] {
  const graver = (a: { kind: 'teacher' | 'students' | 'room' }) => Number(!isHard(a.kind));
  const texts = [
    ...landing.conflicts.toSorted((a, b) => graver(a) - graver(b)).map((c) => words.conflict(c.kind, c.with)),
    ...landing.breaches.map((breach) => breach.text),
    ...(landing.exchanged.length > 0
      ? [`обмен: ${landing.exchanged.map((slot) => words.title(slot, by)).join(', ')}`]
      : []),
  ];
  return [...new Set(texts)];
}
