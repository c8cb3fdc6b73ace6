import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCell, planTargets, type Wanted, wantCode, wantMark } from '#lib/domain/bulkMarks.ts';
import { cellsOf, rangeOf, sizeOf } from '#lib/domain/gridMoves.ts';
import type { KeyCell } from '#lib/domain/journalKeys.ts';

const facts: KeyCell['facts'] = {
  lessonDate: '2026-12-02',
  today: '2026-12-02',
  cancelled: false,
  periodClosed: false,
  member: true,
  grade: 8,
  graded: true,
  absent: false,
  hasMark: false,
  absenceWithMark: false,
};
const empty: KeyCell = { facts, marks: [null, null], code: null, reason: null, marksLocked: null, rollLocked: null };
const marked: KeyCell = { ...empty, marks: [4, null], facts: { ...facts, hasMark: true } };
const two: KeyCell = { ...marked, marks: [5, 4] };
const absent: KeyCell = { ...empty, code: 'absent', facts: { ...facts, absent: true } };
const late: KeyCell = { ...empty, code: 'late' };
const set = (number: 1 | 2, value: number | null) => ({ set: 'mark', number, value }) as const;

describe('one cell of many', () => {
  it.each<[string, Wanted, KeyCell, unknown]>([
    ['a mark into an empty cell', wantMark(5), empty, [set(1, 5)]],
    ['a mark over a mark', wantMark(5), marked, [set(1, 5)]],
    ['the same mark', wantMark(4), marked, []],
    ['one mark over two', wantMark(5), two, [set(2, null)]],
    ['two marks', { marks: [5, 3], code: null }, marked, [set(1, 5), set(2, 3)]],
    [
      'nothing over two marks: the second goes first',
      { marks: [null, null], code: null },
      two,
      [set(2, null), set(1, null)],
    ],
    ['a mark beside «О» leaves it', wantMark(5), late, [set(1, 5)]],
    ['«Н»', wantCode('absent'), empty, [{ set: 'absence', code: 'absent' }]],
    ['«Н» over «О»', wantCode('absent'), late, [{ set: 'absence', code: 'absent' }]],
    ['«О» beside a mark', wantCode('late'), marked, [{ set: 'absence', code: 'late' }]],
    ['present', wantCode('none'), absent, [{ set: 'absence', code: null }]],
    ['present already', wantCode('none'), marked, []],
    ['cleared', 'clear', { ...late, marks: [3, null] }, [set(1, null), { set: 'absence', code: null }]],
    [
      '«Н» and 4 where the school allows it',
      { marks: [4, null], code: 'absent' },
      { ...empty, facts: { ...facts, absenceWithMark: true } },
      [{ set: 'absence', code: 'absent' }, set(1, 4)],
    ],
  ])('%s', (_, wanted, cell, changes) => expect(planCell(wanted, cell)).toEqual({ changes }));

  it.each<[string, Wanted, KeyCell]>([
    ['a mark of the absent', wantMark(5), absent],
    ['«Н» over a mark', wantCode('absent'), marked],
    ['both at once', { marks: [4, null], code: 'absent' }, empty],
    ['a mark in grade 1', wantMark(5), { ...empty, facts: { ...facts, grade: 1 } }],
    ['a closed period', wantMark(5), { ...empty, facts: { ...facts, periodClosed: true } }],
    ['a lesson to come', wantCode('absent'), { ...empty, facts: { ...facts, lessonDate: '2026-12-04' } }],
    ['before he came', wantMark(5), { ...empty, facts: { ...facts, member: false } }],
    ['the exempt', wantCode('absent'), { ...empty, code: 'exempt' }],
    ['somebody else’s lesson', wantMark(5), { ...empty, marksLocked: 'Не ваш урок.' }],
    ['somebody else’s roll', wantCode('late'), { ...empty, rollLocked: 'Не ваш урок.' }],
  ])('%s is refused in a sentence', (_, wanted, cell) =>
    expect(planCell(wanted, cell)).toEqual({ refused: expect.stringMatching(/[.!]$/) }),
  );
});

describe('many cells', () => {
  const sheet = (cell: (row: number, col: number) => KeyCell) => ({
    cell: ({ row, col }: { row: number; col: number }) => cell(row, col),
    // Columns 0 and 1 are two works of one lesson.
    lessonOf: (col: number) => Math.floor(col / 2),
  });
  it('attendance is one for all works of a lesson', () => {
    const cells = cellsOf(rangeOf({ row: 0, col: 0 }, { row: 0, col: 2 }));
    const plan = planTargets(
      cells.map((at) => ({ at, wanted: wantCode('absent') })),
      sheet(() => empty),
    );
    expect(plan.changed.map(({ at }) => at.col)).toEqual([0, 2]);
    expect(plan.same).toBe(1);
  });
  it('a pasted «Н» and a mark in another work of the lesson contradict each other', () => {
    const targets = [
      { at: { row: 0, col: 0 }, wanted: wantMark(5) },
      { at: { row: 0, col: 1 }, wanted: wantCode('absent') },
      { at: { row: 1, col: 0 }, wanted: wantCode('absent') },
      { at: { row: 1, col: 1 }, wanted: wantMark(5) },
    ];
    const plan = planTargets(
      targets,
      sheet(() => empty),
    );
    expect(plan.changed.map(({ at }) => at)).toEqual([
      { row: 0, col: 0 },
      { row: 1, col: 0 },
    ]);
    expect(plan.refused.map(({ at }) => at)).toEqual([
      { row: 0, col: 1 },
      { row: 1, col: 1 },
    ]);
  });
  it('says what stood and what will stand', () => {
    const at = { row: 0, col: 0 };
    const shown = (wanted: Wanted, cell: KeyCell) =>
      planTargets(
        [{ at, wanted }],
        sheet(() => cell),
      ).changed.map(({ before, after }) => `${before} → ${after}`);
    expect(shown(wantMark(3), two)).toEqual(['5/4 → 3']);
    expect(shown(wantCode('absent'), late)).toEqual(['о → н']);
    expect(shown(wantCode('none'), { ...absent, reason: 'ill' })).toEqual(['б → ']);
  });
  it('every target is changed, refused or so already, and no change is empty', () => {
    const cell = fc.constantFrom(empty, marked, two, absent, late);
    const wanted = fc.constantFrom<Wanted>(wantMark(5), wantMark(4), wantCode('absent'), wantCode('none'), 'clear');
    fc.assert(
      fc.property(fc.array(fc.record({ cell, wanted }), { maxLength: 12 }), (list) => {
        const targets = list.map((item, row) => ({ at: { row, col: 0 }, wanted: item.wanted }));
        const plan = planTargets(
          targets,
          sheet((row) => list[row]?.cell ?? empty),
        );
        expect(plan.changed.length + plan.refused.length + plan.same).toBe(list.length);
        for (const { changes, before, after } of plan.changed) {
          expect(changes.length).toBeGreaterThan(0);
          expect(after).not.toBe(before);
        }
      }),
    );
  });
});

it('a range covers its corners in any order', () => {
  expect(rangeOf({ row: 4, col: 1 }, { row: 2, col: 3 })).toEqual({ top: 2, bottom: 4, left: 1, right: 3 });
  const corner = fc.record({ row: fc.nat(20), col: fc.nat(20) });
  fc.assert(
    fc.property(corner, corner, (a, b) => {
      const range = rangeOf(a, b);
      expect(range).toEqual(rangeOf(b, a));
      expect(cellsOf(range)).toHaveLength(sizeOf(range));
      expect(cellsOf(range)).toEqual(expect.arrayContaining([a, b]));
    }),
  );
});
