// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { vars } from '#app/_ui/vars.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { Range } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { mayAct } from '../_model/bulkActions.ts';
import type { Columns } from '../_model/columns.ts';
import type { Peer } from '../_model/presence.ts';
import { footOf, type PaintedRow } from '../_model/rows.ts';
import { type TotalColumn, totalId, totalsWidth } from '../_model/totals.ts';
import type { TotalCursor } from '../_model/useTotals.ts';
import { CALM, type CellMood, cellId } from './Cell.tsx';
import { GridFoot } from './GridFoot.tsx';
import { GridHead } from './GridHead.tsx';
import { GridLines } from './GridLines.tsx';
import { GridRow } from './GridRow.tsx';
import { NameCell } from './NamePane.tsx';
import { placeIn, sightOf } from './place.ts';
import { Totals } from './TotalsPane.tsx';
import { useColumnWindow, WindowContext } from './useColumnWindow.ts';

type Props = {
  view: JournalView;
  rows: PaintedRow[];
  columns: Columns;
  cursor: Cursor;
  range: Range | null;
  totals: readonly TotalColumn[];
  /** The cursor in the totals, when it is there and not among the lessons. */
  total: TotalCursor | null;
  mood: CellMood;
  peers: Peer[];
  now: number;
  sheet: RefObject<HTMLDivElement | null>;
  onKey(event: KeyboardEvent<HTMLDivElement>): void;
  onCopy(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onPick(at: Cursor, open: boolean): void;
  onExtend(to: Cursor): void;
  /** Selects a column. */
  onSelect(col: number): void;
  onPickTotal(at: { row: number; col: number }): void;
  /** «Выставить по среднему» of a column; null for those who may not. */
  onPropose: ((key: string) => void) | null;
  /** «Действия» over the range or the column. */
  onActions(): void;
  onPickColumn(column: number): void;
  onLeave(): void;
  children: ReactNode;
};

/** Columns kept in sight on both sides of the cursor, so that one sees what one walks towards. */
const AHEAD = 2;
const NOBODY: readonly Peer[] = [];

/** By the row and the columns' common width: the cell itself may not be drawn yet. */
function scrollIntoSight(sheet: HTMLElement, { row, col }: Cursor, count: number): boolean {
  const scroller = sheet.closest('.jscroll');
  const line = sheet.querySelector(`[data-row="${row}"]`);
  if (!scroller || !line || count === 0) return false;
  const at = placeIn(sheet, line);
  const width = at.width / count;
  const left = at.x + col * width;
  const sight = sightOf(sheet, scroller);
  const x = Math.min(0, left - AHEAD * width - sight.left) || Math.max(0, left + (1 + AHEAD) * width - sight.right);
  const y = Math.min(0, at.y - sight.top) || Math.max(0, at.y + at.height - sight.bottom);
  if (x !== 0 || y !== 0) scroller.scrollBy(x, y);
  return x !== 0;
}

/** The cell under the pointer, by the numbers the grid already carries for screen readers. */
function cursorUnder(target: EventTarget): Cursor | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.jcell[role="gridcell"]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]')?.dataset.row;
  const col = cell?.getAttribute('aria-colindex');
  return row && col ? { row: Number(row), col: Number(col) - 2 } : null;
}

const inRange = (range: Range, { row, col }: Cursor): boolean =>
  range.top <= row && row <= range.bottom && range.left <= col && col <= range.right;

