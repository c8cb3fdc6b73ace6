import { isNumericMark } from '#lib/domain/cells.ts';

/** Indicators of a set of marks, exact: hundredths of a per cent and of a mark, never floats. */

/** How many marks of each kind. A «1» stands with the «2»: both are unsatisfactory. `na`: «н/а», in the denominator. */
export type MarkCounts = { n5: number; n4: number; n3: number; n2: number; na: number; sum: number };

/** Counts numeric marks; «точка» and empty cells are no marks. */
export function countMarks(values: Iterable<number | null>, na = 0): MarkCounts {
  const counts: MarkCounts = { n5: 0, n4: 0, n3: 0, n2: 0, na, sum: 0 };
  for (const value of values) {
    if (!isNumericMark(value)) continue;
    counts.sum += value;
    if (value === 5) counts.n5 += 1;
    else if (value === 4) counts.n4 += 1;
    else if (value === 3) counts.n3 += 1;
    else counts.n2 += 1;
  }
  return counts;
}

/** «% успеваемости», «% качества», СОУ (Симонов) and «Средний балл», in hundredths; null when nothing is marked. */
export type Quality = { success: number; quality: number; level: number; mean: number | null };
const share = (part: number, whole: number): number => Math.floor((2 * part + whole) / (2 * whole));

export function qualityOf({ n5, n4, n3, n2, na, sum }: MarkCounts): Quality | null {
  const marked = n5 + n4 + n3 + n2;
  const all = marked + na;
  if (all === 0) return null;
  return {
    success: share(10_000 * (n5 + n4 + n3), all),
    quality: share(10_000 * (n5 + n4), all),
    level: share(100 * (100 * n5 + 64 * n4 + 36 * n3 + 16 * n2 + 7 * na), all),
    mean: marked === 0 ? null : share(100 * sum, marked),
  };
}
