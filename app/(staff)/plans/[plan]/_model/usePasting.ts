import { type ClipboardEvent, type RefObject, useState } from 'react';
import type { GridCursor } from '#app/_ui/useGridCursor.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { type Paste, readPaste } from '#lib/domain/plans/pasteTable.ts';
import type { RowDates } from '../_grid/cellFacts.ts';
import type { PlanColumn } from './columns.ts';
import { copied } from './copy.ts';
import type { Line } from './lines.ts';
import { type PasteMode, pasteInto, readClipboard } from './paste.ts';
import type { PlanStore } from './planStore.ts';
import type { PlanDesk } from './usePlanDesk.ts';

/** Copying of selected cells, and pasting: one value at once, a table after a look at what it would do. */
export function usePasting({
  store,
  lines,
  columns,
  selection,
  desk,
  types,
  dates,
  sheet,
  offer,
}: {
  store: PlanStore | null;
  lines: readonly Line[];
  columns: readonly PlanColumn[];
  selection: GridCursor<string>;
  desk: PlanDesk;
  types: ReadonlyMap<number, WorkTypeRef>;
  dates: RowDates;
  sheet: RefObject<HTMLDivElement | null>;
  offer(text: string, undo: (() => void) | null): void;
}) {
  const [paste, setPaste] = useState<Paste | null>(null);
  const { cursor } = selection;
  const line = lines[cursor.row];
  /** Lessons from the cursor on, which a paste over cells would change. */
  const below = lines.slice(cursor.row).filter((one) => !one.section);
  const undo = () => {
    store?.undo();
    desk.toGrid();
  };
  return {
    paste,
    over: paste ? Math.min(below.length, paste.rows.length) : 0,
    close() {
      setPaste(null);
      desk.toGrid();
    },
    onCopy(event: ClipboardEvent) {
      if (event.target !== sheet.current) return;
      const { top, bottom, left, right } = desk.area;
      const { text, html } = copied(lines.slice(top, bottom + 1), columns.slice(left, right + 1), types, dates);
      event.clipboardData.setData('text/plain', text);
      event.clipboardData.setData('text/html', html);
      event.preventDefault();
    },
    onPaste(event: ClipboardEvent) {
      if (event.target !== sheet.current || !store) return;
      event.preventDefault();
      const table = readClipboard(event.clipboardData);
      const from = columns.slice(cursor.col).flatMap((column) => (column.field === null ? [] : [column.field]));
      if (table.length === 0 || from.length === 0) return;
      const read = readPaste(table, from, [...types.values()]);
      const single = table.length === 1 && table[0]?.cells.length === 1;
      if (!single || !line) return setPaste(read);
      const [sentence] = read.left;
      if (sentence) return offer(sentence, null);
      if (line.section && from[0] !== 'topic') return offer('У раздела есть только название.', null);
      pasteInto(store, read, [line.row], 'over');
    },
    /** Into an empty plan there is no grid to paste into. */
    onPasteAnywhere(event: ClipboardEvent) {
      if (!store) return;
      const table = readClipboard(event.clipboardData);
      const from = columns.flatMap((column) => (column.field === null ? [] : [column.field]));
      if (table.length > 0) setPaste(readPaste(table, from, [...types.values()]));
    },
    take(mode: PasteMode) {
      if (!store || !paste) return;
      const target = mode === 'over' ? below.map((one) => one.row) : line ? [line.row] : [];
      const first = pasteInto(store, paste, target, mode);
      setPaste(null);
      if (first) selection.setPlace(first, columns[cursor.col]?.key ?? 'topic');
      offer(`Вставлено строк: ${paste.rows.length}`, undo);
      desk.toGrid();
    },
  };
}
