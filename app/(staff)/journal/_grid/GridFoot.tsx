import { memo } from 'react';
import type { Column } from '../_model/columns.ts';
import type { Foot } from '../_model/rows.ts';
import { type TotalColumn, totalClass } from '../_model/totals.ts';
import { Gap } from './Gap.tsx';

/** «Средний балл урока» under each column, the class's average over the period, finals set. */
export const GridFoot = memo(function GridFoot({
  foot,
  columns,
  first,
  last,
  totals,
}: {
  foot: Foot;
  columns: readonly Column[];
  /** The columns whose cells are drawn. */
  first: number;
  last: number;
  totals: readonly TotalColumn[];
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
        {totals.map((column, i) => (
          <div key={column.key} className={totalClass(column)}>
            {column.kind === 'mean' ? foot.mean : foot.finals[i]}
          </div>
        ))}
      </div>
    </div>
  );
});
