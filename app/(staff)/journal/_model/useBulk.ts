import { type ClipboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { GridCursor } from '#app/_ui/useGridCursor.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { cellText, type Target } from '#lib/domain/bulkMarks.ts';
import { cellsOf, type Range, sizeOf } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { type Paste, readPaste } from '#lib/domain/pasteMarks.ts';
import { plural } from '#lib/domain/people.ts';
import type { BulkAsk } from '../_bulk/BulkDialog.tsx';
import { type Preview, previewOf } from './bulk.ts';
import { fillDown, mayAct } from './bulkActions.ts';
import type { Columns } from './columns.ts';
import { pastePreview } from './paste.ts';
import type { PaintedRow } from './rows.ts';
import type { Editing, Step } from './useEditing.ts';

type Desk = {
  view: JournalView;
  rows: readonly PaintedRow[];
  columns: Columns;
  selection: GridCursor<number>;
  editing: Editing;
  /** A step that is offered back; a sentence at a cell; a word of what happened. */
  done(step: Step, text: string): void;
  say(at: Cursor, text: string): void;
  note(text: string): void;
};
export type BulkState = { kind: 'bulk'; ask: BulkAsk } | { kind: 'paste'; paste: Paste; at: Cursor } | null;

/** What the history says of a change that was not keyed into its cell. */
const PASTED = 'вставка из буфера';
const SEVERAL = 'действие с несколькими ячейками';

const cells = (count: number) => `${count} ${plural(count, 'ячейка', 'ячейки', 'ячеек')}`;

const wholeOf = ({ range, cursor }: GridCursor<number>): Range =>
  range ?? { top: cursor.row, bottom: cursor.row, left: cursor.col, right: cursor.col };

/** Many cells at once: the clipboard, filling down, clearing, and the dialogs that look before they leap. */
export function useBulk(desk: Desk) {
  const [open, setOpen] = useState<BulkState>(null);
  const latest = useRef(desk);
  latest.current = desk;
  const close = useCallback(() => setOpen(null), []);

  const pasting = open?.kind === 'paste';
  const apply = useCallback(
    (commands: NewCommand[], words: string) => {
      setOpen(null);
      const step = latest.current.editing.write(commands, pasting ? PASTED : SEVERAL);
      if (step) latest.current.done(step, words);
    },
    [pasting],
  );
  /** Without a dialog: one step, a word of what was done, and the first reason why something was not. */
  const act = useCallback((preview: Preview, words: string) => {
    const now = latest.current;
    const step = now.editing.write(preview.commands, SEVERAL);
    const [first] = preview.refused;
    const why = first ? `; нельзя ${preview.refused.length}: ${first.who} — ${first.why}` : '';
    if (step) now.done(step, `${words}: ${cells(preview.changed.length)}${why}`);
    else now.say(now.selection.cursor, first ? first.why : 'Здесь нечего менять.');
  }, []);

  const bulk = useCallback((value: number | 'absent' | 'late' | null) => {
    const { selection, rows, view, say } = latest.current;
    const { range, cursor } = selection;
    if (!mayAct(view)) return say(cursor, 'Записи этого журнала ведёт другой учитель.');
    const listed = Math.max(0, rows.filter(({ row }) => !row.gone).length - 1);
    const column = { top: 0, bottom: listed, left: cursor.col, right: cursor.col };
    const action = typeof value === 'number' ? 'mark' : value;
    const mark = typeof value === 'number' ? value : 5;
    setOpen({ kind: 'bulk', ask: { range: range ?? column, chosen: range !== null, action, value: mark } });
  }, []);
  const fill = useCallback(() => {
    const now = latest.current;
    const { range, cursor } = now.selection;
    // One cell takes what stands above it, as in a spreadsheet.
    const single = { top: cursor.row - 1, bottom: cursor.row, left: cursor.col, right: cursor.col };
    const from = range && range.top < range.bottom ? range : single;
    if (from.top < 0) now.say(cursor, 'Заполнять вниз отсюда нечем: выше нет строки.');
    else act(previewOf(now, fillDown(now, from)), 'Заполнено вниз');
  }, [act]);
  const clearRange = useCallback(
    (range: Range) => {
      const now = latest.current;
      const marked = cellsOf(range).some(({ row, col }) => now.rows[row]?.content[col]?.marks[0] != null);
      // Marks first, absences by the second press, as in one cell.
      const wanted: Target['wanted'] = marked ? { marks: [null, null], code: null } : { marks: null, code: 'none' };
      const targets = cellsOf(range).filter(({ row, col }) => !marked || now.rows[row]?.content[col]?.marks[0] != null);
      const preview = previewOf(
        now,
        targets.map((at) => ({ at, wanted })),
      );
      act(preview, marked ? 'Отметки удалены' : 'Пропуски сняты');
    },
    [act],
  );

  const onCopy = useCallback((event: ClipboardEvent) => {
    const { rows, columns, selection, note } = latest.current;
    const cut = wholeOf(selection);
    const { top, bottom, left, right } = cut;
    const lines = rows.slice(top, bottom + 1).map(({ content }) =>
      content
        .slice(left, right + 1)
        .map((cell, i) => {
          const seen = columns.columns[left + i]?.first || cell.marks[0] === null;
          return cellText({ marks: cell.marks, code: seen ? cell.code : null, reason: cell.reason });
        })
        .join('\t'),
    );
    event.clipboardData.setData('text/plain', lines.join('\n'));
    event.preventDefault();
    note(`Скопировано: ${cells(sizeOf(cut))}`);
  }, []);
  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      event.preventDefault();
      const now = latest.current;
      const text = event.clipboardData.getData('text/plain');
      const { top, left } = wholeOf(now.selection);
      const at = { row: top, col: left };
      if (text.trim() === '') return now.say(at, 'Буфер пуст: скопируйте отметки из таблицы.');
      const names = now.rows.map(({ row }) => row.student.name);
      const paste = readPaste(text, names, top);
      const [line] = paste.lines;
      if (paste.by === 'order' && paste.lines.length === 1 && line?.cells.length === 1) {
        // One value needs no preview: it is what a key would do.
        const preview = pastePreview(now, paste, at, false);
        return act(preview, 'Вставлено');
      }
      setOpen({ kind: 'paste', paste, at });
    },
    [act],
  );
  return useMemo(
    () => ({ open, close, apply, bulk, fill, clearRange, onCopy, onPaste }),
    [open, close, apply, bulk, fill, clearRange, onCopy, onPaste],
  );
}
