import type { Refusal } from '#lib/contract/refusal.ts';
import { type Block, blockOf, moveBlock, stepTarget } from '#lib/domain/plans/rowMoves.ts';
import { emptyPlanRow, PLAN_TEXTS, type PlanField, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';
import { mergeRows, splitRow } from '#lib/domain/plans/splitMerge.ts';
import { insertRows, putRow, removeRows, setOrders, setText, setValue } from '../document.ts';
import type { PlanStore } from './planStore.ts';

/** What keys, menus and the mouse do to the rows: each is one step of undo. */

const textFields: readonly PlanField[] = PLAN_TEXTS;

export function insertBelow(store: PlanStore, after: string | null, kind: PlanRow['kind'] = 'lesson'): string | null {
  const [id] = store.act(() => insertRows(store.doc, [emptyPlanRow(kind)], after, store.get().rows));
  return id ?? null;
}

/** Before a row: behind the one above it. */
export function insertAbove(store: PlanStore, before: string, kind: PlanRow['kind'] = 'lesson'): string | null {
  const { rows } = store.get();
  const at = rows.findIndex((row) => row.id === before);
  return insertBelow(store, rows[at - 1]?.id ?? null, kind);
}

/** One step up or down; false: it stands at the edge. */
export function step(store: PlanStore, taken: Block, direction: 'up' | 'down'): boolean {
  const { rows } = store.get();
  const block = blockOf(rows, taken);
  const target = stepTarget(rows, block, direction);
  return target !== null && moveTo(store, block, target);
}

export function moveTo(store: PlanStore, taken: Block, target: number): boolean {
  const { rows } = store.get();
  const orders = moveBlock(rows, blockOf(rows, taken), target, Math.random);
  if (orders.size === 0) return false;
  store.act(() => setOrders(store.doc, orders));
  return true;
}

/** The id of the second part. */
export function split(store: PlanStore, row: PlanRow, caret: number | null): string | null {
  const parts = splitRow(row, caret);
  return store.act(() => {
    setText(store.doc, row.id, 'topic', parts.first.topic);
    setValue(store.doc, row.id, 'hours', parts.first.hours);
    return insertRows(store.doc, [parts.second], row.id, store.get().rows)[0] ?? null;
  });
}

export function merge(store: PlanStore, rows: readonly PlanRow[], held: ReadonlySet<string>): Refusal | string {
  const merged = mergeRows(rows, held);
  if ('ok' in merged) return merged;
  store.act(() => {
    putRow(store.doc, merged.keep, merged.row);
    removeRows(store.doc, merged.removed);
  });
  return merged.keep;
}

export const remove = (store: PlanStore, ids: readonly string[]): void => store.act(() => removeRows(store.doc, ids));

/** Empties cells; an hour's cell becomes 0, for a row always has a number. */
export function clearCells(store: PlanStore, rows: readonly PlanRow[], fields: readonly PlanField[]): void {
  store.act(() => {
    for (const row of rows)
      for (const field of row.kind === 'section' ? fields.filter((one) => one === 'topic') : fields)
        putRow(store.doc, row.id, cleared(field));
  });
}
const cleared = (field: PlanField): Partial<PlanRowDraft> =>
  field === 'hours' ? { hours: 0 } : textFields.includes(field) ? { [field]: '' } : { [field]: null };

/** The values of the first row into the rows below it. */
export function fillDown(store: PlanStore, rows: readonly PlanRow[], fields: readonly PlanField[]): void {
  const [first, ...rest] = rows.filter((row) => row.kind === 'lesson');
  if (!first) return;
  store.act(() => {
    for (const row of rest) for (const field of fields) putRow(store.doc, row.id, { [field]: first[field] });
  });
}
