// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import type { Row } from '../_model/rows.ts';
import { type TotalColumn, totalClass, totalId } from '../_model/totals.ts';

/** Ids of a student's totals, for the row that owns them. */
export const totalIds = (studentId: number, columns: readonly TotalColumn[]): string =>
  columns.map(({ key }) => totalId(studentId, key)).join(' ');

type Props = {
  row: Row;
  columns: readonly TotalColumn[];
  /** The column index of the first of them. */
  first: number;
  /** The selected column; -1 when the cursor is elsewhere. `typed`: letters that are being typed there. */
  selected: number;
  typed: string;
};

/** «I ч.», «Ср. балл», «Прогноз», «Итог» of a student. */
export const Totals = memo(function Totals({ row, columns, first, selected, typed }: Props) {
  const { student, gone, totals } = row;
  return (
    <div role="none" className={gone ? 'jtotals gone' : 'jtotals'} data-student={student.id}>
      {columns.map((column, i) => {
        const paint = totals[i];
        const here = i === selected;
        if (!paint) return null;
        const state = `${paint.preliminary ? ' preliminary' : ''}${paint.waiting ? ' waiting' : ''}`;
        return (
          <div
            key={column.key}
            id={totalId(student.id, column.key)}
            role="gridcell"
            aria-colindex={first + i}
            aria-selected={here || undefined}
            aria-label={paint.label ?? undefined}
            data-total={column.key}
            className={`${totalClass(column)} ${paint.tone}${state}`}
          >
            {here && typed ? <u className="typed">{typed}</u> : paint.text}
            {paint.waiting && <span className="wait" />}
          </div>
        );
      })}
    </div>
  );
});
