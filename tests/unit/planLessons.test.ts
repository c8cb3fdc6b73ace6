import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignLesson, assign, type Draft, hoursLeft, hoursPassed } from '#lib/domain/plans/assign.ts';
import { draftWords, type LessonDraft, type LessonPass, offerOf } from '#lib/domain/plans/drafts.ts';
import { dueFrom, lagOn, type PaceLesson, paceOf, paceWords, shortWords } from '#lib/domain/plans/pace.ts';
import { refusePass } from '#lib/domain/plans/pass.ts';

const lesson = (id: number, more: Partial<PaceLesson> = {}): PaceLesson => {
  const date = `2026-12-${String(id).padStart(2, '0')}`;
  const plain = { id, date, planOn: date, number: 1, cancelled: false, filled: false, homework: false };
  return { ...plain, said: null, passed: [], ...more };
};
const passed = (...rows: string[]): Partial<PaceLesson> => ({
  filled: true,
  homework: true,
  said: 'rows',
  passed: rows.map((row) => ({ row, hours: 1 })),
});
const ROWS = [
  { id: 'a', hours: 1 },
  { id: 'b', hours: 2 },
  { id: 'c', hours: 1 },
];
const draftsOf = (lessons: readonly AssignLesson[]) =>
  Object.fromEntries(
    [...assign(ROWS, lessons)].map(([id, hours]) => [id, hours.map(({ row, hour }) => `${row}${hour}`)]),
  );

const anyLesson = fc
  .record({
    cancelled: fc.boolean(),
    filled: fc.boolean(),
    homework: fc.boolean(),
    said: fc.constantFrom(null, 'rows' as const, 'repeat' as const, 'lost' as const),
    rows: fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 3 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ rows, day, ...own }) => ({ own, rows, day }));
const anyPlan = fc.array(fc.nat({ max: 3 }), { maxLength: 10 });
const made = (
  plan: readonly number[],
  lessons: readonly { own: Partial<PaceLesson>; rows: number[]; day: number }[],
) => ({
  rows: plan.map((hours, n) => ({ id: `r${n}`, hours })),
  lessons: lessons.map(({ own, rows, day }, n) =>
    lesson(n + 1, {
      ...own,
      date: `2026-12-${String(day).padStart(2, '0')}`,
      passed: own.said === 'rows' ? rows.map((row) => ({ row: `r${row}`, hours: 1 })) : [],
    }),
  ),
});