/** Students × works. One tab stop: the sheet has the focus and names its active cell. */
export const Grid = memo(function Grid(props: Props) {
  const { view, rows, columns, cursor, range, mood, peers, now, sheet, onKey, onCopy, onPaste, children } = props;
  const { graded } = view.group;
  const { totals, total, onPickTotal, onPropose } = props;
  const { onPick, onPickColumn, onExtend, onSelect, onActions, onLeave } = props;
  const foot = useMemo(() => footOf(rows, columns.columns, graded), [rows, columns.columns, graded]);
  const inRow = useMemo(() => {
    const places = new Map<number, Peer[]>();
    for (const peer of peers)
      if (peer.cell) places.set(peer.cell.studentId, [...(places.get(peer.cell.studentId) ?? []), peer]);
    return places;
  }, [peers]);
  const at = columns.columns[cursor.col];
  const student = rows[cursor.row]?.row.student;
  const active = at && student ? cellId(student.id, at.key) : undefined;
  const count = columns.columns.length;
  const { first, last, measure } = useColumnWindow(sheet, count, cursor.col);
  const drawn = useMemo(() => ({ first, last }), [first, last]);
  const { row, col } = cursor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a column that comes before the cursor moves it, and `active` names it
  useLayoutEffect(() => {
    if (!sheet.current || !active) return;
    if (scrollIntoSight(sheet.current, { row, col }, count)) measure();
  }, [active, sheet, measure]);

  const dragging = useRef(false);
  function onMouseDown(event: MouseEvent) {
    const under = event.button === 0 ? cursorUnder(event.target) : null;
    if (!under) return;
    if (event.shiftKey) onExtend(under);
    else {
      dragging.current = true;
      onPick(under, false);
    }
  }
  /** A click on a name is a click on the grid. */
  const keepFocus = (event: MouseEvent) => {
    event.preventDefault();
    sheet.current?.focus({ preventScroll: true });
  };
  /** Totals stand outside the sheet; a press there moves the cursor into them and opens what they say. */
  function pickTotal(event: MouseEvent) {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-total]') : null;
    const studentId = Number(cell?.parentElement?.dataset.student);
    const at = rows.findIndex(({ row }) => row.student.id === studentId);
    const place = totals.findIndex(({ key }) => key === cell?.dataset.total);
    if (at >= 0 && place >= 0) onPickTotal({ row: at, col: place });
  }
  const key = total && totals[total.col]?.key;
  const owner = total && rows[total.row]?.row.student.id;
  const activeTotal = key && owner ? totalId(owner, key) : undefined;
  const sizes = vars({
    '--jcols': count,
    '--jtotals': `${totalsWidth(totals)}rem`,
  });
  const listed = rows.filter((painted) => !painted.row.gone).length;
  return (
    <div className="jscroll">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus leave the grid and what floats over it */}
      <div
        className="jdesk"
        style={sizes}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onLeave();
        }}
      >
        <div
          ref={sheet}
          role="grid"
          tabIndex={0}
          className={view.period.closed ? 'jsheet closed' : 'jsheet'}
          aria-label={`Отметки, ${view.group.className}, ${view.group.subject}, ${view.period.label}`}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.columns.length + 1 + totals.length}
          aria-activedescendant={activeTotal ?? (first <= col && col < last ? active : undefined)}
          aria-multiselectable
          onKeyDown={onKey}
          onCopy={onCopy}
          onPaste={onPaste}
          onMouseDown={onMouseDown}
          onMouseMove={(event) => {
            const under = event.buttons === 1 && dragging.current ? cursorUnder(event.target) : null;
            if (under && (under.row !== cursor.row || under.col !== cursor.col)) onExtend(under);
          }}
          onMouseUp={() => {
            dragging.current = false;
          }}
          onDoubleClick={(event) => {
            const under = cursorUnder(event.target);
            if (under) onPick(under, true);
          }}
          onContextMenu={(event) => {
            const under = cursorUnder(event.target);
            if (!under) return;
            event.preventDefault();
            if (!range || !inRange(range, under)) onPick(under, false);
            onActions();
          }}
        >
          <GridHead
            columns={columns}
            today={view.today}
            now={now}
            chosen={at?.lessonId ?? null}
            listed={listed}
            totals={totals}
            onPropose={onPropose}
            onPick={onPickColumn}
            onSelect={onSelect}
            onActions={mayAct(view) ? onActions : null}
          />
          <div role="rowgroup" className="jbody">
            <div role="none" className="jpane">
              <GridLines columns={columns.columns} />
              {rows.map((painted, i) => (
                <GridRow
                  key={painted.row.student.id}
                  index={i}
                  painted={painted}
                  columns={columns.columns}
                  first={first}
                  last={last}
                  col={i === cursor.row ? cursor.col : -1}
                  mood={i === cursor.row && total === null ? mood : CALM}
                  left={range && range.top <= i && i <= range.bottom ? range.left : -1}
                  right={range && range.top <= i && i <= range.bottom ? range.right : -1}
                  peers={inRow.get(painted.row.student.id) ?? NOBODY}
                />
              ))}
            </div>
          </div>
          <GridFoot foot={foot} columns={columns.columns} first={first} last={last} totals={totals} />
        </div>
        {/* Names and totals stand outside the grid and belong to its rows by aria-owns: a pane that stays in place is one
            layer, and a cell that stays in place in each row would be seventy. */}
        <div role="none" className="jpane names" onMouseDown={keepFocus}>
          {rows.map(({ row }, i) => (
            <NameCell key={row.student.id} row={row} current={i === cursor.row} />
          ))}
        </div>
        <div role="none" className="jpane totals" onMouseDown={keepFocus} onClick={pickTotal}>
          {rows.map(({ row }, i) => (
            <Totals
              key={row.student.id}
              row={row}
              first={columns.columns.length + 2}
              columns={totals}
              selected={total?.row === i ? total.col : -1}
              typed={total?.row === i ? total.typed : ''}
            />
          ))}
        </div>
        <WindowContext value={drawn}>{children}</WindowContext>
      </div>
    </div>
  );
});
