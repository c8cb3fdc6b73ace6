import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, type Weighed, weigh, weightedMean } from '#lib/domain/averages.ts';
import { type FinalContext, finalKey, typedFinal } from '#lib/domain/finalKeys.ts';
import { effectiveKind, type MarkKind, PLAIN_KIND, pointDue } from '#lib/domain/markKind.ts';
import {
  type Basis,
  basisOf,
  type Candidate,
  meanOfMarks,
  needsGrounds,
  type PeriodMarkFacts,
  proposePeriodMarks,
  refusePeriodMark,
  roundMean,
} from '#lib/domain/periodMarks.ts';
import { minMarksFor, parseSettings, settingProblem } from '#lib/domain/settings.ts';

const DEMO = [465, 365, 265] as const;

describe('what a mark counts by', () => {
  const weightOf = (typeId: number) => (typeId === 2 ? 200 : 100);
  const kind = (change: Partial<MarkKind>): MarkKind => ({ ...PLAIN_KIND, ...change });
  it.each([
    ['as its work', {}, { typeId: 1, weight: null }, { typeId: 1, weight: 100, counted: true }],
    ['as its work’s own weight', {}, { typeId: 1, weight: 150 }, { typeId: 1, weight: 150, counted: true }],
    [
      'its own type, whatever the work weighs',
      { typeId: 2 },
      { typeId: 1, weight: 150 },
      { typeId: 2, weight: 200, counted: true },
    ],
    [
      'its own weight over all',
      { typeId: 2, weight: 50 },
      { typeId: 1, weight: 150 },
      { typeId: 2, weight: 50, counted: true },
    ],
    ['weight 0 is a weight', { weight: 0 }, { typeId: 2, weight: null }, { typeId: 2, weight: 0, counted: true }],
    ['not counted', { counted: false }, { typeId: 1, weight: null }, { typeId: 1, weight: 100, counted: false }],
  ])('%s', (_, own, work, expected) => expect(effectiveKind(kind(own), work, weightOf)).toEqual(expected));

  const mark = fc.record({
    value: fc.option(fc.integer({ min: 0, max: 5 })),
    weight: fc.integer({ min: 0, max: 1000 }),
    counted: fc.boolean(),
  });
  it('a mark that is not counted changes neither sum nor weight, wherever it stands', () =>
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        expect(weigh(marks)).toEqual(weigh(marks.filter((m) => m.counted)));
        expect(weightedMean(marks.map((m) => ({ ...m, counted: false })))).toBeNull();
      }),
    ));
  it('a mean of own weights lies between the least and the greatest mark that counts', () =>
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1 }), (marks: Weighed[]) => {
        const mean = weightedMean(marks);
        const values = marks.flatMap((m) => (m.counted !== false && m.value && m.weight > 0 ? [m.value] : []));
        if (values.length === 0) expect(mean).toBeNull();
        else {
          expect(mean).toBeGreaterThanOrEqual(100 * Math.min(...values));
          expect(mean).toBeLessThanOrEqual(100 * Math.max(...values));
        }
      }),
    ));
  it.each([
    [null, 7, '2026-12-09'],
    [null, 14, '2026-12-16'],
    ['2026-12-04', 7, '2026-12-04'],
  ])('a «точка» due %s by a rule of %i days is due %s', (dueOn, days, due) =>
    expect(pointDue({ dueOn }, '2026-12-02', days)).toBe(due),
  );
});

describe('what a period mark rests on', () => {
  const parts = { mean: 441, periods: ['4', '5', 'na', null], year: '4', exam: '5' };
  it.each([
    ['quarter', { mean: 441, preliminary: 4 }],
    ['half', { mean: 441, preliminary: 4 }],
    ['year', { mean: 450, preliminary: 5 }],
    ['final', { mean: 450, preliminary: 5 }],
    ['exam', { mean: null, preliminary: null }],
  ] as const)('%s', (kind, basis) => expect(basisOf(kind, parts, DEMO)).toEqual(basis));
  it('a final mark without an exam is the year’s', () =>
    expect(basisOf('final', { ...parts, exam: null }, DEMO)).toEqual({ mean: 400, preliminary: 4 }));
  it.each([
    [[3, 4], 350, 4],
    [[3, 3, 4], 333, 3],
    [[2, 3, 3, 4], 300, 3],
    [[5], 500, 5],
  ])('%o has the mean %i and rounds to %i', (marks, mean, rounded) => {
    expect(meanOfMarks(marks)).toBe(mean);
    expect(roundMean(mean)).toBe(rounded);
  });
});

