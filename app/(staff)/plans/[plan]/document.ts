import * as Y from 'yjs';
import { ordersBetween } from '#lib/domain/plans/order.ts';
import {
  comparePlanRows,
  PLAN_TEXTS,
  PLAN_VALUES,
  type PlanRow,
  type PlanRowDraft,
  type PlanText,
  type PlanValue,
  planRow,
} from '#lib/domain/plans/rows.ts';
import { textChange } from '#lib/domain/plans/textChange.ts';

/** A plan's document as the editor reads and changes it. One change of the person is one transaction, hence one update on
 *  the wire and one step of undo. */

export type RowMap = Y.Map<unknown>;
export const rowsMap = (doc: Y.Doc): Y.Map<RowMap> => doc.getMap('rows');

const isText = (field: string): field is PlanText => PLAN_TEXTS.some((text) => text === field);
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-';
/** 96 bits: two people offline never make the same. */
export function newRowId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => alphabet[byte % 64]).join('');
}

/** Null: not a row by the schema; the server would not have taken it. */
export function readRow(id: string, map: RowMap): PlanRow | null {
  const values: Record<string, unknown> = { id };
  for (const [key, value] of map.entries()) values[key] = value instanceof Y.Text ? value.toString() : value;
  const parsed = planRow.safeParse(values);
  return parsed.success ? parsed.data : null;
}

export function readRows(doc: Y.Doc): PlanRow[] {
  const rows: PlanRow[] = [];
  for (const [id, map] of rowsMap(doc).entries()) {
    const row = readRow(id, map);
    if (row) rows.push(row);
  }
  return rows.sort(comparePlanRows);
}

export function textOf(doc: Y.Doc, id: string, field: PlanText): Y.Text | null {
  const text = rowsMap(doc).get(id)?.get(field);
  return text instanceof Y.Text ? text : null;
}

/** Puts rows one after another behind `after` (null: at the beginning) and gives their ids. */
export function insertRows(
  doc: Y.Doc,
  drafts: readonly PlanRowDraft[],
  after: string | null,
  rows: readonly PlanRow[] = readRows(doc),
): string[] {
  const at = after === null ? -1 : rows.findIndex((row) => row.id === after);
  const keys = ordersBetween(rows[at]?.order ?? null, rows[at + 1]?.order ?? null, drafts.length, Math.random);
  return drafts.map((draft, i) => {
    const id = newRowId();
    const map: RowMap = new Y.Map();
    map.set('kind', draft.kind);
    map.set('order', keys[i] ?? 'V');
    for (const field of PLAN_VALUES) map.set(field, draft[field]);
    for (const field of PLAN_TEXTS) map.set(field, new Y.Text(draft[field]));
    rowsMap(doc).set(id, map);
    return id;
  });
}

/** The smallest change of a shared text that gives `next`; a colleague's letters stay where they are. */
export function setText(doc: Y.Doc, id: string, field: PlanText, next: string, caret?: number): void {
  const text = textOf(doc, id, field);
  const change = text && textChange(text.toString(), next, caret);
  if (!text || !change) return;
  if (change.remove > 0) text.delete(change.at, change.remove);
  if (change.insert !== '') text.insert(change.at, change.insert);
}

export function setValue<Field extends PlanValue>(doc: Y.Doc, id: string, field: Field, value: PlanRow[Field]): void {
  const map = rowsMap(doc).get(id);
  if (map && map.get(field) !== value) map.set(field, value);
}

/** All cells of a row, each by its smallest change. */
export function putRow(doc: Y.Doc, id: string, draft: Partial<PlanRowDraft>): void {
  for (const [field, value] of Object.entries(draft)) {
    if (isText(field) && typeof value === 'string') setText(doc, id, field, value);
    else if (field !== 'kind') {
      const map = rowsMap(doc).get(id);
      if (map && map.get(field) !== value) map.set(field, value);
    }
  }
}

export function removeRows(doc: Y.Doc, ids: Iterable<string>): void {
  for (const id of ids) rowsMap(doc).delete(id);
}

export function setOrders(doc: Y.Doc, orders: ReadonlyMap<string, string>): void {
  for (const [id, order] of orders) rowsMap(doc).get(id)?.set('order', order);
}
