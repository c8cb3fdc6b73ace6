import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { isNumericMark } from '#lib/domain/cells.ts';
import type { EntryStudent } from '#lib/domain/workEntry.ts';
import { recordLockedOf } from './cellFacts.ts';
import type { Columns } from './columns.ts';
import type { PaintedRow } from './rows.ts';
import type { Start } from './start.ts';

/** Why the marks of a lesson's works cannot be entered now; null when they can. */
export function entryLockedOf(view: JournalView, lesson: JournalLesson): string | null {
  if (view.group.grade === 1) return 'В 1 классе обучение безотметочное.';
  if (!view.group.graded) return 'По этому предмету отметки не ставят.';
  const locked = recordLockedOf(view, lesson);
  if (locked) return locked;
  return lesson.date > view.today ? 'Урок ещё не прошёл: отметки ставят в день урока.' : null;
}

/** The students of a column as «Ввод работы» sees them, waiting changes included. */
export function studentsOf(rows: readonly PaintedRow[], columns: Columns, col: number): EntryStudent[] {
  const column = columns.columns[col];
  if (!column) return [];
  return rows.flatMap(({ row, content }, place) => {
    const cell = content[col];
    const { student } = row;
    const member = student.from <= column.date && (student.to === null || column.date <= student.to);
    return cell
      ? [{ id: student.id, name: student.name, place, member, absent: cell.code === 'absent', value: cell.marks[0] }]
      : [];
  });
}

/** How many present students lack a mark for the control works of a lesson. */
export function controlMissing(rows: readonly PaintedRow[], columns: Columns, lessonId: number): number {
  const head = columns.lessons.find((other) => other.lesson.id === lessonId);
  if (!head) return 0;
  return head.works.reduce((sum, work, nth) => {
    if (!work.type?.control) return sum;
    const students = studentsOf(rows, columns, head.start + nth);
    return sum + students.filter((s) => s.member && !s.absent && !isNumericMark(s.value)).length;
  }, 0);
}

/** The work a link asks to enter: `?entry=WORK`, or with `?lesson=ID&entry=marks` the lesson's control work. */
export function openingWork(start: Start, columns: Columns): number | null {
  if (!start.entry) return null;
  const { entry } = start;
  if (entry !== 'marks') return columns.columns.some((column) => column.workId === entry) ? entry : null;
  const head = columns.lessons.find((other) => other.lesson.id === start.lessonId);
  const work = head?.works.find((other) => other.type?.control) ?? head?.works.at(-1);
  return work?.work?.id ?? null;
}
