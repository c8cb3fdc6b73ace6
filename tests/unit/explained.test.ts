import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, formatMean, pathTo, type Thresholds, type Weighed, weightedMean } from '#lib/domain/averages.ts';
import { finalText, finalWords, periodShort } from '#lib/domain/finals.ts';
import { formulaOf, formulaText } from '#lib/domain/formula.ts';
import { obstacle, pathsTo, pathWords, plannedKinds, targetsFrom, whatIf } from '#lib/domain/paths.ts';
import { addDays } from '#lib/domain/time.ts';
import { TREND_DAYS, TREND_STEP, trendOf, trendSentence } from '#lib/domain/trend.ts';

const STRICT: Thresholds = [465, 365, 265];
const of = (...pairs: [value: number | null, weight: number][]): Weighed[] =>
  pairs.map(([value, weight]) => ({ value, weight: weight * 100 }));
const anyMark = fc.record({ value: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 0, max: 1000 }) });
const someMarks = fc.array(anyMark, { maxLength: 40 });

describe('the formula written out', () => {
  it.each([
    ['5 (w3), 5 (w1), 4 (w5)', of([5, 3], [5, 1], [4, 5]), '(5·3 + 5·1 + 4·5) / (3 + 1 + 5) = 40 / 9 ≈ 4,44'],
    ['4, 4, 3', of([4, 1], [4, 1], [3, 1]), '(4 + 4 + 3) / 3 = 11 / 3 ≈ 3,67'],
    ['4, 5', of([4, 1], [5, 1]), '(4 + 5) / 2 = 9 / 2 = 4,50'],
    ['one five', of([5, 1]), '5 / 1 = 5,00'],
    ['one control work', of([4, 2]), '4·2 / 2 = 8 / 2 = 4,00'],
    ['a notebook', of([4, 1], [5, 0.5]), '(4·1 + 5·0,5) / (1 + 0,5) = 6,5 / 1,5 ≈ 4,33'],
    ['точка and a cleared mark', of([4, 1], [0, 1], [null, 2]), '4 / 1 = 4,00'],
    ['a mark of no weight', of([4, 1], [2, 0]), '4 / 1 = 4,00'],
  ])('%s', (_, marks, text) => {
    const formula = formulaOf(marks);
    expect(formula && formulaText(formula)).toBe(text);
  });
  it('is absent where no mark counts', () => {
    expect([formulaOf([]), formulaOf(of([0, 1])), formulaOf(of([5, 0]))]).toEqual([null, null, null]);
  });
  it('is true: read and computed anew, it gives the mean that is shown', () => {
    const hundredths = (text: string) => Math.round(Number(text.replace(',', '.')) * 100);
    fc.assert(
      fc.property(someMarks, (marks) => {
        const formula = formulaOf(marks);
        const mean = weightedMean(marks);
        expect(formula === null).toBe(mean === null);
        if (!formula || mean === null) return;
        const terms = formula.numerator.split(' + ').map((term) => term.split('·'));
        const top = terms.reduce((sum, [value = '', weight = '1']) => sum + Number(value) * hundredths(weight), 0);
        const weights = formula.numerator.includes('·') ? formula.denominator.split(' + ') : [formula.denominator];
        const bottom = weights.reduce((sum, weight) => sum + hundredths(weight), 0);
        expect([top, bottom]).toEqual([hundredths(formula.sum), hundredths(formula.weight)]);
        expect(formula.mean).toBe(formatMean(mean));
        expect(formula.rounded).toBe(mean * bottom !== 100 * top);
      }),
    );
  });
});

describe('the trend', () => {
  const TODAY = '2026-12-02';
  const on = (value: number, daysAgo: number, weight = 100) => ({ value, weight, date: addDays(TODAY, -daysAgo) });
  it.each([
    ['no marks', [], null],
    ['recent ones only', [on(5, 1), on(4, 13)], null],
    ['old ones only', [on(5, 14), on(4, 20)], 'stable'],
    ['a better mark since', [on(4, 14), on(5, 13)], 'up'],
    ['a worse mark since', [on(5, 20), on(3, 0)], 'down'],
    ['the same mark since', [on(4, 20), on(4, 2)], 'stable'],
    ['a point since', [on(4, 20), on(0, 2)], 'stable'],
    ['a mark of little weight since', [on(4, 20, 1000), on(5, 2, 50)], 'up'],
    ['a mark of no weight since', [on(4, 20), on(5, 2, 0)], 'stable'],
    ['a mark of tomorrow', [on(4, 20), on(5, -1)], 'stable'],
  ] as const)('%s', (_, marks, direction) => {
    expect(trendOf(marks, TODAY)?.direction ?? null).toBe(direction);
  });
  it('says where it comes from', () => {
    const trend = trendOf([on(4, 20), on(5, 2)], TODAY);
    expect(trend && trendSentence(trend)).toBe('растёт: две недели назад 4,00');
  });
  it('does not depend on the order, and moves by at least the step when it moves', () => {
    const dated = fc.record({
      value: fc.integer({ min: 0, max: 5 }),
      weight: fc.constantFrom(50, 100, 200),
      date: fc.integer({ min: 0, max: 60 }).map((ago) => addDays(TODAY, -ago)),
    });
    fc.assert(
      fc.property(fc.array(dated, { maxLength: 30 }), (marks) => {
        const trend = trendOf(marks, TODAY);
        expect(trendOf([...marks].reverse(), TODAY)).toEqual(trend);
        if (!trend) return;
        const moved = trend.now - trend.before;
        expect(trend.direction).toBe(Math.abs(moved) < TREND_STEP ? 'stable' : moved > 0 ? 'up' : 'down');
        const older = marks.filter((mark) => mark.date <= addDays(TODAY, -TREND_DAYS));
        expect(trendOf(older, TODAY)?.direction).toBe('stable');
      }),
    );
  });
});

