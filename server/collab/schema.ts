import * as Y from 'yjs';
import { PLAN_CELL, PLAN_ROWS, PLAN_TEXTS, PLAN_VALUES, type PlanText, planRow } from '#lib/domain/plans/rows.ts';

/** Whether what a change has touched is still a plan: rows by id, each with exactly its values and its texts, texts plain and
 *  bounded. Looks at nothing that was not touched. */

/** hostile: no honest editor makes it. limit: too much of what is allowed, with the sentence for the person. */
export type BadRows = { kind: 'hostile'; reason: string } | { kind: 'limit'; message: string };

type Changed = Y.Transaction['changed'];

const KEYS: ReadonlySet<string> = new Set([...PLAN_TEXTS, ...PLAN_VALUES, 'kind', 'order']);
const TEXTS: ReadonlySet<string> = new Set(PLAN_TEXTS);
const hostile = (reason: string): BadRows => ({ kind: 'hostile', reason });
const limit = (message: string): BadRows => ({ kind: 'limit', message });

/** What is wrong with what this transaction changed; null: nothing. */
export function checkRows(rows: Y.Map<unknown>, changed: Changed): BadRows | null {
  for (const [type, keys] of changed) {
    // Yjs knows its types by their base class alone.
    const node: unknown = type;
    if (node === rows) {
      if (rows._length > 0) return hostile('items beside the rows');
      if (rows.size > PLAN_ROWS) return limit(`В плане не может быть больше ${PLAN_ROWS} строк.`);
      for (const id of keys) {
        if (id === null) continue;
        const bad = rows.has(id) ? checkRow(id, rows.get(id)) : null;
        if (bad) return bad;
      }
      continue;
    }
    const place = placeOf(rows, node);
    if (place === 'gone') continue;
    if (!place) return hostile('a change outside the rows');
    const bad = place.text ? checkText(place.text) : checkRow(place.id, rows.get(place.id));
    if (bad) return bad;
  }
  return null;
}

/** The row, or the text of a row, that a changed type is; null: neither. */
function placeOf(rows: Y.Map<unknown>, node: unknown): { id: string; text: Y.Text | null } | 'gone' | null {
  if (!(node instanceof Y.Map || node instanceof Y.Text)) return null;
  const item = node._item;
  if (!item) return null;
  if (item.deleted) return 'gone';
  if (node instanceof Y.Map)
    return item.parent === rows && item.parentSub !== null ? { id: item.parentSub, text: null } : null;
  const row: unknown = item.parent;
  if (!(row instanceof Y.Map) || row._item?.parent !== rows) return null;
  if (row._item.deleted) return 'gone';
  return { id: row._item.parentSub ?? '', text: node };
}

/** A row by its parts: values by the rule of lib, texts by their length. */
function checkRow(id: string, row: unknown): BadRows | null {
  if (!(row instanceof Y.Map) || row._length > 0) return hostile('a row that is no map');
  const values: Record<string, unknown> = { id };
  let count = 0;
  for (const [key, value] of row.entries()) {
    if (!KEYS.has(key)) return hostile('a column no plan has');
    count += 1;
    if (TEXTS.has(key)) {
      if (!(value instanceof Y.Text)) return hostile('a text that is none');
      const bad = checkText(value);
      if (bad) return bad;
      // Its letters are nobody's business here, its length has been looked at.
      values[key as PlanText] = '';
    } else values[key] = value;
  }
  if (count !== KEYS.size) return hostile('a row without all its columns');
  return planRow.safeParse(values).success ? null : hostile('a value out of bounds');
}

function checkText(text: Y.Text): BadRows | null {
  if (text.length > PLAN_CELL) return limit(`В ячейке не может быть больше ${PLAN_CELL} знаков.`);
  // What is embedded counts as one sign and has no letters; attributes of a text stand in its map.
  const plain = text.toString().length === text.length && Object.keys(text.getAttributes()).length === 0;
  return plain ? null : hostile('a text that is not plain');
}