describe('which lesson passes which row', () => {
  it.each([
    [
      'in order, a row of two hours twice',
      [lesson(1), lesson(2), lesson(3), lesson(4), lesson(5)],
      { 1: ['a1'], 2: ['b1'], 3: ['b2'], 4: ['c1'] },
    ],
    [
      'by date and number, not by id',
      [lesson(9, { date: '2026-12-01', number: 2 }), lesson(1)],
      { 1: ['a1'], 9: ['b1'] },
    ],
    [
      'what is passed stays, the rest goes on',
      [lesson(1, passed('a')), lesson(2), lesson(3)],
      { 2: ['b1'], 3: ['b2'] },
    ],
    ['a lost lesson shifts the rest', [lesson(1, { said: 'lost' }), lesson(2), lesson(3)], { 2: ['a1'], 3: ['b1'] }],
    ['a repetition too', [lesson(1, { said: 'repeat', filled: true }), lesson(2)], { 2: ['a1'] }],
    [
      'a cancelled one too, whatever it was to pass',
      [lesson(1, { ...passed('a'), cancelled: true }), lesson(2)],
      { 2: ['a1'] },
    ],
    [
      'a merged one passes both, and is offered them',
      [lesson(1, { ...passed('a', 'b'), filled: false }), lesson(2)],
      { 1: ['a1', 'b1'], 2: ['b2'] },
    ],
    ['an hour left behind is offered first', [lesson(1, passed('b')), lesson(2), lesson(3)], { 2: ['a1'], 3: ['b2'] }],
    ['homework is offered until it is given', [lesson(1, { ...passed('a'), homework: false })], { 1: ['a1'] }],
    ['a filled lesson of which nothing is known takes none', [lesson(1, { filled: true }), lesson(2)], { 2: ['a1'] }],
  ] as const)('%s', (_, lessons, expected) => {
    expect(draftsOf(lessons)).toEqual(expected);
  });

  it('gives every hour that is left once, in order, to lessons in order, and none to a fact', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyLesson, { maxLength: 30 }), (plan, some) => {
        const { rows, lessons } = made(plan, some);
        const drafts = assign(rows, lessons);
        const left = hoursLeft(rows, hoursPassed(lessons));
        const open = lessons
          .filter((l) => !l.cancelled && !l.filled && (l.said === null || (l.said === 'rows' && l.passed.length === 0)))
          .sort((a, b) => a.date.localeCompare(b.date) || a.number - b.number || a.id - b.id);
        const given = open.flatMap(({ id }): Draft[] => drafts.get(id) ?? []);
        expect(given).toEqual(left.slice(0, open.length));
        expect(given.map(({ place }) => place)).toEqual([...given.map(({ place }) => place)].sort((a, b) => a - b));
        for (const l of lessons)
          if (l.cancelled || l.said === 'lost' || l.said === 'repeat') expect(drafts.has(l.id)).toBe(false);
      }),
      { seed: 20261202 },
    );
  });

  it('counts as lag every hour of the timetable that passed nothing of the plan, merged hours against it', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyLesson, { maxLength: 30 }), (plan, some) => {
        const { rows, lessons } = made(plan, some);
        const pace = paceOf(rows, lessons, null, '2026-12-31');
        const moved = lessons.filter(({ planOn }) => planOn > '2026-12-31').length;
        expect(pace.lag).toBe(pace.cancelled + pace.outside - pace.merged - moved);
        expect(pace.passed + pace.outside + pace.cancelled + pace.unbound + pace.open - pace.merged).toBe(
          lessons.length,
        );
      }),
      { seed: 20261202 },
    );
  });
});

describe('how far a group is', () => {
  it.each([
    ['as planned', [lesson(1, passed('a')), lesson(2), lesson(3)], null, 0],
    ['a lost lesson', [lesson(1, { said: 'lost' }), lesson(2)], null, 1],
    ['two cancelled', [lesson(1, { cancelled: true }), lesson(2, { cancelled: true })], null, 2],
    ['what comes after today says nothing yet', [lesson(9, { cancelled: true }), lesson(1)], null, 0],
    ['a merged lesson wins an hour', [lesson(1, passed('a', 'b'))], null, -1],
    ['filled with no known row: nobody has said it was not passed', [lesson(1, { filled: true })], null, 0],
    ['moved behind today, due already', [lesson(9, { planOn: '2026-12-01' })], null, 1],
    ['due by the days of the approval', [lesson(1, passed('a'))], ['2026-12-01', '2026-12-01', '2026-12-09'], 1],
    ['an extra lesson beyond them', [lesson(1, passed('a')), lesson(2, passed('b'))], ['2026-12-01'], -1],
  ] as const)('%s', (_, lessons, due, lag) => {
    expect(lagOn(lessons, due, '2026-12-05')).toBe(lag);
  });
  const cancelled = lesson(2, { cancelled: true });
  it.each([
    ['the first: every day of the timetable, cancelled ones too', null, [lesson(1), cancelled, lesson(9)], [1, 2, 9]],
    ['the next: what was cancelled since stays due', [1, 2, 9], [lesson(1), cancelled, lesson(9)], [1, 2, 9]],
    [
      'lessons the timetable has taken away are due no more only in the days to come',
      [1, 3, 8],
      [lesson(9)],
      [1, 3, 9],
    ],
    ['an extra lesson of the past stays extra', [1], [lesson(1), lesson(4), lesson(9)], [1, 9]],
    ['moved behind today: due on its own day, once', [1], [lesson(9, { planOn: '2026-12-01' })], [1]],
  ] as const)('an approval freezes, %s', (_, before, lessons, expected) => {
    const dates = (numbers: readonly number[]) => numbers.map((n) => lesson(n).date);
    expect(dueFrom(before && dates(before), lessons, '2026-12-05')).toEqual(dates(expected));
  });
  it('an approval, the first or another, leaves the lag as it is', () => {
    const days = fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.option(days), fc.array(anyLesson, { maxLength: 30 }), (before, some) => {
        const { lessons } = made([], some);
        const due = before?.map((n) => lesson(n).date) ?? null;
        const next = dueFrom(due, lessons, '2026-12-15');
        expect(lagOn(lessons, next, '2026-12-15')).toBe(lagOn(lessons, due, '2026-12-15'));
        if (due === null) expect(lagOn(lessons, next, '2026-12-31')).toBe(lagOn(lessons, null, '2026-12-31'));
      }),
      { seed: 20261202 },
    );
  });
  it('says it in words', () => {
    expect([2, 0, -1].map(paceWords)).toEqual(['отстаёт на 2 ч', 'идёт по плану', 'опережает на 1 ч']);
    expect(shortWords({ rest: 67, open: 65 })).toBe('до конца года не хватит 2 уроков');
    expect(shortWords({ rest: 64, open: 65 })).toBeNull();
  });
});

