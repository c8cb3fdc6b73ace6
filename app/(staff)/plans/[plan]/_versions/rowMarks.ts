import type { ChangedField, PlanChanges } from '#lib/domain/plans/compare.ts';

/** How a row departs from another version of the plan: what the grid draws at its edge and in its cells. */
type RowMark = { row: 'added' | 'moved' | null; fields: ReadonlySet<ChangedField> };
export type RowMarks = ReadonlyMap<string, RowMark>;

/** Marks of the rows that are there; removed ones are told in «Сравнить». */
export function rowMarks(changes: PlanChanges | null): RowMarks {
  const marks = new Map<string, RowMark>();
  if (!changes) return marks;
  const none: ReadonlySet<ChangedField> = new Set();
  for (const id of changes.moved) marks.set(id, { row: 'moved', fields: none });
  for (const { id, fields } of changes.changed)
    marks.set(id, { row: marks.get(id)?.row ?? null, fields: new Set(fields) });
  for (const id of changes.added) marks.set(id, { row: 'added', fields: none });
  return marks;
}
