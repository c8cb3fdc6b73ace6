// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: grid lines; a table of this size lays itself out anew at each key
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { vars } from '#app/_ui/vars.ts';
import type { Range } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { leastWidth, type PlanColumn, tracksOf } from '../_model/columns.ts';
import type { Line } from '../_model/lines.ts';
import type { Peer } from '../_model/peers.ts';
import { type CellFacts, type PeersByRow, planCellId } from './cellFacts.ts';
import { type LineActs, PlanLine } from './PlanLine.tsx';

/** Measures of the design, rem: a row, the head. */
const ROW = 1.625;
const HEAD = 1.75;
/** Lines drawn beyond the window on both sides, so that scrolling shows no gaps. */
const OVERSCAN = 14;
const NOBODY: readonly Peer[] = [];
const remOf = (): number =>
  typeof window === 'undefined' ? 16 : Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

type Props = {
  label: string;
  lines: readonly Line[];
  columns: readonly PlanColumn[];
  facts: CellFacts;
  peers: PeersByRow;
  cursor: Cursor;
  range: Range | null;
  /** In the cell of the cursor. */
  editor: ReactNode;
  mayWrite: boolean;
  sheet: RefObject<HTMLDivElement | null>;
  acts: LineActs;
  onKey(event: KeyboardEvent<HTMLDivElement>): void;
  onPick(at: Cursor, how: 'pick' | 'open' | 'extend' | 'row'): void;
  onCopy(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  /** Lines from, to, and before which line they go. */
  onDrop(from: number, to: number, before: number): void;
  onMenu(at: Cursor, x: number, y: number): void;
  /** Lines of one screen, for Page Up and Page Down. */
  page: RefObject<number>;
  children?: ReactNode;
};

function cursorUnder(target: EventTarget | null, lines: readonly Line[]): (Cursor & { number: boolean }) | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  const row = lines.findIndex((line) => line.row.id === id);
  if (row === -1) return null;
  const col = target.closest<HTMLElement>('[data-col]')?.dataset.col;
  return { row, col: Number(col ?? 0), number: col === undefined };
}

