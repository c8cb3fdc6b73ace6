import type { JournalView } from '#lib/contract/journalView.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { type Columns, openingColumn } from './columns.ts';
import type { PaintedRow } from './rows.ts';

/** What a link asks the journal to open at: a cell, or a field of a lesson (the deputy's wall leads here). */
export const START_FIELDS = ['topic', 'homework', 'roll', 'marks'] as const;
export type StartField = (typeof START_FIELDS)[number];
export type Start = {
  cell: { workId: number; studentId: number } | null;
  lessonId: number | null;
  field: StartField | null;
  /** «Ввод работы» at once: of this work, or of the lesson's control work. */
  entry?: number | 'marks' | null;
};

const idOf = (text: string | undefined): number | null => (text && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null);

/** Reads `?cell=workId-studentId`, `?lesson=ID&field=topic`, `?entry=WORK` or `?lesson=ID&entry=marks`; anything else means «as usual». */
export function parseStart(query: Record<string, string | string[] | undefined>): Start {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined);
  const [work, student] = (one('cell') ?? '').split('-').map(idOf);
  return {
    cell: work && student ? { workId: work, studentId: student } : null,
    lessonId: idOf(one('lesson')),
    field: START_FIELDS.find((field) => field === one('field')) ?? null,
    entry: one('entry') === 'marks' ? 'marks' : idOf(one('entry')),
  };
}

/** The cursor of a fresh page: the cell or lesson of the link, else today's lesson, first student. */
export function openingCursor(start: Start, view: JournalView, columns: Columns, rows: readonly PaintedRow[]): Cursor {
  const { cell } = start;
  if (cell) {
    const col = columns.columns.findIndex((column) => column.workId === cell.workId);
    const row = rows.findIndex((painted) => painted.row.student.id === cell.studentId);
    if (col !== -1 && row !== -1) return { row, col };
  }
  const head = columns.lessons.find(({ lesson }) => lesson.id === start.lessonId);
  if (!head) return { row: 0, col: openingColumn(columns.lessons, view.today, Date.parse(view.now)) };
  // «marks»: the control work of the lesson is what is waited for.
  const control = start.field === 'marks' ? head.works.findIndex((work) => work.type?.control) : 0;
  return { row: 0, col: head.start + Math.max(0, control) };
}
