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

/** `mood`: of the row's selected cell; null in the other rows. `peers`: colleagues in this row. */
type Props = {
  index: number;
  painted: PaintedRow;
  columns: readonly Column[];
  /** The columns whose cells are drawn. */
  first: number;
  last: number;
  col: number;
  mood: CellMood | null;
  /** The selected columns of this row; -1 when it is not in the range. */
  left: number;
  right: number;
  peers: readonly Peer[];
};

/** A student's marks. His name and totals stand in panes of their own, so that two layers stay in place while the grid
 *  scrolls and not two for each row; for a screen reader the row owns them. */
export const GridRow = memo(function GridRow({
  index,
  painted,
  columns,
  first,
  last,
  col,
  mood,
  left,
  right,
  peers,
}: Props) {
  const { student, gone, cells, why } = painted.row;
  const peerAt = (column: Column): Peer | null =>
    peers.length === 0 ? null : (peers.find((peer) => peer.cell?.workId === column.workId) ?? null);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-owns={`${nameId(student.id)} ${totalIds(student.id)}`}
      data-row={index}
      className={`jrow${gone ? ' gone' : ''}${peers.length > 0 ? ' visited' : ''}`}
    >
      <Gap columns={first} />
      {columns.slice(first, last).map((column, nth) => {
        const i = first + nth;
        const paint = cells[i];
        return (
          paint && (
            <Cell
              key={column.key}
              id={cellId(student.id, column.key)}
              index={i}
              paint={paint}
              column={column}
              mood={mood && i === col ? mood : left <= i && i <= right ? RANGED : CALM}
              peer={peerAt(column)}
              why={why?.start === i ? why : null}
            />
          )
        );
      })}
      <Gap columns={columns.length - last} />
    </div>
  );
});
