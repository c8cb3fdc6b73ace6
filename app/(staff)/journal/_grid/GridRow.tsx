// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import type { Column } from '../_model/columns.ts';
import type { Peer } from '../_model/presence.ts';
import type { PaintedRow } from '../_model/rows.ts';
import { CALM, Cell, type CellMood, cellId, RANGED } from './Cell.tsx';
import { Gap } from './Gap.tsx';
import { nameId } from './NamePane.tsx';
import { totalIds } from './TotalsPane.tsx';
import { STEP } from './useColumnWindow.ts';

type Props = {
  index: number;
  painted: PaintedRow;
  columns: readonly Column[];
  /** The columns whose cells are drawn. */
  first: number;
  last: number;
  /** The cursor's column; -1 in the other rows. `mood`: of its cell. */
  col: number;
  mood: CellMood;
  /** The selected columns of this row; -1 when it is not in the range. */
  left: number;
  right: number;
  /** Colleagues in this row. */
  peers: readonly Peer[];
};

/** A student's marks. His name and totals stand in panes of their own, so that two layers stay in place while the grid
 *  scrolls and not two for each row; for a screen reader the row owns them. */
export const GridRow = memo(function GridRow(props: Props) {
  const { index, painted, columns, first, last, col, mood, left, right, peers } = props;
  const { student, gone } = painted.row;
  const parts = Array.from({ length: Math.ceil((last - first) / STEP) }, (_, nth) => first + nth * STEP);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-owns={`${nameId(student.id)} ${totalIds(student.id, painted.rules.totals)}`}
      data-row={index}
      className={`jrow${gone ? ' gone' : ''}${peers.length > 0 ? ' visited' : ''}`}
    >
      <Gap columns={first} />
      {parts.map((start) => {
        const here = start <= col && col < start + STEP;
        const ranged = left < start + STEP && right >= start;
        return (
          <Cells
            key={start}
            {...{ painted, columns, start, peers }}
            col={here ? col : -1}
            mood={here ? mood : CALM}
            left={ranged ? left : -1}
            right={ranged ? right : -1}
          />
        );
      })}
      <Gap columns={columns.length - last} />
    </div>
  );
});

type CellsProps = Omit<Props, 'index' | 'first' | 'last'> & { start: number };
/** A few columns of a row: while the sheet is drawn along, and when the cursor passes, the others are left alone. */
const Cells = memo(function Cells({ painted, columns, start, col, mood, left, right, peers }: CellsProps) {
  const { student, cells, why } = painted.row;
  const peerAt = (column: Column): Peer | null =>
    peers.length === 0 ? null : (peers.find((peer) => peer.cell?.workId === column.workId) ?? null);
  return columns.slice(start, start + STEP).map((column, nth) => {
    const i = start + nth;
    const paint = cells[i];
    return (
      paint && (
        <Cell
          key={column.key}
          id={cellId(student.id, column.key)}
          index={i}
          paint={paint}
          column={column}
          mood={i === col ? mood : left <= i && i <= right ? RANGED : CALM}
          peer={peerAt(column)}
          why={why?.start === i ? why : null}
        />
      )
    );
  });
});
