import { describe, expect, it } from 'vitest';
import type { PlansView } from '#lib/contract/planView.ts';
import { dueHours } from '#lib/domain/plans/hours.ts';
import { chosenLines, countChecks, type PlanFilter, planDueOn, planLines } from '#lib/domain/plans/list.ts';
import { parseSettings } from '#lib/domain/settings.ts';

/** The base of plans: what is missing, late, with wrong hours or too many control works. */

const DAYS = [39, 42, 52, 36];
const due = (hours: number, half = false) =>
  dueHours(
    hours,
    5,
    (half ? [81, 88] : DAYS).map((days, at) => ({
      ...{ id: at + 1, label: `${at + 1}-й период`, starts: '', ends: '', half, days },
    })),
  );
const group = (
  id: number,
  className: string,
  grade: number,
  subject: [number, string],
  hours: number,
  half = false,
) => ({
  ...{ id, classId: id, className, name: '', grade, subjectId: subject[0], subject: subject[1], weekly: hours },
  ...{
    teachers: [{ id: 100 + id, name: `Учитель ${id}` }],
    mayCreate: true,
    lag: null,
    passed: 0,
    scheduled: 0,
    mine: id === 1,
  },
  due: half ? 2 : hours === 100 ? 1 : 0,
});
const ALGEBRA: [number, string] = [1, 'Алгебра'];
const MUSIC: [number, string] = [2, 'Музыка'];
const PHYSICS: [number, string] = [3, 'Физика'];
type Plan = PlansView['plans'][number];
const plan = (id: number, subject: [number, string], grade: number, more: Partial<Plan>): Plan => ({
  ...{ id, subjectId: subject[0], subject: subject[1], grade, name: '', state: 'approved', approved: 1 },
  ...{ approvedAt: '2026-09-05T09:00:00.000Z', note: null, totals: { hours: 102, rows: 102, controls: [] }, v: 3 },
  ...{ groupIds: [], seq: 1, remarks: 0, mine: false },
  ...more,
});
const view = (plans: Plan[], more: Partial<PlansView> = {}): PlansView => ({
  ...{ view: 'plans', seq: 1, now: '2026-12-02T10:00:00.000Z', today: '2026-12-02', tz: 'Europe/Moscow', plans },
  year: { id: 1, starts: '2026-09-01', ends: '2027-05-26' },
  groups: [group(1, '8А', 8, ALGEBRA, 300), group(2, '8Б', 8, ALGEBRA, 300), group(3, '8А', 8, MUSIC, 100)],
  dues: [due(300), due(100), due(300, true)],
  earlier: [],
  workTypes: [
    {
      id: 1,
      name: 'Контрольная',
      short: 'К/р',
      weight: 200,
      control: true,
      written: true,
      sort: 1,
      archived: false,
      v: 1,
    },
    { id: 2, name: 'Тест', short: 'Т', weight: 100, control: false, written: true, sort: 2, archived: false, v: 1 },
  ],
  rules: parseSettings({}),
  ...more,
});
const ALL: PlanFilter = {
  ...{ text: '', check: null, subjectId: null, grade: null, mine: false, sort: 'subject', down: false },
};

