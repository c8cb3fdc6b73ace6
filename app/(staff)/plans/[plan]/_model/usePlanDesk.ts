import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridCursor } from '#app/_ui/useGridCursor.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { sectionEnd } from '#lib/domain/plans/outline.ts';
import { type PlanKeyAction, planKey } from '#lib/domain/plans/planKeys.ts';
import type { Block } from '#lib/domain/plans/rowMoves.ts';
import type { PlanField, PlanRow } from '#lib/domain/plans/rows.ts';
import { chosenValue, controlChoices, nextByLetter, TYPE_CHOICES } from '../_grid/cellFacts.ts';
import { putRow, setValue } from '../document.ts';
import { clearCells, fillDown } from './actions.ts';
import { isTextField, type PlanColumn } from './columns.ts';
import type { Line } from './lines.ts';
import type { PlanStore } from './planStore.ts';
import { useRowActs } from './useRowActs.ts';

/** A cell being typed in. `depth`: own steps of undo before it, to which Esc returns. */
export type Editing = { rowId: string; field: PlanField; seed: string | null; depth: number };

export type Desk = {
  store: PlanStore | null;
  rows: readonly PlanRow[];
  lines: readonly Line[];
  columns: readonly PlanColumn[];
  types: ReadonlyMap<number, WorkTypeRef>;
  selection: GridCursor<string>;
  /** Rows a journal holds, and where. */
  held: ReadonlyMap<string, string>;
  sheet: RefObject<HTMLDivElement | null>;
  page: RefObject<number>;
  offer(text: string, undo: (() => void) | null): void;
  onToggle(sectionId: string): void;
  onFind(): void;
  onFindStep(direction: 1 | -1): void;
  onHelp(): void;
  onRemark(kind: 'comment' | 'suggestion'): void;
  onMenu(at: Cursor, x: number, y: number): void;
};

export type PlanDesk = ReturnType<typeof usePlanDesk>;