describe('grounds', () => {
  const basis = (mean: number | null): Basis => ({ mean, preliminary: forecast(mean, DEMO) });
  it.each([
    // The rule gives 4 at 4,60, arithmetic 5: either is sound.
    ['4', 460, 'rounded', false],
    ['5', 460, 'rounded', false],
    ['3', 460, 'rounded', true],
    ['5', 441, 'rounded', true],
    ['5', 460, 'rule', true],
    ['4', 460, 'rule', false],
    ['2', 460, 'never', false],
    ['5', null, 'rounded', true],
    ['5', null, 'rule', true],
    ['na', 460, 'rule', false],
    ['exempt', null, 'rule', false],
    ['pass', null, 'rounded', false],
    [null, 460, 'rule', false],
  ] as const)('«%s» at %s by «%s»: %s', (value, mean, rule, needed) =>
    expect(needsGrounds('quarter', value, basis(mean), rule)).toBe(needed),
  );
  it('an exam speaks for itself', () =>
    expect(needsGrounds('exam', '2', { mean: null, preliminary: null }, 'rule')).toBe(false));
  it('the school’s own rule never needs words, whatever the mean', () =>
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 500 }), fc.constantFrom('rounded', 'rule', 'never'), (mean, rule) => {
        expect(needsGrounds('quarter', String(forecast(mean, DEMO)), basis(mean), rule)).toBe(false);
      }),
    ));
});

describe('refusePeriodMark', () => {
  const facts = (change: Partial<PeriodMarkFacts> = {}): PeriodMarkFacts => ({
    kind: 'quarter',
    closed: false,
    starts: '2026-11-02',
    today: '2026-12-02',
    member: true,
    grade: 5,
    graded: true,
    withOne: true,
    basis: { mean: 441, preliminary: 4 },
    rule: 'rounded',
    onRequest: false,
    ...change,
  });
  it.each([
    ['by the rule', {}, '4', null, null],
    ['a closed period', { closed: true }, '4', null, 'closed'],
    ['a period to come', { starts: '2027-01-11' }, '4', null, 'invalid'],
    ['a stranger', { member: false }, '4', null, 'not_found'],
    ['grade 1', { grade: 1 }, '4', null, 'invalid'],
    ['«осв» in grade 1', { grade: 1 }, 'exempt', null, null],
    ['a subject without marks', { graded: false }, '4', null, 'invalid'],
    ['«зач» in a subject without marks', { graded: false }, 'pass', null, null],
    ['«1» where it is none', { withOne: false }, '1', 'так', 'invalid'],
    ['without grounds', {}, '5', null, 'invalid'],
    ['with grounds', {}, '5', 'олимпиада', null],
    ['a deputy without a reason', { onRequest: true }, '4', null, 'invalid'],
    ['a deputy with a reason', { onRequest: true }, '4', 'по просьбе учителя', null],
    ['a deputy’s clearing without a reason', { onRequest: true }, null, null, 'invalid'],
    ['clearing', {}, null, null, null],
  ] as const)('%s', (_, change, value, grounds, code) =>
    expect(refusePeriodMark(facts(change), value, grounds)?.code ?? null).toBe(code),
  );
});

describe('«Выставить по среднему»', () => {
  const one = (studentId: number, mean: number | null, count: number | null, set: string | null = null): Candidate => ({
    ...{ studentId, count, set, basis: { mean, preliminary: forecast(mean, DEMO) } },
  });
  it('fills empty ones only, and says why the others are left out', () =>
    expect(
      proposePeriodMarks([one(1, 441, 8), one(2, 480, 3), one(3, null, 0), one(4, 441, 8, '5'), one(5, 220, null)], 7),
    ).toEqual([
      { studentId: 1, give: '4', why: null },
      { studentId: 2, give: null, why: 'few' },
      { studentId: 3, give: null, why: 'none' },
      { studentId: 4, give: null, why: 'set' },
      { studentId: 5, give: '2', why: null },
    ]));
  it('what it gives never needs grounds and never replaces a mark', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            mean: fc.option(fc.integer({ min: 100, max: 500 })),
            count: fc.integer({ min: 0, max: 20 }),
            set: fc.option(fc.constantFrom('5', 'na')),
          }),
        ),
        fc.integer({ min: 0, max: 10 }),
        (list, least) => {
          const candidates = list.map(({ mean, count, set }, i) => one(i, mean, count, set));
          for (const [i, { give }] of proposePeriodMarks(candidates, least).entries()) {
            const candidate = candidates[i];
            if (give === null || !candidate) continue;
            expect(candidate.set).toBeNull();
            expect(candidate.count).toBeGreaterThanOrEqual(least);
            expect(needsGrounds('quarter', give, candidate.basis, 'rule')).toBe(false);
          }
        },
      ),
    ));
  it.each([
    [50, 'quarter', 3],
    [100, 'quarter', 3],
    [150, 'quarter', 5],
    [300, 'quarter', 7],
    [500, 'quarter', 10],
    [800, 'quarter', 10],
    [300, 'half', 10],
  ])('%i hundredths of an hour for a %s: %i marks at least', (hours, kind, least) =>
    expect(minMarksFor(parseSettings(null), hours, kind)).toBe(least),
  );
});

