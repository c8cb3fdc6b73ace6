import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyToDraft } from '#lib/contract/applyDraft.ts';
import type { DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { breachesOf, type ClassLesson, dailyCeiling, weeklyCeiling } from '#lib/domain/ceilings.ts';
import { landingOf, missingHours, nextParity } from '#lib/domain/draftMoves.ts';
import { type DraftFacts, enforceProblem, planGaps, reportOf, weekOf } from '#lib/domain/draftWeek.ts';
import type { Slot } from '#lib/domain/timetable.ts';

/** Ceilings of a class's week, and what a hand does in a draft. */

const lesson = (weekday: number, number: number, over: Partial<ClassLesson> = {}): ClassLesson => ({
  ...{ weekday, number, parity: 0, counted: true, pe: false, times: { starts: 510, ends: 555 } },
  ...over,
});
const day = (weekday: number, count: number, over: Partial<ClassLesson> = {}) =>
  Array.from({ length: count }, (_, at) => lesson(weekday, at + 1, over));
const rules = (grade: number, lessons: ClassLesson[], shift = 1) =>
  breachesOf({ grade, shift }, lessons).map((breach) => breach.rule);

describe('ceilings', () => {
  test.each([
    [1, 21, 21],
    [2, 23, 26],
    [4, 23, 26],
    [5, 29, 32],
    [6, 30, 33],
    [7, 32, 35],
    [8, 33, 36],
    [9, 33, 36],
    [10, 34, 37],
    [11, 34, 37],
  ])('grade %i: %i hours in five days, %i in six', (grade, five, six) => {
    expect([weeklyCeiling(grade, 5), weeklyCeiling(grade, 6)]).toEqual([five, six]);
  });
  test.each([
    [1, 5, 4, 5],
    [3, 5, 5, 5],
    [3, 6, 5, 6],
    [6, 5, 6, 6],
    [7, 5, 7, 7],
    [11, 6, 7, 7],
  ] as const)('grade %i in %i days: %i lessons a day, once %i', (grade, days, usual, onceWithPe) => {
    expect(dailyCeiling(grade, days)).toEqual({ usual, onceWithPe });
  });
  test('grade 1 has a fifth lesson once a week, with physical training', () => {
    const week = [...day(1, 4), ...day(2, 4), ...day(3, 4), ...day(4, 4)];
    const withPe = day(5, 5).map((one, at) => (at === 4 ? { ...one, pe: true } : one));
    expect(rules(1, [...week, ...withPe])).toEqual([]);
    expect(rules(1, [...week, ...day(5, 5)])).toEqual(['day']);
    expect(rules(1, [...week.slice(4), ...withPe.map((l) => ({ ...l, weekday: 1 })), ...withPe])).toContain('day');
  });
  test('the week counts subgroups and halves of one place once, and each parity apart', () => {
    const full = [1, 2, 3, 4, 5].flatMap((weekday) => day(weekday, weekday === 5 ? 5 : 6));
    expect(rules(5, full)).toEqual([]);
    expect(rules(5, [...full, lesson(5, 5), lesson(5, 5, { parity: 1 })])).toEqual([]);
    expect(rules(5, [...full, lesson(5, 6)])).toEqual(['week']);
    expect(rules(5, [...full.slice(1), lesson(5, 6, { parity: 1 }), lesson(1, 1, { parity: 2 })])).toEqual([]);
    expect(rules(5, [...full, lesson(5, 7, { counted: false })])).toEqual([]);
  });
  test.each([
    ['second shift', rules(9, day(1, 1), 2), ['shift']],
    ['second shift where it may be', rules(6, day(1, 1), 2), []],
    ['a zero lesson', rules(6, [lesson(1, 0)]), ['zero']],
    ['before eight', rules(6, [lesson(1, 1, { times: { starts: 450, ends: 495 } })]), ['early']],
    ['after seven in the evening', rules(6, [lesson(1, 1, { times: { starts: 1110, ends: 1155 } })]), ['late']],
    ['no bell', rules(6, [lesson(1, 9, { times: null })]), ['bell']],
    ['grade 1 on Saturday', rules(1, day(6, 2)), ['saturday']],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
  test('a lesson less breaks nothing new', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 8 })), { maxLength: 45 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 11 }), any, (grade, places) => {
        const lessons = places.map(([weekday, number]) => lesson(weekday, number));
        const before = breachesOf({ grade, shift: 1 }, lessons, 5).length;
        expect(breachesOf({ grade, shift: 1 }, lessons.slice(1), 5).length).toBeLessThanOrEqual(before);
      }),
    );
  });
});

