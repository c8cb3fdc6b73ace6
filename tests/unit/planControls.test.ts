import { describe, expect, test } from 'vitest';
import { planControls, shareWords } from '#lib/domain/plans/controls.ts';

const CONTROL = 2;
const controls = new Set([CONTROL]);
const modes = { share: 'forbid', quarter: 'warn' } as const;
const lesson = (control: number | null, hours = 1) => ({ kind: 'lesson' as const, hours, control });
const works = (count: number, hours = 1) => Array.from({ length: count }, () => lesson(CONTROL, hours));
const of = (rows: Parameters<typeof planControls>[0], subject: string, yearHours: number | null) =>
  planControls(rows, { controls, subject, yearHours, modes });

describe('control works of a plan without dates', () => {
  test('are the rows whose control form is a control work; a practical is none, a section neither', () => {
    const rows = [...works(6), lesson(3), lesson(null), { kind: 'section' as const, hours: 0, control: CONTROL }];
    expect(of(rows, 'Алгебра', 102)).toEqual({ count: 6, hours: 6, share: 588, most: 8, over: [] });
    expect(shareWords(588)).toBe('5,9 %');
  });
  test.each([
    // rows, hours of each, subject, the year’s hours → broken rules
    [10, 1, 'Алгебра', 102, ['quarter']],
    [8, 1, 'Алгебра', 102, []],
    [9, 1, 'Русский язык', 102, ['quarter']],
    [4, 1, 'Физика', 68, []],
    [5, 1, 'Физика', 68, ['quarter']],
    [4, 2, 'Физика', 68, ['share']],
    [7, 1, 'Физика', 68, ['share', 'quarter']],
    [3, 1, 'Музыка', 34, []],
    [4, 1, 'Музыка', 34, ['share']],
    [4, 1, 'Музыка', null, []],
    [0, 1, 'Музыка', 0, []],
  ])('%i of %i h in «%s» of %s h', (count, hours, subject, yearHours, rules) => {
    expect(of(works(count, hours), subject, yearHours).over.map((breach) => breach.rule)).toEqual(rules);
  });
  test('a limit that the school has switched off is not told', () => {
    const off = planControls(works(12), {
      ...{ controls, subject: 'Физика', yearHours: 68 },
      modes: { share: 'off', quarter: 'off' },
    });
    expect(off.over).toEqual([]);
    expect(off.count).toBe(12);
  });
});
