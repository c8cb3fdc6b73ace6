import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueHours,
  hoursByPeriod,
  periodOfHour,
  planTotals,
  type StudyPeriod,
  studyDays,
} from '#lib/domain/plans/hours.ts';
import { emptyPlanRow, type PlanRow } from '#lib/domain/plans/rows.ts';

/** Hours of a plan against the curriculum. */

const period = (id: number, days: number): StudyPeriod => ({
  ...{ id, label: `${id} четверть`, starts: '2026-09-01', ends: '2026-10-23', half: false, days },
});
const periods = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 })
  .map((days) => days.map((count, at) => period(at + 1, count)));
const weekly = fc.integer({ min: 0, max: 900 });

describe('due hours', () => {
  it('of the periods add up to the year, and none differs from its share by an hour', () => {
    fc.assert(
      fc.property(weekly, fc.constantFrom(5, 6), periods, (hours, week, all) => {
        const due = dueHours(hours, week, all);
        expect(due.periods.reduce((sum, one) => sum + one.hours, 0)).toBe(due.year);
        const days = all.reduce((sum, one) => sum + one.days, 0);
        for (const one of due.periods)
          if (days > 0) expect(Math.abs(one.hours - (due.year * one.days) / days)).toBeLessThan(1);
      }),
    );
  });
  it('of three hours a week in 34 weeks are 102, of half an hour 17', () => {
    const year = [period(1, 39), period(2, 42), period(3, 52), period(4, 36)];
    expect(dueHours(300, 5, year).year).toBe(102);
    expect(dueHours(50, 5, year).year).toBe(17);
    expect(dueHours(300, 5, year).periods.map((one) => one.hours)).toEqual([24, 25, 31, 22]);
  });
  it('of a year without days are none', () => {
    expect(dueHours(300, 5, [period(1, 0)])).toMatchObject({ year: 0 });
  });
});

it('days of study leave out days off and the end of the week', () => {
  const offs = [{ starts: '2026-11-04', ends: '2026-11-04' }];
  expect(studyDays('2026-11-02', '2026-11-08', 5, offs)).toBe(4);
  expect(studyDays('2026-11-02', '2026-11-08', 6, offs)).toBe(5);
  expect(studyDays('2026-11-08', '2026-11-08', 6, [])).toBe(0);
});

describe('rows', () => {
  const row = (id: string, order: string, more: Partial<PlanRow>): PlanRow => ({
    ...emptyPlanRow(),
    id,
    order,
    ...more,
  });
  const rows = [
    row('aaaaaaaa', 'A', { hours: 2 }),
    row('bbbbbbbb', 'B', { kind: 'section', hours: 0 }),
    row('cccccccc', 'C', { control: 7 }),
    row('dddddddd', 'D', { hours: 3, control: 8 }),
    row('eeeeeeee', 'E', { kind: 'section', hours: 0 }),
  ];
  it('are counted in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (mixed) => {
        expect(planTotals(mixed)).toEqual({
          hours: 6,
          rows: 3,
          controls: [
            [3, 7],
            [6, 8],
          ],
        });
      }),
    );
  });
});

it('hours of a plan fill the periods in order, what is left is beyond the year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), weekly, periods, (hours, load, all) => {
      const { periods: due } = dueHours(load, 5, all);
      const { planned, beyond } = hoursByPeriod(hours, due);
      expect(planned.reduce((sum, part) => sum + part, beyond)).toBe(hours);
      for (const [at, one] of due.entries()) expect(planned[at] ?? 0).toBeLessThanOrEqual(one.hours);
      // The period of each hour is the one it was counted to.
      const counted = due.map((one) => {
        let count = 0;
        for (let hour = 1; hour <= hours; hour += 1) if (periodOfHour(hour, due)?.id === one.id) count += 1;
        return count;
      });
      expect(counted).toEqual(planned);
    }),
    { numRuns: 50 },
  );
});
