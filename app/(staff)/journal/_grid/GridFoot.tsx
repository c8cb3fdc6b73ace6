import { memo } from 'react';
import type { Column } from '../_model/columns.ts';
import type { Foot } from '../_model/rows.ts';
import { Gap } from './Gap.tsx';

/** «Средний балл урока» under each column, the class's average over the period, finals set. */
export const GridFoot = memo(function GridFoot({
  foot,
  columns,
  first,
  last,
  withPrevious,
}: {
  foot: Foot;
  columns: readonly Column[];
  /** The columns whose cells are drawn. */
  first: number;
  last: number;
  withPrevious: boolean;
}) {
  return (
    <div className="jfoot" aria-hidden="true">
      <div className="jname">Средний балл урока</div>
      <div className="jmeans">
        <Gap columns={first} />
        {columns.slice(first, last).map((column, nth) => (
          <div key={column.key} className={column.today ? 'jcell today' : 'jcell'}>
            {foot.columns[first + nth]}
          </div>
        ))}
        <Gap columns={columns.length - last} />
      </div>
      <div className="jtotals">
        {withPrevious && <div className="t1" />}
        <div className="t2">{foot.mean}</div>
        <div className="t3" />
        <div className="t4">{foot.finals}</div>
      </div>
    </div>
  );
});