/** What the keys, the menu and the mouse do with the selected rows and cells. */
export function usePlanDesk(desk: Desk) {
  const { rows, lines, columns, selection, sheet } = desk;
  const { cursor, range } = selection;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [leaving, setLeaving] = useState(false);
  const latest = useRef(desk);
  latest.current = desk;

  const line = lines[cursor.row];
  const field = line?.section ? 'topic' : (columns[cursor.col]?.field ?? null);
  const area = range ?? { top: cursor.row, bottom: cursor.row, left: cursor.col, right: cursor.col };
  /** The plan's rows under the selected lines; a folded section counts whole. */
  const block = useMemo((): Block | null => {
    const first = lines[area.top];
    const last = lines[area.bottom];
    if (!first || !last) return null;
    const folded = last.section !== null && !last.section.open;
    return { from: first.index, to: folded ? sectionEnd(rows, last.index) - 1 : last.index };
  }, [lines, rows, area.top, area.bottom]);

  const toGrid = useCallback(() => sheet.current?.focus({ preventScroll: true }), [sheet]);
  const end = useCallback(() => {
    latest.current.store?.newStep();
    setEditing(null);
  }, []);
  const edit = useCallback((rowId: string, at: PlanField, seed: string | null) => {
    const { store } = latest.current;
    if (!store) return;
    store.newStep();
    setEditing({ rowId, field: at, seed, depth: store.depth() });
  }, []);
  // A colleague has removed the row that was being typed in.
  const gone = editing !== null && !rows.some((row) => row.id === editing.rowId);
  useEffect(() => {
    if (!gone) return;
    setEditing(null);
    latest.current.offer('Строку, которую вы правили, удалил коллега.', null);
    toGrid();
  }, [gone, toGrid]);

  const acts = useRowActs({ desk, line, field, block, edit, end, toGrid });
  function goBy(rowStep: number, colStep = 0) {
    const row = Math.max(0, Math.min(lines.length - 1, cursor.row + rowStep));
    const col = Math.max(0, Math.min(columns.length - 1, cursor.col + colStep));
    selection.setCursor({ row, col });
  }
  const areaRows = (): PlanRow[] => lines.slice(area.top, area.bottom + 1).map((one) => one.row);
  const areaFields = (): PlanField[] =>
    columns.slice(area.left, area.right + 1).flatMap((column) => (column.field === null ? [] : [column.field]));

  function perform(action: PlanKeyAction) {
    const { store } = desk;
    switch (action.do) {
      case 'move':
        return selection.setCursor(action.to);
      case 'extend':
        return selection.extend(action.to);
      case 'edit':
        return line && field ? edit(line.row.id, field, action.text) : undefined;
      case 'choose': {
        if (!store || !line || (field !== 'type' && field !== 'control')) return;
        const choices = field === 'type' ? TYPE_CHOICES : controlChoices(desk.types.values(), line.row.control);
        const value = nextByLetter(choices, String(line.row[field] ?? ''), action.letter);
        if (value === null) return desk.offer(`На «${action.letter}» ничего нет. Enter покажет весь список.`, null);
        return store.act(() => putRow(store.doc, line.row.id, chosenValue(field, value)));
      }
      case 'insertBelow':
        return acts.insert('below');
      case 'insertAbove':
        return acts.insert('above');
      case 'remove':
        return acts.askRemove();
      case 'moveUp':
        return acts.move('up');
      case 'moveDown':
        return acts.move('down');
      case 'split':
        return acts.splitHere(null);
      case 'merge':
        return acts.mergeHere();
      case 'clear':
        return store ? clearCells(store, areaRows(), areaFields()) : undefined;
      case 'fill':
        return store ? fillDown(store, areaRows(), areaFields()) : undefined;
      case 'undo':
        return acts.takeBack();
      case 'redo':
        return acts.showTouched(store?.redo() ?? []);
      case 'find':
        return desk.onFind();
      case 'findNext':
        return desk.onFindStep(1);
      case 'findPrevious':
        return desk.onFindStep(-1);
      case 'help':
        return desk.onHelp();
      case 'menu': {
        const box = sheet.current?.querySelector('.pc.selected')?.getBoundingClientRect();
        return desk.onMenu(cursor, box?.left ?? 40, box?.bottom ?? 120);
      }
      case 'collapse':
        return line?.section ? desk.onToggle(line.row.id) : undefined;
      case 'selectAll':
        return selection.select({ top: 0, bottom: lines.length - 1, left: 0, right: columns.length - 1 });
      case 'leave':
        if (range) selection.setCursor(cursor);
        return setLeaving(true);
    }
  }

  function onKey(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const { key, code, shiftKey: shift, altKey: alt, repeat } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && !alt && code === 'KeyM') {
      event.preventDefault();
      return desk.onRemark(shift ? 'suggestion' : 'comment');
    }
    const takes = field === null ? 'nothing' : isTextField(field) ? 'text' : field === 'hours' ? 'digits' : 'choice';
    const action = planKey({ key, code, ctrl, shift, alt, repeat }, cursor, {
      rows: lines.length,
      cols: columns.length,
      page: desk.page.current,
      takes,
      section: line?.section != null,
      mayWrite: desk.store !== null,
      leaving,
    });
    if (key !== 'Tab' && key !== 'Shift') setLeaving(false);
    if (!action) return;
    event.preventDefault();
    perform(action);
  }

  /** A key pressed inside a cell; true: it is done. `caret` null: the cell has no text to split. */
  function onEditorKey(event: KeyboardEvent<HTMLElement>, caret: number | null): boolean {
    const { key, code, shiftKey: shift, altKey: alt } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    const done = (rowStep: number, colStep = 0) => {
      end();
      toGrid();
      goBy(rowStep, colStep);
      return true;
    };
    if (key === 'Escape') {
      if (editing) desk.store?.undoTo(editing.depth);
      return done(0);
    }
    if (key === 'Enter' && ctrl) {
      if (shift) acts.splitHere(caret);
      else acts.insert('below');
      return true;
    }
    if (key === 'Enter' && !alt) return done(shift ? -1 : 1);
    if (key === 'Tab' && !ctrl && !alt) return done(0, shift ? -1 : 1);
    const walks = editing?.seed !== null || field === 'hours';
    if (walks && field !== 'type' && field !== 'control' && !ctrl && !alt && !shift) {
      if (key === 'ArrowUp') return done(-1);
      if (key === 'ArrowDown') return done(1);
    }
    if (ctrl && !alt && (code === 'KeyZ' || code === 'KeyY')) {
      if (code === 'KeyY' || shift) desk.store?.redo();
      else desk.store?.undo();
      return true;
    }
    if (ctrl && !alt && code === 'KeyF') {
      desk.onFind();
      return true;
    }
    return false;
  }

  function pick(at: Cursor, how: 'pick' | 'open' | 'extend' | 'row') {
    if (how === 'extend') return selection.extend(at);
    if (how === 'row') {
      selection.select({ top: at.row, bottom: at.row, left: 0, right: columns.length - 1 });
      return toGrid();
    }
    selection.setCursor(at);
    toGrid();
    if (how !== 'open') return;
    const target = lines[at.row];
    const place = target?.section ? 'topic' : columns[at.col]?.field;
    if (!target || !place) return;
    if (target.section) selection.setPlace(target.row.id, 'topic');
    edit(target.row.id, place, null);
  }

  return {
    ...acts,
    editing,
    field,
    line,
    area,
    end,
    toGrid,
    pick,
    onKey,
    onEditorKey,
    setHours(rowId: string, hours: number) {
      const { store } = desk;
      store?.type(() => setValue(store.doc, rowId, 'hours', hours));
    },
    take(rowId: string, at: 'type' | 'control', value: string) {
      const { store } = desk;
      store?.act(() => putRow(store.doc, rowId, chosenValue(at, value)));
    },
  };
}