/** The rows of a plan. One tab stop: the sheet has the focus and names its active cell; only lines near the window are drawn. */
export function PlanGrid(props: Props) {
  const { lines, columns, facts, peers, cursor, range, editor, mayWrite, sheet, acts, page } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [rem] = useState(remOf);
  const height = Math.round(ROW * rem);
  const head = Math.round(HEAD * rem);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: head,
    scrollPaddingStart: head + height,
    scrollPaddingEnd: 2 * height,
    getItemKey: (index) => lines[index]?.row.id ?? index,
    useFlushSync: false,
    // What the server draws before it knows the window.
    initialRect: { width: 1062, height: 640 },
  });
  useEffect(() => {
    const own = scroller.current;
    if (!own) return;
    const measure = () => {
      page.current = Math.max(1, Math.floor((own.clientHeight - head) / height) - 2);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(own);
    return () => watch.disconnect();
  }, [page, head, height]);

  const line = lines[cursor.row];
  const column = columns[cursor.col];
  const active = line && column ? planCellId(line.row.id, line.section ? 'topic' : column.key) : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell that the cursor is in comes into sight when it changes
  useLayoutEffect(() => {
    virtual.scrollToIndex(cursor.row, { align: 'auto' });
    const cell = active ? document.getElementById(active) : null;
    const own = scroller.current;
    if (!cell || !own || cursor.col === 0) return;
    const box = cell.getBoundingClientRect();
    const frame = own.getBoundingClientRect();
    const left =
      frame.left + (own.querySelector<HTMLElement>('.ptopic')?.getBoundingClientRect().right ?? 0) - frame.left;
    if (box.right > frame.right) own.scrollLeft += box.right - frame.right;
    else if (box.left < left && own.scrollLeft > 0) own.scrollLeft -= Math.min(own.scrollLeft, left - box.left);
  }, [active]);

  const [drop, setDrop] = useState<number | null>(null);
  const dragging = useRef<{ from: number; to: number } | { select: true } | null>(null);

  function lineAt(y: number): number {
    const own = scroller.current;
    if (!own) return 0;
    const offset = y - own.getBoundingClientRect().top + own.scrollTop - head;
    return Math.max(0, Math.min(lines.length, Math.round(offset / height)));
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    const target = event.target;
    if (!(target instanceof Element) || target.closest('.peditor, input, select, button, a')) return;
    const at = cursorUnder(target, lines);
    if (!at) return;
    if (mayWrite && target.closest('.pgrip')) {
      event.preventDefault();
      const inRange = range && range.top <= at.row && at.row <= range.bottom;
      dragging.current = inRange ? { from: range.top, to: range.bottom } : { from: at.row, to: at.row };
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrop(at.row);
      return;
    }
    // A finger scrolls; what it chooses comes as a click.
    if (event.pointerType !== 'mouse') return;
    dragging.current = { select: true };
    props.onPick(at, at.number ? 'row' : event.shiftKey ? 'extend' : 'pick');
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const drag = dragging.current;
    if (!drag) return;
    if ('select' in drag) {
      if (event.buttons !== 1) {
        dragging.current = null;
        return;
      }
      const at = cursorUnder(document.elementFromPoint(event.clientX, event.clientY), lines);
      if (at && !at.number && (at.row !== cursor.row || at.col !== cursor.col)) props.onPick(at, 'extend');
      return;
    }
    const own = scroller.current;
    const box = own?.getBoundingClientRect();
    if (own && box) {
      // At the edges the plan comes along.
      if (event.clientY < box.top + head + height) own.scrollTop -= height;
      else if (event.clientY > box.bottom - height) own.scrollTop += height;
    }
    setDrop(lineAt(event.clientY));
  }
  function onPointerUp(event: PointerEvent<HTMLDivElement>) {
    const drag = dragging.current;
    dragging.current = null;
    if (!drag || 'select' in drag) return;
    setDrop(null);
    props.onDrop(drag.from, drag.to, lineAt(event.clientY));
  }
  function onClick(event: MouseEvent<HTMLDivElement>) {
    const target = event.target;
    if (!(target instanceof Element) || target.closest('.peditor, input, select, button, a, .pgrip')) return;
    const touch = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType !== 'mouse';
    const at = cursorUnder(target, lines);
    if (!at || !touch) return;
    props.onPick(at, at.row === cursor.row && at.col === cursor.col ? 'open' : 'pick');
  }
  function onContextMenu(event: MouseEvent<HTMLDivElement>) {
    const at = cursorUnder(event.target, lines);
    if (!at || (event.target instanceof Element && event.target.closest('.peditor, a'))) return;
    event.preventDefault();
    props.onMenu(at, event.clientX, event.clientY);
  }
  return (
    <div className="pscroll" ref={scroller}>
      <div
        ref={sheet}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={!mayWrite}
        aria-multiselectable="true"
        aria-activedescendant={active}
        className="psheet"
        style={vars({ '--tracks': tracksOf(columns), '--least': `${leastWidth(columns)}rem` })}
        onKeyDown={props.onKey}
        onCopy={props.onCopy}
        onPaste={props.onPaste}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          dragging.current = null;
          setDrop(null);
        }}
        onClick={onClick}
        onDoubleClick={(event) => {
          const at = cursorUnder(event.target, lines);
          if (at && !at.number && !(event.target instanceof Element && event.target.closest('.peditor, a, button')))
            props.onPick(at, 'open');
        }}
        onContextMenu={onContextMenu}
      >
        <div role="row" aria-rowindex={1} className="phead">
          <div role="columnheader" aria-colindex={1} className="pnum">
            №
          </div>
          {columns.map((one, i) => (
            <div
              key={one.key}
              role="columnheader"
              aria-colindex={i + 2}
              title={one.title}
              className={`pc ${one.field === null ? 'pdate' : `p${one.field}`}${one.field === 'hours' ? ' num' : ''}`}
            >
              {one.label}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="pbody" style={vars({ '--body': `${virtual.getTotalSize()}px` })}>
          {virtual.getVirtualItems().map((item) => {
            const own = lines[item.index];
            if (!own) return null;
            const inRange = range !== null && range.top <= item.index && item.index <= range.bottom;
            const chosen = item.index === cursor.row;
            return (
              <PlanLine
                key={own.row.id}
                line={own}
                columns={columns}
                facts={facts}
                peers={peers.get(own.row.id) ?? NOBODY}
                selected={chosen ? (column?.key ?? null) : null}
                from={inRange ? range.left : -1}
                to={inRange ? range.right : -1}
                editor={chosen ? editor : null}
                mayWrite={mayWrite}
                top={item.start - head}
                height={item.size}
                rowIndex={item.index + 2}
                first={item.index === 0}
                acts={acts}
                span={own.section ? (facts.spans.get(own.row.id) ?? '') : ''}
              />
            );
          })}
          {drop !== null && <div className="pdrop" style={vars({ '--top': `${drop * height}px` })} />}
        </div>
      </div>
      {props.children}
    </div>
  );
}
