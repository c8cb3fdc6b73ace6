import type * as Y from 'yjs';
import { documentRows, editRow, removeRow, writeRow } from '#db/plans/document.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Makes a document what a version's rows were. Rows that are there keep their ids and their shared texts, so that carets and
 *  remarks stay where they are; rows that were deleted come back under their own ids. */
export function putBack(doc: Y.Doc, target: readonly PlanRow[]): void {
  const rows = documentRows(doc);
  const wanted = new Set(target.map((row) => row.id));
  for (const id of [...rows.keys()]) if (!wanted.has(id)) removeRow(doc, id);
  for (const row of target) {
    if (rows.has(row.id)) editRow(doc, row.id, row);
    else writeRow(doc, row);
  }
}
