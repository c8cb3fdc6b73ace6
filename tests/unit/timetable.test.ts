import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approvalState, approvalsDue, orderProblem } from '#lib/domain/approvals.ts';
import { type BellRule, bellProblems, bellSetOn, minutesOf, ruleProblem, timeOf } from '#lib/domain/bells.ts';
import { addDays, mondayOf } from '#lib/domain/time.ts';
import {
  allConflicts,
  conflictsOf,
  hoursOf,
  type Slot,
  slotsOn,
  type Week,
  weekParity,
  weekPlaceText,
} from '#lib/domain/timetable.ts';

const day = fc.integer({ min: 0, max: 270 }).map((n) => addDays('2026-09-01', n));

describe('parity of the study week', () => {
  test.each([
    ['2026-09-01', '2026-09-01', 1],
    ['2026-09-06', '2026-09-01', 1],
    ['2026-09-07', '2026-09-01', 2],
    ['2026-12-02', '2026-09-01', 2],
    // 1 September 2029 is a Saturday: the first study week begins on Monday.
    ['2029-09-03', '2029-09-01', 1],
    ['2029-09-01', '2029-09-01', 2],
  ] as const)('%s in the year that begins on %s', (date, start, parity) =>
    expect(weekParity(date, start)).toBe(parity),
  );

  test('is one within a week and changes with the next', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(weekParity(date, '2026-09-01')).toBe(weekParity(mondayOf(date), '2026-09-01'));
        expect(weekParity(addDays(date, 7), '2026-09-01')).not.toBe(weekParity(date, '2026-09-01'));
      }),
    );
  });
});

const slot = (over: Partial<Slot> = {}): Slot => ({
  ...{ id: 1, groupId: 1, weekday: 1, number: 1, parity: 0, room: '', teacherId: null },
  ...over,
});

test('places of a day: its weekday, its parity, while they hold', () => {
  const held = { starts: '2026-09-01', ends: '2027-05-26' };
  const slots = [
    { ...slot({ id: 1, weekday: 3 }), ...held },
    { ...slot({ id: 2, weekday: 3, parity: 1 }), ...held },
    { ...slot({ id: 3, weekday: 3, parity: 2 }), ...held },
    { ...slot({ id: 4, weekday: 4 }), ...held },
    { ...slot({ id: 5, weekday: 3 }), starts: '2026-12-03', ends: '2027-05-26' },
  ];
  expect(slotsOn(slots, '2026-12-02', '2026-09-01').map((s) => s.id)).toEqual([1, 3]);
  expect(slotsOn(slots, '2026-12-09', '2026-09-01').map((s) => s.id)).toEqual([1, 2, 5]);
});

test('2,5 hours are two places of each week and one of every other', () =>
  expect(hoursOf([{ parity: 0 }, { parity: 0 }, { parity: 2 }])).toBe(250));
test('a place in words', () => {
  expect(weekPlaceText(slot({ weekday: 3, number: 2, parity: 1 }))).toBe('Ср, 2 урок, нечётные недели');
  expect(weekPlaceText({ ...slot(), gone: true })).toBe('убрано');
});

describe('conflicts', () => {
  /** Groups 1, 2 are one class's (1) and share students; 3, 4 are its subgroups apart; 5 is another class's (2), whose bells ring
   *  half an hour later. */
  const groups = new Map(
    [1, 2, 3, 4, 5].map((id) => [id, { id, classId: id === 5 ? 2 : 1, teacherId: id === 5 ? 1 : id }]),
  );
  const weekOf = (slots: Slot[]): Week => ({
    slots,
    groupOf: (id) => groups.get(id),
    times: (classId, _, number) => {
      const starts = 510 + (number - 1) * 55 + (classId === 2 ? 30 : 0);
      return { starts, ends: starts + 45 };
    },
    meet: (a, b) => a === b || (a !== 5 && b !== 5 && !(Math.min(a, b) === 3 && Math.max(a, b) === 4)),
  });
  const kinds = (a: Slot, b: Slot) =>
    conflictsOf(weekOf([b]), a)
      .map((c) => c.kind)
      .sort();
  test.each([
    ['one class at once', {}, { id: 2, groupId: 2 }, ['students']],
    ['its subgroups side by side', { groupId: 3 }, { id: 2, groupId: 4 }, []],
    ['the same group twice', {}, { id: 2 }, ['students', 'teacher']],
    ['odd and even weeks', { parity: 1 }, { id: 2, groupId: 2, parity: 2 }, []],
    ['a teacher in two classes whose times overlap', {}, { id: 2, groupId: 5 }, ['teacher']],
    ['the same number at other times', { number: 2 }, { id: 2, groupId: 5, number: 1 }, ['teacher']],
    ['an hour apart', { number: 3 }, { id: 2, groupId: 5, number: 1 }, []],
    ['another teacher named by the place', { teacherId: 9 }, { id: 2, groupId: 5 }, []],
    ['a room', { groupId: 3, room: '12' }, { id: 2, groupId: 4, room: '12' }, ['room']],
    ['no room said', { groupId: 3 }, { id: 2, groupId: 4 }, []],
    ['another day', {}, { id: 2, groupId: 2, weekday: 2 }, []],
  ] as const)('%s', (_, a, b, expected) => expect(kinds(slot(a), slot(b))).toEqual(expected));

  const anySlot = fc.record({
    groupId: fc.integer({ min: 1, max: 5 }),
    weekday: fc.integer({ min: 1, max: 3 }),
    number: fc.integer({ min: 1, max: 4 }),
    parity: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
    room: fc.constantFrom('', '1', '2'),
    teacherId: fc.constantFrom(null, 1, 7),
  });
  test('stand both ways, and a whole week tells each pair once', () => {
    fc.assert(
      fc.property(fc.array(anySlot, { maxLength: 20 }), (found) => {
        const slots = found.map((s, id): Slot => ({ ...s, id }));
        const week = weekOf(slots);
        const pairs = (a: number, b: number, kind: string) => `${Math.min(a, b)}:${Math.max(a, b)}:${kind}`;
        const one = slots.flatMap((s) => conflictsOf(week, s).map((c) => pairs(s.id, c.with.id, c.kind)));
        const all = allConflicts(week).map((c) => pairs(c.a.id, c.b.id, c.kind));
        expect(new Set(all).size).toBe(all.length);
        expect(one.sort()).toEqual([...all, ...all].sort());
      }),
    );
  });
});

