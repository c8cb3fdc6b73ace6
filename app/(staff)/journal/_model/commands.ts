import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalStudent } from '#lib/contract/journalView.ts';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import type { Column } from './columns.ts';
import type { CellContent } from './paint.ts';

/** Commands of a cell, from where the cursor stands. */

export function markCommand(
  student: JournalStudent,
  column: Column,
  number: 1 | 2,
  value: number | null,
): NewCommand[] {
  if (column.workId === null) return [];
  const input = { lessonId: column.lessonId, studentId: student.id, workId: column.workId, number, value };
  return [{ name: 'mark.set', input }];
}

export const absenceCommand = (
  student: JournalStudent,
  column: Column,
  code: 'absent' | 'late' | null,
  minutes: number | null = null,
): NewCommand[] => [
  { name: 'absence.mark', input: { lessonId: column.lessonId, studentId: student.id, code, minutes } },
];

export const reasonCommand = (student: JournalStudent, column: Column, reason: AbsenceReason | null): NewCommand[] => [
  { name: 'absence.reason', input: { lessonId: column.lessonId, studentId: student.id, reason } },
];

/** Both marks of a cell; the second first, so that the first is never left behind a second. */
export const clearMarks = (student: JournalStudent, column: Column, content: CellContent): NewCommand[] =>
  ([2, 1] as const)
    .filter((number) => content.marks[number - 1] !== null)
    .flatMap((number) => markCommand(student, column, number, null));

/** An absence goes together with its reason: a reason without an absence says nothing. */
export const clearAbsence = (
  student: JournalStudent,
  column: Column,
  content: CellContent,
  mayReason: boolean,
): NewCommand[] => [
  ...(mayReason && content.reason ? reasonCommand(student, column, null) : []),
  ...absenceCommand(student, column, null),
];

export const rollCommand = (lessonId: number, confirmed: boolean): NewCommand[] => [
  { name: 'roll.confirm', input: { lessonId, confirmed } },
];
