import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { GridCursor } from '#app/_ui/useGridCursor.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { Range } from '#lib/domain/gridMoves.ts';
import { type AfterInput, type Cursor, journalKey, type KeyAction, type KeyPress } from '#lib/domain/journalKeys.ts';
import { keyCellOf } from './cellFacts.ts';
import type { Columns } from './columns.ts';
import { absenceCommand, clearAbsence, clearMarks, markCommand, reasonCommand } from './commands.ts';
import type { PaintedRow } from './rows.ts';
import type { Editing, Step, Undone } from './useEditing.ts';

export const pressOf = (event: KeyboardEvent): KeyPress => ({
  key: event.key,
  code: event.code,
  ctrl: event.ctrlKey || event.metaKey,
  shift: event.shiftKey,
  alt: event.altKey,
  repeat: event.repeat,
});

export type GridKeys = {
  onKey(event: KeyboardEvent<HTMLElement>): void;
  perform(action: KeyAction): void;
  /** What the key would do at the cursor. */
  actionOf(press: KeyPress): KeyAction | null;
  hint: { at: Cursor; text: string } | null;
  say(at: Cursor, text: string): void;
  appending: boolean;
  /** Counts refusals: each one shakes the cell anew. */
  shakes: number;
  endAppend(): void;
};

type Desk = {
  view: JournalView;
  rows: readonly PaintedRow[];
  columns: Columns;
  selection: GridCursor<number>;
  after: AfterInput;
  editing: Editing;
  open(focus: 'value' | 'comment'): void;
  show(what: 'help' | 'palette'): void;
  roll(): void;
  field(name: 'topic' | 'homework'): void;
  /** A step that is offered back in words. */
  done(step: Step, text: string): void;
  /** «Отменить» and «Повторить»: shows the place they changed. */
  undone(done: Undone): void;
  minutes(at: Cursor): void;
  /** Things done to many cells: the dialog, filling down, clearing. */
  bulk(value: number | 'absent' | 'late' | null): void;
  fill(): void;
  clearRange(range: Range): void;
  /** «Ввод работы» of the column's work. */
  entry(): void;
};

/** How long a refusal's hint stays, ms. */
const HINT_STAYS = 5_000;

/** Turns keys into commands and movement. All decisions are in lib/domain/journalKeys.ts; here they are carried out. */
export function useGridKeys(desk: Desk): GridKeys {
  const [hint, setHint] = useState<GridKeys['hint']>(null);
  const [appending, setAppending] = useState(false);
  const [shakes, setShakes] = useState(0);
  const last = useRef<Cursor | null>(null);
  const lastAbsence = useRef<Cursor | null>(null);
  const leaving = useRef(false);
  const shown = desk.columns.columns;
  // A column has come or gone: the place of the last mark means another cell now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns are what it watches
  useEffect(() => {
    last.current = null;
    lastAbsence.current = null;
  }, [shown]);
  const latest = useRef({ ...desk, appending });
  latest.current = { ...desk, appending };
  useEffect(() => {
    if (!hint) return;
    const timer = setTimeout(() => setHint(null), HINT_STAYS);
    return () => clearTimeout(timer);
  }, [hint]);

  const say = useCallback((at: Cursor, text: string) => setHint({ at, text }), []);
  const actionOf = useCallback((press: KeyPress): KeyAction | null => {
    const now = latest.current;
    const listed = now.rows.filter((painted) => !painted.row.gone).length;
    return journalKey(press, now.selection.cursor, {
      rows: now.rows.length,
      cols: now.columns.columns.length,
      lastRow: Math.max(0, listed - 1),
      months: now.columns.monthStarts,
      after: now.after,
      last: last.current,
      lastAbsence: lastAbsence.current,
      range: now.selection.range,
      appending: now.appending,
      leaving: leaving.current,
      mayReason: now.view.rights.setReasons,
      cell(at) {
        const painted = now.rows[at.row];
        const cell = painted && keyCellOf(now.view, painted, now.columns.columns, at.col);
        if (!cell) throw new Error(`No cell at row ${at.row}, column ${at.col}`);
        return cell;
      },
    });
  }, []);

  const perform = useCallback((action: KeyAction) => {
    const now = latest.current;
    const { write } = now.editing;
    const { setCursor, extend, select } = now.selection;
    leaving.current = action.do === 'leave';
    setAppending(action.do === 'append');
    setHint(null);
    if ('at' in action) {
      const painted = now.rows[action.at.row];
      const column = now.columns.columns[action.at.col];
      const content = painted?.content[action.at.col];
      if (!painted || !column || !content) return;
      const { student } = painted.row;
      switch (action.do) {
        case 'mark':
          write(markCommand(student, column, action.number, action.value));
          last.current = action.at;
          setCursor(action.to);
          return;
        case 'absence':
          write(absenceCommand(student, column, action.code));
          lastAbsence.current = action.at;
          setCursor(action.to);
          return;
        case 'reason':
          write(reasonCommand(student, column, action.reason));
          return;
        case 'clear': {
          const commands =
            action.what === 'marks'
              ? clearMarks(student, column, content)
              : clearAbsence(student, column, content, now.view.rights.setReasons);
          const step = write(commands);
          const what =
            action.what === 'marks' ? 'Отметка удалена' : content.code === 'late' ? '«О» снято' : '«Н» снято';
          if (step) now.done(step, what);
          return;
        }
        case 'append':
          setCursor(action.at);
          return;
        case 'minutes':
          return now.minutes(action.at);
        case 'refuse':
          setShakes((n) => n + 1);
          setHint({ at: action.at, text: action.hint });
          return;
      }
    }
    switch (action.do) {
      case 'move':
        return setCursor(action.to);
      case 'extend':
        return extend(action.to);
      case 'select':
        return select(action.range);
      case 'collapse':
        return setCursor(now.selection.cursor);
      case 'card':
        return now.open('value');
      case 'comment':
        return now.open('comment');
      case 'help':
      case 'palette':
        return now.show(action.do);
      case 'bulk':
        return now.bulk(action.value);
      case 'actions':
        return now.bulk(null);
      case 'fill':
        return now.fill();
      case 'clearRange':
        return now.clearRange(action.range);
      case 'roll':
        return now.roll();
      case 'entry':
        return now.entry();
      case 'topic':
      case 'homework':
        return now.field(action.do);
      case 'undo':
      case 'redo':
        return now.undone(now.editing[action.do]());
    }
  }, []);

  const onKey = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      // Fields that float over the grid (the card, a conflict) are inside it and have keys of their own.
      const { rows: all, columns: shown } = latest.current;
      if (event.target !== event.currentTarget || all.length === 0 || shown.columns.length === 0) return;
      const action = actionOf(pressOf(event));
      if (!action) return;
      event.preventDefault();
      perform(action);
    },
    [actionOf, perform],
  );
  const endAppend = useCallback(() => setAppending(false), []);
  return { onKey, perform, actionOf, hint, say, appending, shakes, endAppend };
}
