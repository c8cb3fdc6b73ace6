import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { orderBetween, ordersBetween } from '#lib/domain/plans/order.ts';
import {
  comparePlanRows,
  PLAN_FIELDS,
  PLAN_TEXTS,
  PLAN_VALUES,
  type PlanField,
  type PlanRow,
  type PlanRowDraft,
  planRow,
} from '#lib/domain/plans/rows.ts';

/** The document of a thematic plan (Yjs, V1 encoding): a map «rows» of row id → row. A row holds plain values under `kind`,
 *  `order`, `hours`, `type`, `control` and shared texts under the names of its texts. Only the server creates a document. */

const ROWS = 'rows';
type RowMap = Y.Map<unknown>;
/** Of a row, no more and no fewer. */
const KEYS = ['kind', 'order', ...PLAN_VALUES, ...PLAN_TEXTS].length;

/** A document out of its state and updates, in their order. */
export function openDocument(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const bytes of updates) Y.applyUpdate(doc, bytes);
  return doc;
}
export const documentRows = (doc: Y.Doc): Y.Map<RowMap> => doc.getMap<RowMap>(ROWS);

/** Text as PostgreSQL can keep it: no NUL, no half of an emoji. */
const storable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');

/** One row; null when it is not what a row must be. */
export function readRow(id: string, row: unknown): PlanRow | null {
  if (!(row instanceof Y.Map) || row.size !== KEYS) return null;
  const value = (key: string): unknown => row.get(key);
  const text = (key: string): unknown => {
    const shared = row.get(key);
    return shared instanceof Y.Text ? storable(shared.toString()) : null;
  };
  const parsed = planRow.safeParse({
    id,
    kind: value('kind'),
    order: value('order'),
    ...Object.fromEntries(PLAN_VALUES.map((key) => [key, value(key)])),
    ...Object.fromEntries(PLAN_TEXTS.map((key) => [key, text(key)])),
  });
  return parsed.success ? parsed.data : null;
}

/** All rows in the plan's order; `known`: one that has been read and not been touched since. Throws when a row is not a row:
 *  whoever takes an update asks this of a scratch copy. */
export function readDocument(doc: Y.Doc, known: (id: string) => PlanRow | undefined = () => undefined): PlanRow[] {
  const rows: PlanRow[] = [];
  for (const [id, map] of documentRows(doc).entries()) {
    const row = known(id) ?? readRow(id, map);
    if (!row) throw new Error(`row ${id} of a plan's document is not a row`);
    rows.push(row);
  }
  return rows.sort(comparePlanRows);
}

/** 12 letters: two people never make the same. */
export const newRowId = (): string => randomBytes(9).toString('base64url');

/** Puts a row into the document as it is, or in place of the one of its id. */
export function writeRow(doc: Y.Doc, row: PlanRow): void {
  const map: RowMap = new Y.Map();
  for (const key of ['kind', 'order', ...PLAN_VALUES] as const) map.set(key, row[key]);
  for (const key of PLAN_TEXTS) map.set(key, new Y.Text(row[key]));
  documentRows(doc).set(row.id, map);
}

/** Puts new rows one after another behind the row `after`; null: to the beginning, absent: to the end. Returns them. */
export function putRows(
  doc: Y.Doc,
  drafts: readonly PlanRowDraft[],
  place: { after?: string | null; newId?: () => string; random?: () => number } = {},
): PlanRow[] {
  const { newId = newRowId, random = Math.random } = place;
  const rows = readDocument(doc);
  const at =
    place.after === undefined
      ? rows.length
      : place.after === null
        ? 0
        : rows.findIndex((r) => r.id === place.after) + 1;
  const before = rows[at - 1]?.order ?? null;
  const keys = ordersBetween(before, rows[at]?.order ?? null, drafts.length, random);
  const put = drafts.map(
    (draft, n): PlanRow => ({ ...draft, id: newId(), order: keys[n] ?? orderBetween(before, null, random) }),
  );
  doc.transact(() => {
    for (const row of put) writeRow(doc, row);
  });
  return put;
}

/** Changes values and texts of one row; a text is changed where it differs, so that what others type beside it stays. */
export function editRow(doc: Y.Doc, id: string, change: Partial<Omit<PlanRow, 'id'>>): void {
  const row = documentRows(doc).get(id);
  if (!row) return;
  doc.transact(() => {
    for (const key of ['kind', 'order', ...PLAN_VALUES] as const)
      if (key in change && change[key] !== row.get(key)) row.set(key, change[key]);
    for (const key of PLAN_TEXTS) {
      const next = change[key];
      const shared = row.get(key);
      if (next !== undefined && shared instanceof Y.Text) editText(shared, next);
    }
  });
}

function editText(shared: Y.Text, next: string): void {
  const old = shared.toString();
  if (old === next) return;
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  shared.delete(head, old.length - head - tail);
  shared.insert(head, next.slice(head, next.length - tail));
}

export const removeRow = (doc: Y.Doc, id: string): void => documentRows(doc).delete(id);

/** Which cells updates touch, while they are applied: `seen` is told of the row and the field; null: the whole row. */
export function watchCells(doc: Y.Doc, seen: (row: string, field: PlanField | null) => void): () => void {
  const rows = documentRows(doc);
  const told = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      const [row, field] = event.path;
      if (row === undefined) for (const id of event.keys.keys()) seen(id, null);
      else if (field === undefined) for (const key of event.keys.keys()) seen(String(row), fieldOf(key));
      else seen(String(row), fieldOf(field));
    }
  };
  rows.observeDeep(told);
  return () => rows.unobserveDeep(told);
}
const fieldOf = (key: unknown): PlanField | null => PLAN_FIELDS.find((field) => field === key) ?? null;
