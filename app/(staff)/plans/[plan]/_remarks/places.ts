import type { PlanThread } from '#lib/contract/planLife.ts';
import { PLAN_FIELD_LABELS, type PlanField, type PlanRow } from '#lib/domain/plans/rows.ts';

/** «строка 42», «строка 42, Домашнее задание», «раздел», «строка удалена». */
export function cellPlace(
  cell: { rowId: string; field: PlanField },
  rows: readonly Pick<PlanRow, 'id' | 'kind'>[],
): string {
  const lessons = rows.filter((row) => row.kind === 'lesson');
  const number = lessons.findIndex((row) => row.id === cell.rowId) + 1;
  const known = number > 0 || rows.some((row) => row.id === cell.rowId);
  const row = number > 0 ? `строка ${number}` : known ? 'раздел' : 'строка удалена';
  return cell.field === 'topic' ? row : `${row}, ${PLAN_FIELD_LABELS[cell.field]}`;
}

export type CellKey = `${string}/${PlanField}`;
export const cellKey = (rowId: string, field: PlanField): CellKey => `${rowId}/${field}`;
/** Threads by cell, for the marks of the grid. */
export function threadsByCell(threads: readonly PlanThread[]): ReadonlyMap<CellKey, PlanThread[]> {
  const cells = new Map<CellKey, PlanThread[]>();
  for (const thread of threads) {
    const key = cellKey(thread.rowId, thread.field);
    cells.set(key, [...(cells.get(key) ?? []), thread]);
  }
  return cells;
}
/** Threads in the order of the plan, those of deleted rows last. */
export function inPlanOrder(threads: readonly PlanThread[], rows: readonly Pick<PlanRow, 'id'>[]): PlanThread[] {
  const places = new Map(rows.map((row, at) => [row.id, at]));
  const of = (thread: PlanThread) => places.get(thread.rowId) ?? rows.length;
  return [...threads].sort((a, b) => of(a) - of(b) || a.id - b.id);
}