describe('paths to a better mark', () => {
  const types = [
    { weight: 100, control: false },
    { weight: 200, control: true },
    { weight: 50, control: false },
  ];
  const marks = of([4, 1], [4, 1], [3, 1]);
  it('after 4, 4, 3 are 9 fives of weight 1 or 5 fives of weight 2', () => {
    const paths = pathsTo(5, marks, STRICT, plannedKinds(types));
    expect(paths.map((path) => [pathWords(path), path.count])).toEqual([
      ['только «5», вес 1', 9],
      ['только «5» за контрольные, вес 2', 5],
    ]);
  });
  it('to a «4» may be walked with fours too', () => {
    const paths = pathsTo(4, of([3, 1], [4, 1]), STRICT, plannedKinds(types));
    expect(paths.map((path) => [path.value, path.kind.weight, path.count])).toEqual([
      [5, 100, 1],
      [5, 200, 1],
      [4, 100, 1],
      [4, 200, 1],
    ]);
  });
  it('are of one kind where control works weigh like the others', () => {
    expect(plannedKinds([{ weight: 100, control: true }])).toEqual([{ weight: 100, control: false }]);
    expect(plannedKinds([])).toEqual([{ weight: 100, control: false }]);
  });
  it.each([
    [null, [5]],
    [5, []],
    [4, [5]],
    [3, [4, 5]],
    [2, [3, 4, 5]],
  ] as const)('with a forecast of %s lead to %j', (mark, targets) => {
    expect(targetsFrom(mark)).toEqual(targets);
  });
  it('that no mark can walk are said to be impossible, long ones to need more lessons than there are', () => {
    const [never] = pathsTo(5, of([4, 1]), STRICT, [{ weight: 0, control: false }]);
    expect(never && [never.count, obstacle(never, 40)]).toEqual([null, 'так не получится']);
    const [long] = pathsTo(5, marks, STRICT, [{ weight: 100, control: false }]);
    expect(long && [obstacle(long, 8), obstacle(long, 9)]).toEqual(['уроков не хватит', null]);
  });
  it('walked in the imagination, reach the target exactly when they say so', () => {
    fc.assert(
      fc.property(someMarks, fc.constantFrom(5 as const, 4 as const, 3 as const), (before, target) => {
        for (const { value, kind, count } of pathsTo(target, before, STRICT, plannedKinds(types))) {
          if (count === null) throw new Error('every target of this school can be reached');
          const walked = Array.from({ length: count }, () => ({ value, weight: kind.weight }));
          expect(whatIf(before, walked, STRICT).forecast).toBeGreaterThanOrEqual(count === 0 ? 0 : target);
          expect(count).toBe(pathTo(target, before, STRICT, value, kind.weight));
        }
      }),
    );
  });
});

describe('what if', () => {
  it('leaves the real marks as they are', () => {
    fc.assert(
      fc.property(someMarks, someMarks, (marks, imagined) => {
        const before = JSON.stringify(marks);
        const then = whatIf(marks, imagined, STRICT);
        expect(JSON.stringify(marks)).toBe(before);
        expect(then.mean).toBe(weightedMean([...marks, ...imagined]));
        expect(then.forecast).toBe(forecast(then.mean, STRICT));
        expect(whatIf(marks, [], STRICT).mean).toBe(weightedMean(marks));
      }),
    );
  });
});

describe('period marks in words', () => {
  it.each([
    ['5', '5', '5'],
    ['na', 'н/а', 'не аттестован(а)'],
    ['exempt', 'осв', 'освобождён(а)'],
    ['pass', 'зач', 'зачёт'],
    ['fail', 'незач', 'незачёт'],
  ])('%s', (value, text, words) => {
    expect([finalText(value), finalWords(value)]).toEqual([text, words]);
  });
  it('shortens the names of periods', () => {
    expect(['I четверть', 'II полугодие', 'III триместр', 'Год'].map(periodShort)).toEqual([
      'I ч.',
      'II п/г',
      'III тр.',
      'Год',
    ]);
  });
});
