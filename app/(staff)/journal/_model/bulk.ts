import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { type BulkPlan, planTargets, type Target } from '#lib/domain/bulkMarks.ts';
import type { Cursor, KeyCell } from '#lib/domain/journalKeys.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { keyCellOf } from './cellFacts.ts';
import type { Columns } from './columns.ts';
import { absenceCommand, markCommand, reasonCommand } from './commands.ts';
import type { PaintedRow } from './rows.ts';

/** What a person is shown before many cells change at once, and the commands that do exactly that. */
export type Preview = {
  changed: { key: string; who: string; where: string; before: string; after: string }[];
  refused: { key: string; who: string; where: string; why: string }[];
  /** Cells that already are as wanted. */
  same: number;
  commands: NewCommand[];
};
export type BulkDesk = { view: JournalView; rows: readonly PaintedRow[]; columns: Columns };

export function cellAt({ view, rows, columns }: BulkDesk, at: Cursor): KeyCell {
  const painted = rows[at.row];
  const cell = painted && keyCellOf(view, painted, columns.columns, at.col);
  if (!cell) throw new Error(`No cell at row ${at.row}, column ${at.col}`);
  return cell;
}

/** «02.12», «02.12 К/р» for a further work of the lesson. */
export function columnName({ columns, lessons }: Columns, col: number): string {
  const column = columns[col];
  if (!column) return '';
  const head = lessons.find(({ lesson }) => lesson.id === column.lessonId);
  const work = head?.works[col - head.start];
  return [dayMonth(column.date), work && !work.plain && work.type?.short].filter(Boolean).join(' ');
}

export function previewOf(desk: BulkDesk, targets: readonly Target[]): Preview {
  const { columns } = desk.columns;
  return shownPlan(
    desk,
    planTargets(targets, { cell: (at) => cellAt(desk, at), lessonOf: (col) => columns[col]?.lessonId ?? 0 }),
  );
}

function shownPlan(desk: BulkDesk, plan: BulkPlan): Preview {
  const named = ({ row, col }: Cursor) => ({
    key: `${row}:${col}`,
    who: desk.rows[row]?.row.student.name ?? '',
    where: columnName(desk.columns, col),
  });
  return {
    changed: plan.changed.map(({ at, before, after }) => ({ ...named(at), before, after })),
    refused: plan.refused.map(({ at, why }) => ({ ...named(at), why })),
    same: plan.same,
    commands: plan.changed.flatMap((planned) => commandsOf(desk, planned)),
  };
}

function commandsOf({ view, rows, columns }: BulkDesk, { at, changes }: BulkPlan['changed'][number]): NewCommand[] {
  const painted = rows[at.row];
  const column = columns.columns[at.col];
  if (!painted || !column) return [];
  const { student } = painted.row;
  return changes.flatMap((change) => {
    if (change.set === 'mark') return markCommand(student, column, change.number, change.value);
    // A reason without an absence says nothing: it goes with it.
    const reason = painted.content[at.col]?.reason;
    const freed = change.code !== 'absent' && reason && view.rights.setReasons;
    return [...(freed ? reasonCommand(student, column, null) : []), ...absenceCommand(student, column, change.code)];
  });
}
