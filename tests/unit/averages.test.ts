import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forecast,
  formatMean,
  formatMeanShort,
  formatWeight,
  parseWeight,
  pathTo,
  type Thresholds,
  weigh,
  weightedMean,
} from '#lib/domain/averages.ts';

const STRICT: Thresholds = [465, 365, 265];
const PLAIN: Thresholds = [450, 350, 250];
const of = (...pairs: [value: number | null, weight: number][]) =>
  pairs.map(([value, weight]) => ({ value, weight: weight * 100 }));

const anyMark = fc.record({ value: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 0, max: 1000 }) });
const someMarks = fc.array(anyMark, { maxLength: 60 });

describe('weighted mean', () => {
  it('gives 4,44 for 5 (w3), 5 (w1), 4 (w5)', () => {
    expect(weightedMean(of([5, 3], [5, 1], [4, 5]))).toBe(444);
  });
  it('counts neither «точка» nor a cleared mark', () => {
    expect(weightedMean(of([4, 1], [0, 2], [null, 1]))).toBe(400);
  });
  it('is absent without marks and with weights of zero only', () => {
    expect(weightedMean([])).toBeNull();
    expect(weightedMean(of([5, 0], [2, 0]))).toBeNull();
  });
  it('rounds the half up', () => {
    expect(
      weightedMean([
        { value: 5, weight: 89 },
        { value: 4, weight: 111 },
      ]),
    ).toBe(445);
  });
  it('lies between the least and the greatest mark and ignores the order', () => {
    fc.assert(
      fc.property(someMarks, (marks) => {
        const mean = weightedMean(marks);
        expect(weightedMean([...marks].reverse())).toBe(mean);
        const counted = marks.filter((m) => m.weight > 0).map((m) => m.value * 100);
        if (counted.length === 0) expect(mean).toBeNull();
        else {
          expect(mean).toBeGreaterThanOrEqual(Math.min(...counted));
          expect(mean).toBeLessThanOrEqual(Math.max(...counted));
        }
      }),
    );
  });
  it('equals the exact fraction to within half a hundredth', () => {
    fc.assert(
      fc.property(someMarks, (marks) => {
        const mean = weightedMean(marks);
        if (mean === null) return;
        const { sum, weight } = weigh(marks);
        const off = 2 * mean * weight - 200 * sum;
        expect(Math.abs(off)).toBeLessThanOrEqual(weight);
      }),
    );
  });
});

describe('forecast', () => {
  it.each([
    [465, STRICT, 5],
    [464, STRICT, 4],
    [365, STRICT, 4],
    [264, STRICT, 2],
    [450, PLAIN, 5],
    [449, PLAIN, 4],
    [250, PLAIN, 3],
    [null, PLAIN, null],
  ] as const)('of %s by %j is %s', (mean, thresholds, mark) => {
    expect(forecast(mean, thresholds)).toBe(mark);
  });
});

describe('path to a better mark', () => {
  const marks = of([4, 1], [4, 1], [3, 1]);
  it('needs 9 fives of weight 1 or 5 of weight 2 after 4, 4, 3', () => {
    expect(pathTo(5, marks, STRICT, 5, 100)).toBe(9);
    expect(pathTo(5, marks, STRICT, 5, 200)).toBe(5);
  });
  it('is impossible with marks that do not exceed the threshold or weigh nothing', () => {
    expect(pathTo(5, marks, STRICT, 4, 100)).toBeNull();
    expect(pathTo(5, marks, STRICT, 5, 0)).toBeNull();
  });
  it('is nothing when the forecast is there already, one mark when there is none yet', () => {
    expect(pathTo(5, of([5, 1]), STRICT, 5, 100)).toBe(0);
    expect(pathTo(5, [], STRICT, 5, 100)).toBe(1);
  });
  it('is the least number that reaches the threshold', () => {
    fc.assert(
      fc.property(
        someMarks,
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom(5 as const, 4 as const, 3 as const),
        (before, weight, target) => {
          const n = pathTo(target, before, STRICT, 5, weight);
          if (n === null) throw new Error('a five exceeds every threshold');
          const reached = (count: number) => {
            const more = Array.from({ length: count }, () => ({ value: 5, weight }));
            return (forecast(weightedMean([...before, ...more]), STRICT) ?? 0) >= target;
          };
          expect(reached(n)).toBe(true);
          if (n > 0) expect(reached(n - 1)).toBe(false);
        },
      ),
    );
  });
});

describe('writing', () => {
  it('uses the decimal comma', () => {
    expect([formatMean(467), formatMean(400), formatMean(405)]).toEqual(['4,67', '4,00', '4,05']);
    expect([formatMeanShort(409), formatMeanShort(415), formatMeanShort(496)]).toEqual(['4,1', '4,2', '5,0']);
    expect([formatWeight(200), formatWeight(50), formatWeight(125), formatWeight(0)]).toEqual([
      '2',
      '0,5',
      '1,25',
      '0',
    ]);
  });
  it('reads a weight back, and nothing that is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (weight) => {
        expect(parseWeight(formatWeight(weight))).toBe(weight);
      }),
    );
    for (const bad of ['', '-1', '1,234', 'два', '1,']) expect(parseWeight(bad)).toBeNull();
    expect(parseWeight(' 0.5 ')).toBe(50);
  });
});
