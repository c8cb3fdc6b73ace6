import { isNumericMark } from '#lib/domain/cells.ts';

/** Weighted means, forecasts and paths to a better mark. Integers throughout (weights, means and thresholds in
 *  hundredths): in floats 4.65·3 is 13.950000000000001, and one more five would be asked for than is needed. */

/** A mark as the mean sees it. «Точка» (0) and a cleared mark (null) do not count, nor does one with `counted` false. */
export type Weighed = { value: number | null; weight: number; counted?: boolean };
/** From which mean the period mark is 5, 4, 3: hundredths, descending. */
export type Thresholds = readonly [five: number, four: number, three: number];

/** Σ value·weight and Σ weight of the marks that count; both are in hundredths of a weight. */
export function weigh(marks: Iterable<Weighed>): { sum: number; weight: number } {
  let sum = 0;
  let weight = 0;
  for (const mark of marks) {
    if (!isNumericMark(mark.value) || mark.counted === false) continue;
    sum += mark.value * mark.weight;
    weight += mark.weight;
  }
  return { sum, weight };
}

/** The half rounds up, as in school: 4,445 is 4,45. */
const divideRounded = (dividend: number, divisor: number): number =>
  Math.floor((2 * dividend + divisor) / (2 * divisor));

/** The mean of sums added up elsewhere, as {@link weigh} gives them. */
export const meanOf = ({ sum, weight }: { sum: number; weight: number }): number | null =>
  weight === 0 ? null : divideRounded(100 * sum, weight);

/** «Средневзвешенный балл» Σ(m·w)/Σw in hundredths: 441 is 4,41. Null without marks or with weights of zero only. */
export const weightedMean = (marks: Iterable<Weighed>): number | null => meanOf(weigh(marks));

/** «Прогноз»: the period mark that the school's thresholds give for a mean in hundredths. It compares the mean as shown,
 *  so that a person never reads «4,65» next to a forecast that denies it. */
export function forecast(mean: number | null, thresholds: Thresholds): 5 | 4 | 3 | 2 | null {
  if (mean === null) return null;
  const [five, four, three] = thresholds;
  if (mean >= five) return 5;
  if (mean >= four) return 4;
  return mean >= three ? 3 : 2;
}

/** «Что нужно для „5“»: how many marks `value` of weight `weight` lift the mean to the target's threshold,
 *  n = ceil((T·W − S) / (w·(v − T))). The mean is compared as it is shown and forecast, so T lies half a hundredth below
 *  the threshold: 4,645 is «4,65». 0 when it is there already; null when no number of them can. */
export function pathTo(
  target: 5 | 4 | 3,
  marks: Iterable<Weighed>,
  thresholds: Thresholds,
  value: number,
  weight: number,
): number | null {
  const threshold = thresholds[5 - target];
  if (threshold === undefined) return null;
  const now = weigh(marks);
  // In halves of a hundredth.
  const least = 2 * threshold - 1;
  const missing = least * now.weight - 200 * now.sum;
  if (now.weight > 0 && missing <= 0) return 0;
  const gain = weight * (200 * value - least);
  if (gain <= 0) return null;
  return Math.max(1, Math.ceil(missing / gain));
}

const withComma = (hundredths: number, places: 1 | 2): string => {
  const scaled = places === 2 ? hundredths : divideRounded(hundredths, 10);
  const base = places === 2 ? 100 : 10;
  return `${Math.trunc(scaled / base)},${String(scaled % base).padStart(places, '0')}`;
};
/** «4,67». */
export const formatMean = (hundredths: number): string => withComma(hundredths, 2);
/** «4,7», for the foot of a column. */
export const formatMeanShort = (hundredths: number): string => withComma(hundredths, 1);
/** A weight as short as it goes: «2», «0,5», «1,25». */
export const formatWeight = (hundredths: number): string =>
  hundredths % 100 === 0 ? String(hundredths / 100) : formatMean(hundredths).replace(/0$/, '');

/** Reads «2», «0,5», «0.5» into hundredths; null when it is no number with at most two places. */
export function parseWeight(text: string): number | null {
  const match = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
