import { memo } from 'react';
import type { Column } from '../_model/columns.ts';

/** The columns' rules, months and today, once for all rows. */
export const GridLines = memo(function GridLines({ columns }: { columns: readonly Column[] }) {
  return (
    <div className="jlines" aria-hidden="true">
      {columns.map((column) => (
        <i
          key={column.key}
          className={[column.month && 'month', column.today && 'today'].filter(Boolean).join(' ') || undefined}
        />
      ))}
    </div>
  );
});
