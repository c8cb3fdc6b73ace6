import { type KeyboardEvent, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { type FinalAction, finalKey } from '#lib/domain/finalKeys.ts';
import { groundsHint, needsGrounds, type PeriodValue, refusePeriodMark } from '#lib/domain/periodMarks.ts';
import type { PaintedRow } from './rows.ts';
import { basisFor, finalIn, type TotalColumn } from './totals.ts';
import type { Editing, Step } from './useEditing.ts';
import { pressOf } from './useGridKeys.ts';

/** Where the cursor stands in the totals, and what has been typed there. */
export type TotalCursor = { row: number; col: number; typed: string };
/** What is open beside a total: an explanation, or the card of a period mark with the value that waits for its grounds. */
export type TotalCard = { row: number; col: number; value: PeriodValue | null };
export type TotalHint = { row: number; col: number; text: string };

type Desk = {
  view: JournalView;
  rows: readonly PaintedRow[];
  totals: readonly TotalColumn[];
  editing: Editing;
  /** Back among the lessons: in this row, at the last column or the first. */
  back(row: number, edge: 'first' | 'last'): void;
  done(step: Step, text: string): void;
};

const ELSEWHERE = 'Отметку этого периода ставят в журнале этого периода.';
const NO_MEAN = 'Экзамен по среднему не выставляют.';
const NOT_YOURS = 'Итоговые отметки ставит учитель группы.';

/** The columns of totals under the keyboard: moving, typing «Итог», opening what stands behind a number. */
export function useTotals(desk: Desk) {
  const { view, rows, totals, editing } = desk;
  const [cursor, setCursor] = useState<TotalCursor | null>(null);
  const [card, setCard] = useState<TotalCard | null>(null);
  const [hint, setHint] = useState<TotalHint | null>(null);
  /** The column of «Выставить по среднему» while it is looked at. */
  const [proposing, setProposing] = useState<string | null>(null);
  const listed = rows.filter(({ row }) => !row.gone).length;

  const columnAt = (col: number) => totals[col];
  const takes = (column: TotalColumn | undefined) => column?.kind === 'final' || column?.kind === 'stage';
  const shownAt = (row: number, column: TotalColumn) => {
    const source = rows[row]?.source;
    return finalIn(column.period?.id ?? 0, source?.finals ?? [], source?.pending ?? []);
  };
  function lockedAt(column: TotalColumn): string | null {
    if (column.kind === 'before') return ELSEWHERE;
    if (view.rights.finals === null) return NOT_YOURS;
    return column.period?.closed ? 'Период закрыт.' : null;
  }
  function factsAt(row: number, column: TotalColumn) {
    const painted = rows[row];
    const { period } = column;
    if (!painted || !period) return null;
    const { student } = painted.row;
    const finalOf = (id: number) => finalIn(id, painted.source.finals, painted.source.pending);
    const basis = basisFor(column, { mean: painted.row.mean, thresholds: view.rules.thresholds, finalOf });
    return {
      kind: period.kind,
      closed: period.closed,
      starts: period.starts,
      today: view.today,
      member: student.from <= period.ends && (student.to === null || student.to >= period.starts),
      grade: view.group.grade,
      graded: view.group.graded,
      withOne: view.rules.withOne,
      basis,
      rule: view.rules.grounds,
      onRequest: view.rights.finals === 'request',
    };
  }
  function commandAt(
    row: number,
    column: TotalColumn,
    value: PeriodValue | null,
    grounds: string | null,
  ): NewCommand[] {
    const studentId = rows[row]?.row.student.id;
    const periodId = column.period?.id;
    if (!studentId || !periodId) return [];
    return [{ name: 'periodMark.set', input: { groupId: view.group.id, studentId, periodId, value, grounds } }];
  }

  /** Sets a mark; true when it was set. One that needs words opens its card. */
  function set(row: number, col: number, value: PeriodValue | null, grounds: string | null): boolean {
    const column = columnAt(col);
    const facts = column && factsAt(row, column);
    if (!column || !facts) return false;
    const wanting = facts.onRequest || needsGrounds(facts.kind, value, facts.basis, facts.rule);
    if (wanting && !grounds && refusePeriodMark(facts, value, '…') === null) {
      setCard({ row, col, value });
      return false;
    }
    const refusal = refusePeriodMark(facts, value, grounds);
    if (refusal) {
      setHint({ row, col, text: refusal.message });
      return false;
    }
    const step = editing.write(commandAt(row, column, value, grounds));
    if (step && value === null) desk.done(step, 'Итоговая отметка удалена');
    return true;
  }

  function place(row: number, col: number) {
    setCursor({ row: Math.max(0, Math.min(row, rows.length - 1)), col, typed: '' });
    setHint(null);
  }
  function leave(row: number, edge: 'first' | 'last') {
    setCursor(null);
    setCard(null);
    setHint(null);
    desk.back(row, edge);
  }
  function perform(action: FinalAction, { row, col }: TotalCursor) {
    const column = columnAt(col);
    switch (action.do) {
      case 'move':
        if (col + action.cols < 0) return leave(row, 'last');
        return place(row + action.rows, Math.min(col + action.cols, totals.length - 1));
      case 'edge':
        if (action.to === 'first') return leave(row, 'first');
        if (action.to === 'last') return place(row, totals.length - 1);
        return place(action.to === 'top' ? 0 : rows.length - 1, col);
      case 'leave':
        return leave(row, 'last');
      case 'open':
        return setCard({ row, col, value: null });
      case 'type':
        setHint(null);
        return setCursor({ row, col, typed: action.typed });
      case 'set':
        if (set(row, col, action.value, null)) place(row < listed - 1 ? row + 1 : row, col);
        return;
      case 'clear':
        if (view.rights.finals === 'request') return setCard({ row, col, value: null });
        set(row, col, null, null);
        return;
      case 'propose':
        if (column?.period?.kind === 'exam') return setHint({ row, col, text: NO_MEAN });
        if (column) setProposing(column.key);
        return;
      case 'refuse':
        return setHint({ row, col, text: action.hint });
      case 'nothing':
      case 'browser':
    }
  }

  /** True when the key was the totals'. */
  function onKey(event: KeyboardEvent<HTMLElement>, from: { row: number; atEnd: boolean }): boolean {
    if (event.target !== event.currentTarget || totals.length === 0 || rows.length === 0) return false;
    const press = pressOf(event);
    const bare = !press.ctrl && !press.alt;
    if (!cursor) {
      const enters = bare && !press.shift && press.key === 'ArrowRight' && from.atEnd;
      const final = bare && (press.key.toLowerCase() === 'и' || (press.code === 'KeyB' && !/[а-яё]/i.test(press.key)));
      if (!enters && !final) return false;
      event.preventDefault();
      place(from.row, enters ? 0 : totals.findIndex(({ kind }) => kind === 'final'));
      return true;
    }
    const column = columnAt(cursor.col);
    if (!column) return false;
    const action = finalKey(press, {
      takes: takes(column),
      locked: lockedAt(column),
      filled: shownAt(cursor.row, column).value !== null,
      typed: cursor.typed,
      last: cursor.col === totals.length - 1,
    });
    if (!action) return false;
    if (action.do === 'browser') return true;
    event.preventDefault();
    perform(action, cursor);
    return true;
  }

  return {
    cursor,
    card,
    hint,
    onKey,
    pick({ row, col }: { row: number; col: number }) {
      place(row, col);
      setCard({ row, col, value: null });
    },
    closeCard: () => setCard(null),
    proposed: totals.find(({ key }) => key === proposing) ?? null,
    propose: setProposing,
    /** Carries a proposal out, as one step of undo. */
    apply(commands: NewCommand[], words: string) {
      const step = editing.write(commands, 'по среднему');
      setProposing(null);
      setCard(null);
      if (step) desk.done(step, words);
    },
    /** The cursor has gone among the lessons. */
    forget() {
      setCursor(null);
      setCard(null);
      setHint(null);
    },
    set,
    factsAt,
    shownAt,
    lockedAt,
    commandAt,
    takes,
    groundsNeeded(row: number, column: TotalColumn, value: PeriodValue | null): string | null {
      const facts = factsAt(row, column);
      if (!facts || value === null) return null;
      if (facts.onRequest) return 'Кто и почему просит: без этого итоговую ставит только учитель.';
      return needsGrounds(facts.kind, value, facts.basis, facts.rule) ? groundsHint(facts.basis) : null;
    },
  };
}
export type TotalsDesk = ReturnType<typeof useTotals>;
