import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PendingCommand } from '#app/_live/commandQueue.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { Column } from '#app/(staff)/journal/_model/columns.ts';
import { baseFor, indexOf, shownFor } from '#app/(staff)/journal/_model/fields.ts';
import type { RowSource, Rules } from '#app/(staff)/journal/_model/paint.ts';
import { findPlaces, type Place } from '#app/(staff)/journal/_model/palette.ts';
import { footOf, paintRow } from '#app/(staff)/journal/_model/rows.ts';
import { basisFor, totalColumns } from '#app/(staff)/journal/_model/totals.ts';
import type { JournalMark, JournalPeriod, JournalStudent } from '#lib/contract/journalView.ts';
import { type MarkKind, PLAIN_KIND } from '#lib/domain/markKind.ts';

const student: JournalStudent = {
  id: 7,
  name: 'Ким Ольга',
  from: '2026-11-04',
  to: null,
  orderIn: 'приказ № 1 от 01.09.2026',
  orderOut: null,
};
/** Two works in each of six lessons, the first before the pupil came. */
const columns = Array.from({ length: 12 }, (_, i): Column => {
  const lesson = Math.floor(i / 2);
  return {
    key: `w${i + 1}`,
    lessonId: 100 + lesson,
    workId: i + 1,
    typeId: 1,
    date: `2026-11-0${lesson + 2}`,
    weight: i % 3 === 0 ? 200 : 100,
    first: i % 2 === 0,
    month: false,
    today: false,
    cancelled: false,
  };
});
const blank: RowSource = {
  student,
  marks: [],
  attendance: [],
  notes: [],
  finals: [],
  pending: [],
  troubles: [],
  fresh: [],
  expected: [],
};

const workId = fc.integer({ min: 1, max: 12 });
const lessonId = fc.integer({ min: 100, max: 105 });
const value = fc.option(fc.integer({ min: 0, max: 5 }));
const number = fc.constantFrom(1 as const, 2 as const);
const kind = fc.oneof(
  fc.constant(PLAIN_KIND),
  fc.record({
    typeId: fc.option(fc.constant(2)),
    weight: fc.option(fc.constant(50)),
    counted: fc.boolean(),
    dueOn: fc.option(fc.constant('2026-11-20')),
  }),
);
const markOf = (
  work: number,
  nth: number,
  set: number | null,
  comment: string | null,
  kind: MarkKind = PLAIN_KIND,
): JournalMark => ({
  ...{ workId: work, studentId: 7, number: nth, value: set, v: 1, comment, commentV: 0, kind, kindV: 0 },
});
const put = <T>(list: readonly T[], item: T, same: (other: T) => boolean): T[] => [
  ...list.filter((other) => !same(other)),
  item,
];
type Change = (source: RowSource) => RowSource;
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(workId, number, value, fc.option(fc.constant('молодец')), kind).map(
    ([work, nth, set, comment, own]): Change =>
      (s) => ({
        ...s,
        marks: put(s.marks, markOf(work, nth, set, comment, own), (m) => m.workId === work && m.number === nth),
      }),
  ),
  fc.tuple(lessonId, fc.constantFrom('absent' as const, 'late' as const, 'exempt' as const, null)).map(
    ([lesson, code]): Change =>
      (s) => {
        const cell = { lessonId: lesson, studentId: 7, code, minutes: null, v: 1, reason: null, reasonV: 0 };
        return { ...s, attendance: put(s.attendance, cell, (a) => a.lessonId === lesson) };
      },
  ),
  fc.tuple(workId, lessonId, value, fc.boolean()).map(([work, lesson, set, mark]): Change => {
    const place = { lessonId: lesson, studentId: 7 };
    const command: NewCommand = mark
      ? { name: 'mark.set', input: { ...place, workId: work, number: 1, value: set } }
      : { name: 'absence.mark', input: { ...place, code: set === null ? null : 'absent', minutes: null } };
    return (s) => ({ ...s, pending: [...s.pending, command] });
  }),
  fc.constant<Change>((s) => ({ ...s, pending: [], fresh: [], troubles: [] })),
  workId.map(
    (work): Change =>
      (s) => ({
        ...s,
        fresh: [{ workId: work, name: 'Гусева М. А.' }],
        notes: [{ workId: work, studentId: 7, note: 'x', v: 1 }],
      }),
  ),
);

describe('a row', () => {
  const line = { number: '1', gone: false };
  const rules: Rules = {
    ...{ thresholds: [450, 350, 250], pointDays: 3, today: '2026-11-06', totals: [] },
    weightOf: (typeId) => (typeId === 2 ? 200 : 100),
  };
  const paint = (source: RowSource, old: Parameters<typeof paintRow>[4]) => paintRow(source, columns, line, rules, old);

  it('painted after each change is the same as painted from nothing', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        let source = blank;
        let painted = paint(source, undefined);
        for (const apply of changes) {
          source = apply(source);
          painted = paint(source, painted);
        }
        const anew = paint(source, undefined);
        expect(painted.row).toEqual(anew.row);
        expect(painted.content).toEqual(anew.content);
        expect(footOf([painted], columns, true)).toEqual(footOf([anew], columns, true));
      }),
    );
  });
  it('keeps the cells that no change concerns as the same objects', () => {
    const before = paint({ ...blank, marks: [markOf(3, 1, 4, null), markOf(7, 1, 5, null)] }, undefined);
    const after = paint({ ...before.source, marks: [markOf(3, 1, 2, null), ...before.source.marks.slice(1)] }, before);
    const kept = after.row.cells.filter((cell, i) => cell === before.row.cells[i]);
    expect(kept).toHaveLength(columns.length - 1);
  });
});