describe('settings', () => {
  it.each([
    [[465, 365, 265], true],
    [[500, 400, 300], true],
    [[401, 301, 201], true],
    [[400, 365, 265], false],
    [[365, 465, 265], false],
    [[501, 365, 265], false],
    [[465, 365, 200], false],
  ] as const)('thresholds %o: %s', (value, good) =>
    expect(settingProblem({ field: 'thresholds', value: [...value] }) === null).toBe(good),
  );
  it('what an older version stored is read with the new defaults', () =>
    expect(parseSettings({ thresholds: [465, 365, 265], absenceWithMark: true })).toMatchObject({
      ...{ thresholds: [465, 365, 265], absenceWithMark: true, withOne: true, pointDays: 7, grounds: 'rounded' },
    }));
});

describe('keys in the columns of totals', () => {
  const press = (key: string, more: Partial<Parameters<typeof finalKey>[0]> = {}) => ({
    ...{ key, code: '', ctrl: false, shift: false, alt: false, repeat: false },
    ...more,
  });
  const context = (change: Partial<FinalContext> = {}): FinalContext => ({
    ...{ takes: true, locked: null, filled: false, typed: '', last: false },
    ...change,
  });
  it.each([
    ['5', {}, {}, { do: 'set', value: '5' }],
    ['2', {}, { typed: 'за' }, { do: 'refuse' }],
    ['6', {}, {}, { do: 'refuse' }],
    ['н', {}, {}, { do: 'type', typed: 'н' }],
    ['y', { code: 'KeyY' }, {}, { do: 'type', typed: 'н' }],
    ['а', {}, { typed: 'н' }, { do: 'type', typed: 'на' }],
    ['/', {}, { typed: 'н' }, { do: 'type', typed: 'н/' }],
    ['ж', {}, {}, { do: 'refuse' }],
    ['Enter', {}, { typed: 'на' }, { do: 'set', value: 'na' }],
    ['Enter', {}, { typed: 'н' }, { do: 'refuse' }],
    ['Enter', {}, {}, { do: 'open' }],
    ['Enter', { ctrl: true }, {}, { do: 'propose' }],
    [' ', {}, {}, { do: 'open' }],
    ['Backspace', {}, { typed: 'за' }, { do: 'type', typed: 'з' }],
    ['Delete', {}, { filled: true }, { do: 'clear' }],
    ['Delete', {}, {}, { do: 'nothing' }],
    ['Escape', {}, { typed: 'за' }, { do: 'type', typed: '' }],
    ['Escape', {}, {}, { do: 'leave' }],
    ['ArrowLeft', {}, {}, { do: 'move', rows: 0, cols: -1 }],
    ['5', {}, { locked: 'Период закрыт.' }, { do: 'refuse', hint: 'Период закрыт.' }],
    ['5', {}, { takes: false }, { do: 'nothing' }],
    ['5', { repeat: true }, {}, { do: 'nothing' }],
    ['Tab', {}, {}, { do: 'move', rows: 0, cols: 1 }],
    ['Tab', {}, { last: true }, { do: 'browser' }],
    ['Tab', { shift: true }, { last: true }, { do: 'move', rows: 0, cols: -1 }],
    // Paste, fill down and the like are for cells of lessons, where the cursor is not.
    ['v', { ctrl: true, code: 'KeyV' }, {}, { do: 'browser' }],
    ['d', { ctrl: true, code: 'KeyD' }, {}, { do: 'browser' }],
    ['F10', { shift: true }, {}, { do: 'browser' }],
    ['?', {}, {}, null],
    ['z', { ctrl: true, code: 'KeyZ' }, {}, null],
  ] as const)('«%s» %o %o', (key, more, change, expected) => {
    const action = finalKey(press(key, more), context(change));
    if (expected === null) expect(action).toBeNull();
    else expect(action).toMatchObject(expected);
  });
  it.each([
    ['о', 'exempt'],
    ['з', 'pass'],
    ['не', 'fail'],
    ['н/', 'na'],
    ['на', 'na'],
    ['незач', 'fail'],
    ['зачёт', 'pass'],
    ['н', null],
    ['', null],
    ['х', null],
  ])('«%s» means %s', (text, value) => expect(typedFinal(text)).toBe(value));
});