describe('what a lesson is offered', () => {
  const row = (topic: string, homework = '', more = {}) => ({
    ...{ id: topic, hour: 1, of: 1, place: 46, topic, homework, type: null },
    ...more,
  });
  const draft = (...rows: LessonDraft['rows']): LessonDraft => ({ rows });
  const pass = (how: LessonPass['how']): LessonPass => ({ how, rows: [], reason: 'x', decided: true, v: 1 });
  it('the texts of its row as they are, of merged rows one after another', () => {
    expect(offerOf(draft(row('Корень. ', '§ 1.')), null)).toEqual({ topic: 'Корень.', homework: '§ 1.', kind: null });
    expect(offerOf(draft(row('Корень.', '§ 1'), row('Степень', '§ 2', { type: 'new' })), null)).toEqual({
      topic: 'Корень. Степень',
      homework: '§ 1; § 2',
      kind: 'new',
    });
    expect(offerOf(null, pass('repeat'))).toMatchObject({ topic: 'Повторение изученного', kind: 'review' });
    expect(offerOf(null, pass('lost'))).toEqual({ topic: null, homework: null, kind: null });
  });
  it('and says where it comes from', () => {
    expect(draftWords(draft(row('Корень')))).toBe('КТП, № 46');
    expect(draftWords(draft(row('Корень', '', { of: 2, hour: 2 })))).toBe('КТП, № 46, час 2 из 2');
    expect(draftWords(draft(row('Корень'), row('Степень')))).toBe('КТП, 2 темы');
  });
});

describe('what may be said of a lesson and its plan', () => {
  const facts = {
    periodClosed: false,
    cancelled: false,
    lessonDate: '2026-12-02',
    today: '2026-12-02',
    planned: true,
    known: ['a', 'b'],
  };
  const rows = (...own: string[]) => ({ kind: 'rows' as const, rows: own, reason: 'уплотнение' });
  it.each([
    ['two rows with a reason', rows('a', 'b'), {}, null],
    ['one row needs none', { ...rows('a'), reason: null }, {}, null],
    ['taken back', null, {}, null],
    ['two rows without a reason', { ...rows('a', 'b'), reason: ' ' }, {}, /причину/],
    ['a lost lesson without a reason', { kind: 'lost' as const, reason: '' }, {}, /причину/],
    ['no row', rows(), {}, /Выберите тему/],
    ['a row of another plan', rows('a', 'z'), {}, /больше нет/],
    ['a group without a plan', rows('a'), { planned: false }, /нет КТП/],
    ['a cancelled lesson', rows('a'), { cancelled: true }, /отменён/],
    ['a closed period', rows('a'), { periodClosed: true }, /Период закрыт/],
  ] as const)('%s', (_, asked, more, expected) => {
    const refused = refusePass(asked, { ...facts, ...more });
    if (expected === null) expect(refused).toBeNull();
    else expect(refused?.message).toMatch(expected);
  });
});
