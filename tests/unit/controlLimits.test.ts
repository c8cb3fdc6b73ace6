import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  CONTROL_RULES,
  type ControlFacts,
  type ControlModes,
  controlBreaches,
  forbidden,
  isCore,
  type PlacedControl,
} from '#lib/domain/controlLimits.ts';
import { addDays } from '#lib/domain/time.ts';

/** The limits of control works, by tables and properties. */

const WARN: ControlModes = { perDay: 'warn', gap: 'warn', share: 'warn', edge: 'warn', quarter: 'warn' };
const QUARTER = { label: 'II четверть', starts: '2026-11-02', ends: '2026-12-30', half: false };
const FACTS: ControlFacts = { className: '8Б', hours: 300, period: QUARTER, edges: { first: 1, last: 7 } };
let at = 0;
const work = (change: Partial<PlacedControl> = {}): PlacedControl => {
  at += 1;
  return {
    ...{ key: `w${at}`, classId: 1, groupId: 10, part: false, subjectId: 1, subject: 'Физика', who: 'Гусева М. А.' },
    ...{ date: '2026-12-11', number: 3, minutes: 45, level: 'school' as const },
    ...change,
  };
};
const other = (change: Partial<PlacedControl> = {}) =>
  work({ groupId: 20, subjectId: 2, subject: 'Алгебра', who: 'Орлова Е. В.', ...change });
const rules = (own: PlacedControl, others: PlacedControl[], facts = FACTS, modes = WARN) =>
  controlBreaches(own, others, facts, modes).map((breach) => breach.rule);

describe('one a day for a class', () => {
  it('names who is in the way', () => {
    const [breach] = controlBreaches(work(), [other()], FACTS, WARN);
    expect(breach?.words).toBe('11.12 у 8Б больше одной контрольной в день: Алгебра, Орлова Е. В.');
    expect(breach?.mode).toBe('warn');
  });
  test.each([
    ['another class', other({ classId: 2 }), []],
    ['another day', other({ date: '2026-12-14' }), []],
    ['the class’s other subject', other(), ['perDay']],
    ['a subgroup’s other subject', other({ part: true }), ['perDay']],
  ] as const)('%s', (_, there, broken) => expect(rules(work(), [there])).toEqual(broken));
  it('both subgroups of a subject write on one day', () => {
    const first = work({ part: true, groupId: 11 });
    expect(rules(first, [work({ part: true, groupId: 12 })])).toEqual([]);
    expect(rules(first, [work({ part: false, groupId: 10 })])).toContain('perDay');
  });
});

describe('once in two and a half weeks', () => {
  test.each([
    [17, true],
    [18, false],
    [-17, true],
    [-18, false],
    [1, true],
  ])('%i days off', (days, broken) => {
    const there = work({ date: addDays('2026-12-11', days), subject: 'Алгебра' });
    const own = work({ subject: 'Алгебра' });
    expect(rules(own, [there]).includes('gap')).toBe(broken);
  });
});

describe('ten per cent of the subject’s hours', () => {
  /** One hour a week is 34 hours a year: three works fit, a fourth does not. */
  const year = (count: number, change: Partial<PlacedControl> = {}) =>
    Array.from({ length: count }, (_, n) => work({ date: addDays('2026-09-01', n * 20), ...change }));
  const facts = { ...FACTS, hours: 100, period: null };
  test.each([
    [2, false],
    [3, true],
  ])('%i works stand already', (count, broken) =>
    expect(rules(work({ date: '2027-03-01' }), year(count), facts).includes('share')).toBe(broken),
  );
  it('a work of ninety minutes takes two hours', () =>
    expect(rules(work({ date: '2027-03-01', minutes: 90 }), year(2), facts)).toContain('share'));
  it('ВПР is not counted, neither among others nor itself', () => {
    expect(rules(work({ date: '2027-03-01' }), year(3, { level: 'federal' }), facts)).not.toContain('share');
    expect(rules(work({ date: '2027-03-01', level: 'federal' }), year(3), facts)).not.toContain('share');
  });
});

