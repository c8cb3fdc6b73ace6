import {
  type Paste,
  type PastedCell,
  type PastedRow,
  type PasteRow,
  pastedText,
  unmerged,
} from '#lib/domain/plans/pasteTable.ts';
import { emptyPlanRow, PLAN_ROWS, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';
import { insertRows, putRow } from '../document.ts';
import type { PlanStore } from './planStore.ts';

/** The clipboard into the plan: over the cells that stand there, or as new rows. Many updates, one step of undo. */

export type PasteMode = 'over' | 'insert';
/** Cells of a pasted page beyond these are not a plan. */
const WIDEST = 60;
const LONGEST = PLAN_ROWS * 2;

/** Rows and cells of the table on the clipboard; its text when there is no table. */
export function readClipboard(data: DataTransfer): PastedRow[] {
  const html = data.getData('text/html');
  if (/<table/i.test(html)) {
    // A parsed document runs nothing and loads nothing.
    const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
    const rows = [...(table?.rows ?? [])].slice(0, LONGEST).map((row) =>
      [...row.cells].slice(0, WIDEST).map(
        (cell): PastedCell => ({
          text: textOfCell(cell),
          colspan: Math.max(1, Math.min(cell.colSpan, WIDEST)),
          rowspan: Math.max(1, Math.min(cell.rowSpan, LONGEST)),
        }),
      ),
    );
    if (rows.length > 0) return unmerged(rows);
  }
  return pastedText(data.getData('text/plain'));
}

/** Word parts a cell into paragraphs, Excel puts in breaks: both are new lines. */
function textOfCell(cell: HTMLTableCellElement): string {
  for (const mark of cell.querySelectorAll('br')) mark.replaceWith('\n');
  const parts = [...cell.querySelectorAll('p, div, li')].filter((part) => part.querySelector('p, div, li') === null);
  const text = parts.length > 0 ? parts.map((part) => part.textContent ?? '').join('\n') : (cell.textContent ?? '');
  return text.replace(/[ \t\r\n]*\n[ \t\r\n]*/g, '\n').trim();
}

const draftOf = (row: PasteRow): PlanRowDraft => ({
  ...emptyPlanRow(row.kind),
  ...row.texts,
  ...(row.hours !== undefined ? { hours: row.hours } : {}),
  ...(row.type !== undefined ? { type: row.type } : {}),
  ...(row.control !== undefined ? { control: row.control } : {}),
});
const changeOf = (row: PasteRow): Partial<PlanRowDraft> => ({
  ...row.texts,
  ...(row.hours !== undefined ? { hours: row.hours } : {}),
  ...(row.type !== undefined ? { type: row.type } : {}),
  ...(row.control !== undefined ? { control: row.control } : {}),
});

/** `target`: the lessons that stand from the selected cell on. What is longer than they goes on as new rows. Gives the id of the
 *  first row it touched. */
export function pasteInto(store: PlanStore, paste: Paste, target: readonly PlanRow[], mode: PasteMode): string | null {
  const [first] = target;
  const over = mode === 'over' ? target.slice(0, paste.rows.length) : [];
  let after: string | null = (mode === 'over' ? over.at(-1)?.id : first?.id) ?? store.get().rows.at(-1)?.id ?? null;
  let touched: string | null = over[0]?.id ?? null;
  store.actAll(
    paste.rows.map((row, i) => ({ row, into: over[i]?.id ?? null })),
    (part) => {
      for (const { row, into } of part) if (into !== null) putRow(store.doc, into, changeOf(row));
      const added = insertRows(
        store.doc,
        part.filter(({ into }) => into === null).map(({ row }) => draftOf(row)),
        after,
      );
      touched ??= added[0] ?? null;
      after = added.at(-1) ?? after;
    },
  );
  return touched;
}