describe('the version a new command stands on', () => {
  const view = (v: number) =>
    indexOf({
      marks: [{ ...markOf(1, 1, 5, null), v }],
      attendance: [],
      notes: [],
      lessons: [],
      works: [],
      finals: [],
    });
  const command = (base: number): NewCommand => {
    const input = { lessonId: 100, studentId: 7, workId: 1, number: 1 as const, value: 4 };
    return { name: 'mark.set', input, base };
  };
  it.each([
    ['nothing waits', 3, [], 3],
    ['one waits', 3, [command(3)], 4],
    ['two wait', 3, [command(3), command(4)], 5],
    ['its event came before its answer', 4, [command(3)], 4],
    ['the event of the first of two', 4, [command(3), command(4)], 5],
  ])('%s', (_, v, waiting, base) => expect(baseFor(view(v), waiting, command(0))).toBe(base));

  const place = { lessonId: 100, studentId: 7, workId: 1, number: 1 as const };
  const kept = { ...markOf(1, 1, 5, 'молодец', { ...PLAIN_KIND, weight: 200 }), kindV: 4, commentV: 6 };
  const index = indexOf({ marks: [kept], attendance: [], notes: [], lessons: [], works: [], finals: [] });
  const cleared = [null, 3].map(
    (set, at): PendingCommand => ({
      ...{ name: 'mark.set', input: { ...place, value: set }, base: at + 1 },
      ...{ id: `${at}`, state: 'waiting', about: { place: null, since: 0, at, waited: false } },
    }),
  );
  it.each<[string, NewCommand, number]>([
    ['comment', { name: 'mark.comment', input: { ...place, comment: 'устно' } }, 6],
    ['own weight', { name: 'mark.kind', input: { ...place, ...PLAIN_KIND, weight: 50 } }, 4],
  ])('a waiting clearing takes the %s along: the next one stands behind it', (_, next, v) => {
    expect(baseFor(index, [], next)).toBe(v);
    expect(baseFor(index, cleared, next)).toBe(v + 1);
    const waiting = [...cleared, { ...next, base: v + 1 }];
    expect(baseFor(index, waiting, next)).toBe(v + 2);
    expect(shownFor(index, cleared, next).input).toMatchObject(
      next.name === 'mark.kind' ? PLAIN_KIND : { comment: null },
    );
  });
});

describe('Ctrl+K', () => {
  const place = (words: string, aside = ''): Place => ({ kind: 'student', key: words, words, aside, row: 0 });
  const places = [
    place('Алёшин Пётр', '№ 1'),
    place('Ким Ольга', '№ 2'),
    place('Петров Ким', '№ 12'),
    place('02.12 Ср · Квадратный корень'),
    place('8А · Геометрия', 'журнал'),
  ];
  it.each([
    ['ким', ['Ким Ольга', 'Петров Ким']],
    ['алеш', ['Алёшин Пётр']],
    ['пет', ['Петров Ким', 'Алёшин Пётр']],
    ['2.12', ['02.12 Ср · Квадратный корень']],
    ['корень', ['02.12 Ср · Квадратный корень']],
    ['8а гео', ['8А · Геометрия']],
    ['8а · гео', ['8А · Геометрия']],
    ['12', ['Петров Ким', '02.12 Ср · Квадратный корень']],
    ['щ', []],
  ])('«%s»', (asked, found) => expect(findPlaces(places, asked, 9).map(({ words }) => words)).toEqual(found));
});

describe('the columns of totals', () => {
  const period = (id: number, kind: JournalPeriod['kind'], starts: string, ends: string): JournalPeriod => ({
    ...{ id, kind, starts, ends, label: `${id}`, closed: false },
  });
  const periods = [
    period(1, 'quarter', '2026-09-01', '2026-10-23'),
    period(2, 'quarter', '2026-11-02', '2026-12-30'),
    period(3, 'quarter', '2027-01-11', '2027-03-26'),
  ];
  const stages = [
    period(51, 'year', '2026-09-01', '2027-05-26'),
    period(52, 'exam', '2026-09-01', '2027-05-26'),
    period(53, 'final', '2026-09-01', '2027-05-26'),
  ];
  const marks = new Map([
    [1, '3'],
    [2, '5'],
    [3, '5'],
    [51, '4'],
    [52, '2'],
  ] as const);
  const finalOf = (id: number) => ({ value: marks.get(id as 1) ?? null, grounds: null, by: null, waiting: false });
  // Whichever period is open, whether a column of the others stands beside it or not.
  it.each(periods.map((open) => [open.id, open] as const))(
    '«Год» rests on all periods, seen from period %s',
    (_, open) => {
      const columns = totalColumns({ period: open, periods, stages }, true);
      const basis = (id: number) => {
        const column = columns.find((known) => known.period?.id === id);
        return column && basisFor(column, { mean: 200, thresholds: [450, 350, 250], finalOf });
      };
      expect(basis(51)).toEqual({ mean: 433, preliminary: 4 });
      expect(basis(53)).toEqual({ mean: 300, preliminary: 3 });
      expect(basis(open.id)).toEqual({ mean: 200, preliminary: 2 });
    },
  );
});
