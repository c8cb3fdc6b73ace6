import type { JournalLesson } from '#lib/contract/journalView.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { Column } from './columns.ts';
import type { PaintedRow } from './rows.ts';

export type LessonCounts = { absent: number; late: number; marks: number };

/** Who is away and how many marks a lesson gave, the waiting ones included. */
export function countLesson(rows: readonly PaintedRow[], columns: readonly Column[], lessonId: number): LessonCounts {
  const own = columns.flatMap((column, i) => (column.lessonId === lessonId ? [i] : []));
  const counts: LessonCounts = { absent: 0, late: 0, marks: 0 };
  for (const { content } of rows) {
    const code = content[own[0] ?? -1]?.code;
    if (code === 'absent') counts.absent += 1;
    if (code === 'late') counts.late += 1;
    for (const i of own) counts.marks += content[i]?.marks.filter((mark) => mark !== null && mark > 0).length ?? 0;
  }
  return counts;
}

/** Students who are not expected at a lesson and whom nobody has marked: the roll asks about them. */
export function expectedAt(rows: readonly PaintedRow[], columns: readonly Column[], lessonId: number): PaintedRow[] {
  const col = columns.findIndex((column) => column.lessonId === lessonId && column.first);
  return rows.filter(({ row }) => row.cells[col]?.expected ?? false);
}

/** «нет 2, опоздали 1», «все есть». */
export function rollWords({ absent, late }: LessonCounts): string {
  const words = [
    absent > 0 && `нет ${absent}`,
    late > 0 && `${plural(late, 'опоздал', 'опоздали', 'опоздали')} ${late}`,
  ];
  return words.filter(Boolean).join(', ') || 'все на месте';
}

/** «Сегодня: нет 2, опоздали 1», «Отметок за урок 7». */
export function lessonCounts(
  counts: LessonCounts,
  lesson: JournalLesson,
  today: string,
): { attendance: string; marks: string } {
  const day = lesson.date === today ? 'Сегодня' : dayMonth(lesson.date);
  const known = lesson.roll || counts.absent + counts.late > 0;
  return {
    attendance: known ? `${day}: ${rollWords(counts)}` : `${day}: присутствие не отмечено`,
    marks: `Отметок за урок ${counts.marks}`,
  };
}