const facts: DraftFacts = {
  from: '2026-12-07',
  classes: [
    { id: 1, grade: 8, bellSetId: 1, shift: 1 },
    { id: 2, grade: 8, bellSetId: 1, shift: 1 },
  ],
  groups: [
    { id: 1, classId: 1, teacherId: 1, teacherIds: [1, 9], subject: 'Алгебра', hours: 300, counted: true },
    { id: 2, classId: 1, teacherId: 2, teacherIds: [2, 9], subject: 'Физика', hours: 250, counted: true },
    { id: 3, classId: 2, teacherId: 1, teacherIds: [1, 9], subject: 'Алгебра', hours: 100, counted: true },
  ],
  meets: [[1, 2]],
  bellSets: [
    {
      id: 1,
      bells: [1, 2, 3, 4, 5, 6].map((number) => ({ number, starts: 455 + number * 55, ends: 500 + number * 55 })),
    },
  ],
  bellRules: [],
};
const slot = (id: number, groupId: number, weekday: number, number: number, over: Partial<Slot> = {}): Slot => ({
  ...{ id, groupId, weekday, number, parity: 0, room: '', teacherId: null },
  ...over,
});
const visible = (one: Slot) => one.groupId !== 3;

describe('a lesson in the hand', () => {
  const slots = [slot(1, 1, 1, 1), slot(2, 2, 2, 2), slot(3, 3, 3, 3)];
  const week = weekOf(facts, slots);
  const carried = { pieces: [slot(1, 1, 1, 1)], from: { weekday: 1, number: 1 } };
  test('goes to an empty place', () => {
    expect(landingOf(facts, week, carried, { weekday: 5, number: 4 }, visible)).toEqual({
      ...{ moved: [slot(1, 1, 5, 4)], exchanged: [], conflicts: [], breaches: [] },
    });
  });
  test('changes places with what stands in its way in the same week', () => {
    const landing = landingOf(facts, week, carried, { weekday: 2, number: 2 }, visible);
    expect(landing.exchanged).toEqual([slot(2, 2, 1, 1)]);
    expect(landing.moved).toEqual([slot(1, 1, 2, 2), slot(2, 2, 1, 1)]);
    expect(landing.conflicts).toEqual([]);
  });
  test('tells of a teacher who holds a lesson elsewhere, and moves nothing there', () => {
    const landing = landingOf(facts, week, carried, { weekday: 3, number: 3 }, visible);
    expect(landing.moved).toEqual([slot(1, 1, 3, 3)]);
    expect(landing.conflicts).toEqual([{ kind: 'teacher', with: slots[2] }]);
  });
  test('that stood nowhere pushes nothing away: it stands beside and says so', () => {
    const fresh = { pieces: [slot(-1, 1, 1, 1)], from: null };
    const landing = landingOf(facts, week, fresh, { weekday: 2, number: 2 }, visible);
    expect(landing.exchanged).toEqual([]);
    expect(landing.conflicts.map((c) => c.kind)).toEqual(['students']);
  });
  test('a place for which no bell rings is told before it is taken', () => {
    const landing = landingOf(facts, week, carried, { weekday: 1, number: 7 }, visible);
    expect(landing.breaches.map((breach) => breach.rule)).toEqual(['bell']);
  });
  test('there and back is what it was', () => {
    const at = fc.record({ weekday: fc.integer({ min: 1, max: 5 }), number: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(at, (to) => {
        const { moved } = landingOf(facts, week, carried, to, visible);
        const after = slots.map((one) => moved.find((m) => m.id === one.id) ?? one);
        const hand = { pieces: after.filter((one) => one.id === 1), from: to };
        const back = landingOf(facts, weekOf(facts, after), hand, { weekday: 1, number: 1 }, visible).moved;
        expect(after.map((one) => back.find((m) => m.id === one.id) ?? one)).toEqual(slots);
      }),
    );
  });
});

describe('hours to place', () => {
  test.each([
    [300, [], 0],
    [250, [slot(1, 2, 1, 1), slot(2, 2, 2, 1)], 1],
    [50, [], 1],
    [150, [slot(1, 2, 1, 1), slot(2, 2, 2, 1, { parity: 1 })], 0],
  ] as const)('%i hundredths', (hours, own, parity) => {
    const missing = missingHours({ id: 2, hours }, own);
    expect(missing).toBe(hours - own.reduce((sum, one) => sum + (one.parity === 0 ? 100 : 50), 0));
    if (missing > 0) expect(nextParity(missing, own)).toBe(parity);
  });
  test('the second half hour goes to the other weeks', () =>
    expect(nextParity(50, [slot(1, 2, 1, 1, { parity: 1 })])).toBe(2));
});

test('учебный план against what stands: subgroups together are one place, a club is not the plan’s', () => {
  const groups = [
    { id: 1, classId: 1, subjectId: 7, counted: true },
    { id: 2, classId: 1, subjectId: 7, counted: true },
    { id: 3, classId: 1, subjectId: 8, counted: true },
    { id: 4, classId: 1, subjectId: 8, counted: false },
    { id: 5, classId: 2, subjectId: 8, counted: true },
  ];
  const slots = [
    slot(1, 1, 1, 1),
    slot(2, 2, 1, 1),
    slot(3, 3, 2, 1, { parity: 1 }),
    slot(4, 4, 3, 1),
    slot(5, 5, 4, 1),
  ];
  const gaps = (art: number, biology: number) =>
    planGaps(
      [
        [1, 7, art],
        [1, 8, biology],
        [2, 8, 900],
      ],
      groups,
      slots,
      1,
    );
  expect(gaps(100, 50)).toEqual([]);
  expect(gaps(200, 100)).toEqual([
    { subjectId: 7, plan: 200, placed: 100 },
    { subjectId: 8, plan: 100, placed: 50 },
  ]);
});

describe('what keeps a draft from force', () => {
  const clash = [slot(1, 1, 1, 1), slot(2, 2, 1, 1)];
  const silent = [slot(1, 1, 1, 9)];
  const long = Array.from({ length: 6 }, (_, at) => slot(at, 1, 1, at + 1)).concat(
    Array.from({ length: 6 }, (_, at) => slot(10 + at, 2, 2, at + 1)),
  );
  test.each([
    ['nothing', [slot(1, 1, 1, 1)], 0, 'warn', null],
    ['a clash', clash, 0, 'warn', /накладок: 1/],
    ['a clash that was seen', clash, 1, 'warn', null],
    ['more clashes than were seen', [...clash, slot(3, 2, 1, 1)], 1, 'warn', /стало больше: \d вместо 1/],
    ['a place without a bell', silent, 1, 'warn', /Нет звонка/],
  ] as const)('%s', (_, slots, despite, ceilings, text) => {
    const problem = enforceProblem(reportOf(facts, slots), despite, ceilings);
    if (text === null) expect(problem).toBeNull();
    else expect(problem).toMatch(text);
  });
  test('broken ceilings, when the school forbids them', () => {
    const small = { ...facts, classes: facts.classes.map((cls) => ({ ...cls, grade: 3 })) };
    const report = reportOf(small, long);
    expect(report.breaches.length).toBeGreaterThan(0);
    expect(enforceProblem(report, 1, 'warn')).toBeNull();
    expect(enforceProblem(report, 1, 'forbid')).toMatch(/запретила/);
  });
  test('a group without a teacher', () => {
    const vacant = { ...facts, groups: facts.groups.map((group) => ({ ...group, teacherId: null })) };
    expect(enforceProblem(reportOf(vacant, [slot(1, 1, 1, 1)]), 1, 'warn')).toMatch(/Нет учителя/);
    expect(reportOf(vacant, [slot(1, 1, 1, 1, { teacherId: 5 })]).vacant).toBe(0);
  });
  test('a teacher who does not hold the group', () => {
    const held = (teacherId: number) => enforceProblem(reportOf(facts, [slot(1, 1, 1, 1, { teacherId })]), 1, 'warn');
    expect(held(9)).toBeNull();
    expect(held(5)).toMatch(/учитель не ведёт группу: 1/);
  });
  test('hours that stand nowhere are told group by group', () =>
    expect(reportOf(facts, [slot(1, 3, 1, 1)]).short).toEqual([
      { groupId: 1, missing: 300 },
      { groupId: 2, missing: 250 },
    ]));
});

test('an older word on a place changes nothing, a newer one does', () => {
  const place = (v: number, weekday: number): DraftSlot => ({ ...slot(5, 1, weekday, 1), gone: false, v });
  const view = { view: 'draft', version: { id: 2 }, slots: [place(3, 1)] } as unknown as DraftView;
  const said = (v: number, weekday: number, versionId = 2) =>
    ({
      name: 'draft.edited',
      seq: 9,
      commandId: '',
      by: null,
      data: { versionId, slots: [place(v, weekday)] },
    }) satisfies AppliedEvent;
  expect(applyToDraft(view, said(3, 4))).toBe(view);
  expect(applyToDraft(view, said(4, 4, 7))).toBe(view);
  expect(applyToDraft(view, said(4, 4)).slots).toEqual([place(4, 4)]);
});
