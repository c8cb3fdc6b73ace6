import { PLAN_FIELDS, type PlanField, type PlanRow } from '#lib/domain/plans/rows.ts';

/** «С изменениями»: what one list of a plan's rows has that another has not. Both lists stand in the order of their plan. */

/** A column that differs; «kind»: a lesson became a section, or the reverse. */
export type ChangedField = PlanField | 'kind';
type RowChange = { id: string; was: PlanRow; now: PlanRow; fields: ChangedField[] };
type RowMove = { id: string; row: PlanRow; from: number; to: number };
type PlanDifference = { added: PlanRow[]; removed: PlanRow[]; moved: RowMove[]; changed: RowChange[] };

export const CHANGED_FIELDS: readonly ChangedField[] = ['kind', ...PLAN_FIELDS];

/** Rows are the same by their id. Moved are as few as can be: those without which the rest stand in one order in both lists;
 *  a row that only gave way to an added one has not moved. `from`, `to`: places counted from 1. */
export function comparePlans(was: readonly PlanRow[], now: readonly PlanRow[]): PlanDifference {
  const before = new Map(was.map((row, at) => [row.id, { row, at }]));
  const after = new Set(now.map((row) => row.id));
  const common: { row: PlanRow; old: PlanRow; from: number; to: number }[] = [];
  const added: PlanRow[] = [];
  for (const [to, row] of now.entries()) {
    const old = before.get(row.id);
    if (old) common.push({ row, old: old.row, from: old.at, to });
    else added.push(row);
  }
  const stays = new Set(longestRising(common.map((pair) => pair.from)));
  const moved: RowMove[] = [];
  const changed: RowChange[] = [];
  for (const [at, { row, old, from, to }] of common.entries()) {
    if (!stays.has(at)) moved.push({ id: row.id, row, from: from + 1, to: to + 1 });
    const fields = CHANGED_FIELDS.filter((field) => old[field] !== row[field]);
    if (fields.length > 0) changed.push({ id: row.id, was: old, now: row, fields });
  }
  return { added, removed: was.filter((row) => !after.has(row.id)), moved, changed };
}

/** What is shown of a difference where the rows themselves are at hand: few bytes on the wire. */
export type PlanChanges = {
  added: string[];
  removed: string[];
  moved: string[];
  changed: { id: string; fields: ChangedField[] }[];
};
export const changesOf = (difference: PlanDifference): PlanChanges => ({
  added: difference.added.map((row) => row.id),
  removed: difference.removed.map((row) => row.id),
  moved: difference.moved.map((row) => row.id),
  changed: difference.changed.map(({ id, fields }) => ({ id, fields })),
});

/** Rows that differ in any way, each counted once: «С изменениями: 7 строк». */
export const changedRows = (changes: PlanChanges): number =>
  new Set([...changes.added, ...changes.removed, ...changes.moved, ...changes.changed.map((row) => row.id)]).size;
/** Rows of these that are new or other than what was approved and do not say why: a correction carries its reason (003 П4 3.2.4и). */
export function unexplained(rows: readonly Pick<PlanRow, 'id' | 'correction'>[], changes: PlanChanges): string[] {
  const departs = new Set([...changes.added, ...changes.changed.map((row) => row.id)]);
  return rows.filter(({ id, correction }) => departs.has(id) && correction.trim() === '').map(({ id }) => id);
}
export const NO_CHANGES: PlanChanges = { added: [], removed: [], moved: [], changed: [] };
/** Nothing departs: the plan is what was approved. */
export const isUnchanged = (changes: PlanChanges): boolean => changedRows(changes) === 0;

/** Places of a longest rising subsequence: what may stay where it is. n log n. */
function longestRising(values: readonly number[]): number[] {
  /** At k: the place of the least value that ends a rising run of k + 1. */
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [at, value] of values.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = at;
  }
  const run: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) run.push(at);
  return run.reverse();
}
