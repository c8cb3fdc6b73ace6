// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import { formatMean } from '#lib/domain/averages.ts';
import { markTone } from '#lib/domain/marks.ts';
import type { Column } from '../_model/columns.ts';
import type { Peer } from '../_model/presence.ts';
import type { PaintedRow } from '../_model/rows.ts';
import { CALM, Cell, type CellMood, cellId } from './Cell.tsx';

/** `mood`: of the row's selected cell; null in the other rows. `peers`: colleagues in this row. */
type Props = {
  index: number;
  painted: PaintedRow;
  columns: readonly Column[];
  col: number;
  mood: CellMood | null;
  peers: readonly Peer[];
  withPrevious: boolean;
};

const NO_PREVIOUS = '';
const tone = (mark: number | null): string => (mark === null ? '' : `text-${markTone(mark)}`);
const finalTone = (value: string | null): string => (value && /^[1-5]$/.test(value) ? tone(Number(value)) : '');

/** A student's line: name, marks, totals. */
export const GridRow = memo(function GridRow({ index, painted, columns, col, mood, peers, withPrevious }: Props) {
  const { student, number, gone, cells, why, previous, mean, forecast, final } = painted.row;
  const peerAt = (column: Column): Peer | null =>
    peers.length === 0 ? null : (peers.find((peer) => peer.cell?.workId === column.workId) ?? null);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      className={`jrow${mood ? ' current' : ''}${gone ? ' gone' : ''}${peers.length > 0 ? ' visited' : ''}`}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className="jname"
        title={why ? `${student.name}, ${why.full}` : student.name}
      >
        <i>{number}</i>
        <span>{student.name}</span>
      </div>
      {columns.map((column, i) => {
        const paint = cells[i];
        return (
          paint && (
            <Cell
              key={column.key}
              id={cellId(student.id, column.key)}
              index={i}
              paint={paint}
              column={column}
              mood={mood && i === col ? mood : CALM}
              peer={peerAt(column)}
              why={why?.start === i ? why : null}
            />
          )
        );
      })}
      <div role="none" className="jtotals">
        {withPrevious && <Total className="t1" index={columns.length + 2} text={previous ?? NO_PREVIOUS} />}
        <Total className="t2" index={columns.length + 3} text={mean === null ? '' : formatMean(mean)} />
        <Total
          className={`t3 ${tone(forecast)}`}
          index={columns.length + 4}
          text={gone || forecast === null ? '' : String(forecast)}
        />
        <Total className={`t4 ${finalTone(final)}`} index={columns.length + 5} text={final ?? ''} />
      </div>
    </div>
  );
});

function Total({ className, index, text }: { className: string; index: number; text: string }) {
  return (
    <div role="gridcell" aria-colindex={index} className={className}>
      {text}
    </div>
  );
}
