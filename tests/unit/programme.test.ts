import { describe, expect, test } from 'vitest';
import { comingSections, passedHours, programmeSections } from '#lib/domain/plans/programme.ts';

const section = (title: string) => ({ kind: 'section' as const, title, hours: 0, done: 0 });
const lesson = (hours: number, done: number) => ({ kind: 'lesson' as const, title: '', hours, done });

describe('a programme as families see it', () => {
  test('has hours by section; a row passes at most its own', () => {
    const rows = [
      lesson(1, 1),
      section('Дроби'),
      lesson(2, 3),
      lesson(1, 0),
      section('Пустой'),
      section(' '),
      lesson(1, 0),
    ];
    expect(programmeSections(rows, 0)).toEqual([
      { title: 'Без раздела', hours: 1, passed: 1 },
      { title: 'Дроби', hours: 3, passed: 2 },
      { title: 'Без раздела', hours: 1, passed: 0 },
    ]);
    expect(programmeSections([], 2)).toEqual([]);
    // Lessons without a row take what comes first.
    expect(programmeSections(rows, 2).map((own) => own.passed)).toEqual([1, 3, 1]);
  });
  const of = (...passed: [hours: number, passed: number][]) =>
    passed.map(([hours, done], at) => ({ title: String(at), hours, passed: done }));
  test.each([
    [of([3, 0], [3, 0], [3, 0]), ['0', '1']],
    [of([3, 1], [3, 0], [3, 0]), ['0', '1']],
    [of([3, 3], [3, 0], [3, 0]), ['1', '2']],
    // One hour of the first section was left for later.
    [of([3, 2], [3, 1], [3, 0]), ['1', '2']],
    [of([3, 2], [3, 3], [3, 0]), ['2']],
    [of([3, 3], [3, 3]), []],
    [[], []],
  ])('%j goes on with %j', (sections, titles) => {
    expect(comingSections(sections).map((own) => own.title)).toEqual(titles);
  });
  test('counts lessons without a known row, and never more than there is', () => {
    expect(passedHours({ total: 102, passed: 40, unbound: 3 })).toBe(43);
    expect(passedHours({ total: 10, passed: 9, unbound: 3 })).toBe(10);
  });
});
