import { memo } from 'react';
import type { Column } from '../_model/columns.ts';
import type { Foot } from '../_model/rows.ts';

/** «Средний балл урока» under each column, the class's average over the period, finals set. */
export const GridFoot = memo(function GridFoot({
  foot,
  columns,
  withPrevious,
}: {
  foot: Foot;
  columns: readonly Column[];
  withPrevious: boolean;
}) {
  return (
    <div className="jfoot" aria-hidden="true">
      <div className="jname">Средний балл урока</div>
      {columns.map((column, i) => (
        <div key={column.key} className={column.today ? 'jcell today' : 'jcell'}>
          {foot.columns[i]}
        </div>
      ))}
      <div className="jtotals">
        {withPrevious && <div className="t1" />}
        <div className="t2">{foot.mean}</div>
        <div className="t3" />
        <div className="t4">{foot.finals}</div>
      </div>
    </div>
  );
});