describe('bells', () => {
  const cls = { id: 7, grade: 1, bellSetId: 1 };
  const rule = (id: number, over: Partial<BellRule>): BellRule => ({
    ...{ id, bellSetId: id * 10, classId: null, grade: null, weekday: null, date: null, starts: null, ends: null },
    ...over,
  });
  test.each([
    ['without a rule the class’s own', [], 1],
    ['the school’s', [rule(2, {})], 20],
    ['the grade’s is nearer than the school’s Monday', [rule(2, { weekday: 1 }), rule(3, { grade: 1 })], 30],
    ['the class’s is nearer still', [rule(4, { classId: 7 }), rule(3, { grade: 1, weekday: 1 })], 40],
    ['a weekday of the grade before its every day', [rule(3, { grade: 1 }), rule(2, { grade: 1, weekday: 1 })], 20],
    ['a date beats everything', [rule(4, { classId: 7 }), rule(5, { date: '2026-12-07' })], 50],
    ['another grade’s says nothing', [rule(3, { grade: 2 })], 1],
    ['over, not begun', [rule(2, { ends: '2026-12-06' }), rule(3, { starts: '2026-12-08' })], 1],
    ['of two the one that began later', [rule(3, { starts: '2026-09-01' }), rule(2, { starts: '2026-11-01' })], 20],
  ] as const)('%s', (_, rules, set) => expect(bellSetOn(rules, cls, '2026-12-07')).toBe(set));

  const bell = (number: number, starts: string, ends: string) => ({
    ...{ number, starts: minutesOf(starts) ?? -1, ends: minutesOf(ends) ?? -1 },
  });
  test.each([
    [[bell(1, '08:30', '09:15'), bell(2, '09:25', '10:10')], []],
    [[bell(1, '07:50', '08:35')], ['1 урок начинается раньше 8:00.']],
    [[bell(1, '08:30', '09:20')], ['1 урок длиннее 45 минут.']],
    [[bell(1, '08:30', '09:15'), bell(2, '09:20', '10:05')], ['Перемена перед 2 уроком короче 10 минут.']],
    [[bell(1, '08:30', '09:15'), bell(2, '09:10', '09:55')], ['2 урок начинается до конца 1-го.']],
    [[bell(1, '18:20', '19:05')], ['1 урок кончается позже 19:00.']],
    [[bell(1, '09:00', '08:00')], ['1 урок кончается раньше, чем начинается.']],
  ] as const)('are looked through %#', (bells, texts) => expect(bellProblems(bells).map((p) => p.text)).toEqual(texts));
  test('times are read and written alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        expect(minutesOf(timeOf(minutes))).toBe(minutes);
      }),
    );
    expect(minutesOf('24:00')).toBeNull();
    expect(minutesOf('8.30')).toBeNull();
  });
  test.each([
    [{ classId: 1, grade: 1 }, /класс или параллель/],
    [{ date: '2026-12-08', weekday: 2 }, /дату или день недели/],
    [{ date: '2026-12-01' }, /уже прошёл/],
    [{ date: '2026-12-08', starts: '2026-12-01' }, /нет срока/],
    [{ starts: '2026-12-08', ends: '2026-12-01' }, /раньше/],
  ])('a rule that cannot be %#', (over, text) => expect(ruleProblem(rule(1, over), '2026-12-02')).toMatch(text));
});

describe('approvals until 31 August', () => {
  const due = approvalsDue('2026-09-01');
  test.each([
    [null, '2026-08-31', 'waiting'],
    [null, '2026-09-01', 'overdue'],
    [{ print: 'a' }, '2026-12-02', 'approved'],
    [{ print: 'b' }, '2026-12-02', 'changed'],
  ] as const)('%j on %s', (last, today, state) => expect(approvalState(last, 'a', due, today)).toBe(state));
  test('an order has a number and a day that has come', () => {
    expect(orderProblem({ orderNo: ' ', orderOn: '2026-08-28' }, '2026-12-02')).toMatch(/номер/);
    expect(orderProblem({ orderNo: '112', orderOn: '2026-12-03' }, '2026-12-02')).toMatch(/не наступила/);
    expect(orderProblem({ orderNo: '112', orderOn: '2026-12-02' }, '2026-12-02')).toBeNull();
  });
});
