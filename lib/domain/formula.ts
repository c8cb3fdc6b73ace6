import { formatMean, formatWeight, meanOf, type Weighed, weigh } from '#lib/domain/averages.ts';
import { isNumericMark } from '#lib/domain/cells.ts';

/** «Средневзвешенный балл» with its own numbers: Σ(m·w)/Σw written out, so that nobody has to believe it. */
export type Formula = {
  /** «4·1 + 4·1 + 5·2», or «4 + 4 + 5» when every weight is 1. */
  numerator: string;
  /** «1 + 1 + 2», or «3», the number of marks, when every weight is 1. */
  denominator: string;
  sum: string;
  weight: string;
  mean: string;
  /** The fraction has more than two places and the mean is rounded. */
  rounded: boolean;
};

/** Null when no mark counts. Marks that do not count (точка, weight 0, «не учитывать») are not written. */
export function formulaOf(marks: readonly Weighed[]): Formula | null {
  const total = weigh(marks);
  const mean = meanOf(total);
  if (mean === null) return null;
  // Asked one by one, so that the terms are exactly the marks that the mean counts.
  const terms = marks.filter((mark) => isNumericMark(mark.value) && weigh([mark]).weight > 0);
  const plain = terms.every((mark) => mark.weight === 100);
  return {
    numerator: terms.map((m) => (plain ? String(m.value) : `${m.value}·${formatWeight(m.weight)}`)).join(' + '),
    denominator: plain ? String(terms.length) : terms.map((m) => formatWeight(m.weight)).join(' + '),
    sum: formatWeight(total.sum),
    weight: formatWeight(total.weight),
    mean: formatMean(mean),
    rounded: mean * total.weight !== 100 * total.sum,
  };
}

/** The formula on one line: «(5·3 + 5·1 + 4·5) / (3 + 1 + 5) = 40 / 9 ≈ 4,44». */
export function formulaText(formula: Formula): string {
  const { numerator, denominator, sum, weight, mean, rounded } = formula;
  const top = numerator.includes('+') ? `(${numerator})` : numerator;
  const bottom = denominator.includes('+') ? `(${denominator})` : denominator;
  const fraction = `${top} / ${bottom}`;
  const short = `${sum} / ${weight}`;
  return `${fraction}${short === fraction ? '' : ` = ${short}`} ${rounded ? '≈' : '='} ${mean}`;
}
