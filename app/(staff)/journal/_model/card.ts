import type { KeyboardEvent } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalStudent, JournalWork } from '#lib/contract/journalView.ts';
import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import { forecast, formatWeight, pathTo, type Thresholds, type Weighed, weightedMean } from '#lib/domain/averages.ts';
import type { MarkKind } from '#lib/domain/markKind.ts';
import { plural } from '#lib/domain/people.ts';

/** What the card shows of a cell and may do with it. */
export type CardSubject = {
  student: JournalStudent;
  work: JournalWork | null;
  marks: readonly [number | null, number | null];
  code: AttendanceCode | null;
  /** Of lateness. */
  minutes: number | null;
  marksLocked: string | null;
  /** Why the last press was not carried out. */
  problem: string | null;
  comment(number: 1 | 2): { text: string | null; version: number };
  note: { text: string | null; version: number };
  mean: number | null;
  path: string | null;
  /** The keys of the grid work on the card's buttons too; true when the key was one of them. */
  press(event: KeyboardEvent): boolean;
  setMark(number: 1 | 2, value: number): void;
  setAbsence(code: 'absent' | 'late'): void;
  /** Of an absence, for who sets reasons (the homeroom teacher, the deputy); null for everybody else. */
  reason: { value: AbsenceReason | null; set(reason: AbsenceReason | null): void } | null;
  setComment(number: 1 | 2, text: string | null): Promise<CommandAnswer> | null;
  setNote(text: string | null): Promise<CommandAnswer> | null;
  setWork(change: { typeId: number; weight: number | null }): void;
  /** The mark's own type, weight, counting and due day; `inherited`: by the work. */
  kind(number: 1 | 2): { own: MarkKind; inherited: { typeId: number; weight: number }; due: string };
  setKind(number: 1 | 2, kind: MarkKind): void;
  /** What «История изменений» is asked by; null when the cell has no work. */
  place: { lessonId: number; workId: number; studentId: number } | null;
  clear: (() => void) | null;
  /** The lesson's day is over and something stands here: a change of it is a correction, which may say why. */
  correcting: boolean;
  because(why: string | null): void;
};

/** More than this many marks is no advice. */
const TOO_MANY = 20;

/** «до „5“ ещё 3 пятёрки»: the way to the next better forecast. */
export function pathWords(marks: readonly Weighed[], thresholds: Thresholds): string | null {
  const now = forecast(weightedMean(marks), thresholds);
  const target = now === 2 ? 3 : now === 3 ? 4 : now === 4 ? 5 : null;
  if (target === null) return null;
  const count = pathTo(target, marks, thresholds, 5, 100);
  if (count === null || count === 0 || count > TOO_MANY) return null;
  return `до «${target}» ещё ${count} ${plural(count, 'пятёрка', 'пятёрки', 'пятёрок')}`;
}

export const weightWords = (weight: number): string => (weight === 100 ? '' : `, вес ${formatWeight(weight)}`);