describe('not in the first and the last lesson', () => {
  test.each([
    [1, 300, true],
    [7, 300, true],
    [4, 300, false],
    [1, 100, false],
    [7, 50, false],
  ])('lesson %i of a subject of %i hundredths', (number, hours, broken) =>
    expect(rules(work({ number }), [], { ...FACTS, hours }).includes('edge')).toBe(broken),
  );
  it('says nothing of a day it does not know', () =>
    expect(rules(work({ number: 1 }), [], { ...FACTS, edges: null })).toEqual([]));
});

describe('the limit of a quarter', () => {
  const [before, apart] = ['2026-11-03', '2026-11-22'];
  test.each([
    ['Физика', [before], false, true],
    ['Физика', [], false, false],
    ['Алгебра', [before], false, false],
    ['Русский язык', [before, apart], false, true],
    ['Физика', [before], true, false],
    ['Физика', [before, apart], true, true],
    ['Геометрия', ['2026-09-10', '2026-10-01'], false, false],
  ] as const)('%s after %j, half-year %s', (subject, dates, half, broken) => {
    const there = dates.map((date) => work({ date, subject }));
    const facts = { ...FACTS, period: { ...QUARTER, half } };
    expect(rules(work({ subject }), there, facts).includes('quarter')).toBe(broken);
  });
  it('mathematics and Russian are told by their names', () => {
    for (const name of ['Математика', 'Алгебра', 'Геометрия', 'Вероятность и статистика', 'Русский язык'])
      expect(isCore(name), name).toBe(true);
    for (const name of ['Литература', 'Физика', 'Английский язык']) expect(isCore(name), name).toBe(false);
  });
});

describe('what the school has decided', () => {
  it('a rule that is off is silent, one that forbids is told first', () => {
    const modes: ControlModes = { ...WARN, gap: 'off', edge: 'forbid' };
    const own = work({ number: 7 });
    const there = [other(), work({ date: '2026-12-09' })];
    const found = controlBreaches(own, there, FACTS, modes);
    expect(found.map((breach) => breach.rule)).toEqual(['edge', 'perDay', 'quarter']);
    expect(forbidden(found)?.rule).toBe('edge');
    expect(forbidden(controlBreaches(own, there, FACTS, WARN))).toBeNull();
  });
});

describe('whatever stands in the calendar', () => {
  const placed = fc.record({
    key: fc.uuid(),
    classId: fc.integer({ min: 1, max: 2 }),
    groupId: fc.integer({ min: 1, max: 6 }),
    part: fc.boolean(),
    subjectId: fc.integer({ min: 1, max: 3 }),
    subject: fc.constantFrom('Физика', 'Алгебра'),
    date: fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-11-02', days)),
    number: fc.option(fc.integer({ min: 1, max: 7 })),
    minutes: fc.integer({ min: 30, max: 180 }),
    level: fc.constantFrom('school' as const, 'region' as const, 'federal' as const),
    who: fc.constant('Орлова Е. В.'),
  });
  it('a work stands in nobody’s way but its own class’s, and never in its own', () =>
    fc.assert(
      fc.property(placed, fc.array(placed, { maxLength: 12 }), (own, others) => {
        for (const breach of controlBreaches(own, [own, ...others], FACTS, WARN)) {
          expect(breach.keys).not.toContain(own.key);
          for (const key of breach.keys) expect(others.find((o) => o.key === key)?.classId).toBe(own.classId);
        }
      }),
    ));
  it('one work more never breaks fewer rules', () =>
    fc.assert(
      fc.property(placed, fc.array(placed, { maxLength: 10 }), placed, (own, others, more) => {
        const before = rules(own, others);
        const after = rules(own, [...others, more]);
        for (const rule of before) expect(after).toContain(rule);
      }),
    ));
  it('of two works of one day each is in the other’s way', () =>
    fc.assert(
      fc.property(placed, placed, (a, b) => {
        const there = { ...b, classId: a.classId, date: a.date };
        expect(rules(a, [there]).includes('perDay')).toBe(rules(there, [a]).includes('perDay'));
      }),
    ));
  it('with all rules off nothing is said', () =>
    fc.assert(
      fc.property(placed, fc.array(placed), (own, others) => {
        const off = Object.fromEntries(CONTROL_RULES.map((rule) => [rule, 'off'])) as ControlModes;
        expect(controlBreaches(own, others, FACTS, off)).toEqual([]);
      }),
    ));
});