describe('the list', () => {
  it('has a line for what has no plan, in its subject’s place', () => {
    const lines = planLines(view([plan(5, ALGEBRA, 8, { groupIds: [1] })]));
    expect(lines.map((line) => [line.subject, line.state, line.groups.map((g) => g.id)])).toEqual([
      ['Алгебра', 'approved', [1]],
      ['Алгебра', 'missing', [2]],
      ['Музыка', 'missing', [3]],
    ]);
    expect(countChecks(lines)).toMatchObject({ missing: 2, overdue: 2, hours: 0 });
  });
  it('is late only after the school’s day, and only what was never approved', () => {
    const plans = [
      plan(5, ALGEBRA, 8, { groupIds: [1, 2], state: 'review', approved: 0, approvedAt: null }),
      plan(6, MUSIC, 8, { groupIds: [3], state: 'changed', totals: { hours: 34, rows: 34, controls: [] } }),
    ];
    const checks = (today: string) => planLines(view(plans, { today })).map((line) => line.checks);
    expect(checks('2026-09-10')).toEqual([['review'], ['changed']]);
    expect(checks('2026-09-11')).toEqual([['review', 'overdue'], ['changed']]);
  });
  it('counts the due day into the school’s year', () => {
    expect(planDueOn('09-10', { starts: '2026-09-01' })).toBe('2026-09-10');
    expect(planDueOn('01-15', { starts: '2026-09-01' })).toBe('2027-01-15');
  });
  it.each([
    ['the same', 102, false],
    ['one less', 101, true],
    ['one more', 103, true],
  ])('marks hours that are not those of the curriculum: %s', (_, hours, wrong) => {
    const [line] = planLines(
      view([plan(5, ALGEBRA, 8, { groupIds: [1, 2], totals: { hours, rows: hours, controls: [] } })]),
    );
    expect(line?.checks.includes('hours')).toBe(wrong);
  });
  it.each([
    ['two of mathematics in a quarter', ALGEBRA, 8, [10, 20], 0],
    ['three of mathematics in a quarter', ALGEBRA, 8, [10, 15, 20], 1],
    ['one of physics in a quarter', PHYSICS, 8, [10, 30], 0],
    ['two of physics in a quarter', PHYSICS, 8, [10, 20], 1],
  ] as const)('holds control works against the quarter’s limit (004 2а): %s', (_, subject, grade, hours, broken) => {
    const own = [group(9, '8А', grade, [...subject], 300)];
    const totals = { hours: 102, rows: 102, controls: hours.map((hour): [number, number] => [hour, 1]) };
    const [line] = planLines(view([plan(5, [...subject], grade, { groupIds: [9], totals })], { groups: own }));
    expect(line?.breaches).toHaveLength(broken);
  });
  it('counts double in half-years, does not count what is no control work, and is silent when the school says so', () => {
    const own = [group(9, '10А', 10, PHYSICS, 300, true)];
    const totals = (typeId: number) => ({
      ...{ hours: 102, rows: 102 },
      controls: [10, 20, 30].map((hour): [number, number] => [hour, typeId]),
    });
    const lines = (typeId: number, rules = {}) =>
      planLines(
        view([plan(5, PHYSICS, 10, { groupIds: [9], totals: totals(typeId) })], {
          groups: own,
          rules: parseSettings(rules),
        }),
      );
    expect(lines(1)[0]?.breaches).toEqual(['1-й период: контрольных 3, положено не больше 2']);
    expect(lines(2)[0]?.breaches).toEqual([]);
    expect(lines(1, { controlQuarter: 'off' })[0]?.breaches).toEqual([]);
  });
  it.each([
    ['on the day itself', '2026-09-10', 0, 0, []],
    ['the day after', '2026-09-11', 0, 0, ['8А — 0 из 3']],
    ['some of them placed', '2026-12-02', 0, 2, ['8А — 2 из 3']],
    ['all placed', '2026-12-02', 0, 3, []],
    ['of those whose hour is over none is asked', '2026-12-02', 15, 1, []],
    ['a group that has no marks', '2026-12-02', 0, null, []],
  ])(
    'names whose schedule of control works is not entered by its day (004 2а): %s',
    (_, today, passed, scheduled, behind) => {
      const controls = [10, 15, 20].map((hour): [number, number] => [hour, 1]);
      const totals = { hours: 102, rows: 102, controls: [...controls, [30, 2] as [number, number]] };
      const own = [{ ...group(9, '8А', 8, ALGEBRA, 300), passed, scheduled }];
      const [line] = planLines(view([plan(5, ALGEBRA, 8, { groupIds: [9], totals })], { groups: own, today }));
      expect(line?.unscheduled).toEqual(behind);
      expect(line?.checks.includes('schedule')).toBe(behind.length > 0);
    },
  );
  it('finds by words of subject, class and teacher, and sorts', () => {
    const lines = planLines(
      view([plan(5, ALGEBRA, 8, { groupIds: [1], mine: true }), plan(6, MUSIC, 8, { groupIds: [3] })]),
    );
    const found = (filter: Partial<PlanFilter>) => chosenLines(lines, { ...ALL, ...filter }).map((line) => line.key);
    expect(found({ text: 'алг 8б' })).toEqual(['m1:8']);
    expect(found({ text: 'учитель 3' })).toEqual(['p6']);
    expect(found({ check: 'missing' })).toEqual(['m1:8']);
    expect(found({ mine: true })).toEqual(['p5']);
    expect(found({ sort: 'state' })[0]).toBe('m1:8');
    // Of 34 due hours the plan of music has 102.
    expect(found({ sort: 'hours' })[0]).toBe('p6');
    expect(found({ subjectId: 2 })).toEqual(['p6']);
  });
});
