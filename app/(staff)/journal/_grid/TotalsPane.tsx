// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import { formatMean } from '#lib/domain/averages.ts';
import { markTone } from '#lib/domain/marks.ts';
import type { Row } from '../_model/rows.ts';

const TOTALS = ['t1', 't2', 't3', 't4'] as const;
/** Ids of a student's totals, for the row that owns them. */
export const totalIds = (studentId: number): string => TOTALS.map((name) => `${name}-${studentId}`).join(' ');

const tone = (mark: number | null): string => (mark === null ? '' : `text-${markTone(mark)}`);
const finalTone = (value: string | null): string => (value && /^[1-5]$/.test(value) ? tone(Number(value)) : '');

/** «I ч.», «Ср. балл», «Прогноз», «Итог» of a student. `first`: the column index of the first of them. */
export const Totals = memo(function Totals({
  row,
  first,
  withPrevious,
}: {
  row: Row;
  first: number;
  withPrevious: boolean;
}) {
  const { student, gone, previous, mean, forecast, final } = row;
  const texts = {
    t1: previous ?? '',
    t2: mean === null ? '' : formatMean(mean),
    t3: gone || forecast === null ? '' : String(forecast),
    t4: final ?? '',
  };
  const tones = { t1: '', t2: '', t3: tone(forecast), t4: finalTone(final) };
  return (
    <div role="none" className={gone ? 'jtotals gone' : 'jtotals'}>
      {TOTALS.map((name, i) =>
        name === 't1' && !withPrevious ? null : (
          <div
            key={name}
            id={`${name}-${student.id}`}
            role="gridcell"
            aria-colindex={first + i}
            className={`${name} ${tones[name]}`}
          >
            {texts[name]}
          </div>
        ),
      )}
    </div>
  );
});
