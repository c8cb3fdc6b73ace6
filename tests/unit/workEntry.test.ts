import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countMarks, qualityOf } from '#lib/domain/quality.ts';
import { type EntryStudent, entryKey, entryList, nextOpen } from '#lib/domain/workEntry.ts';

const student = (id: number, change: Partial<EntryStudent> = {}): EntryStudent => ({
  ...{ id, name: `Ученик ${id}`, place: id, member: true, absent: false, value: null },
  ...change,
});
const press = (key: string, code = '', more: { ctrl?: boolean; repeat?: boolean } = {}) => ({
  ...{ key, code, ctrl: false, shift: false, alt: false, repeat: false },
  ...more,
});

describe('who is asked', () => {
  const class8 = [
    student(1, { name: 'Яшин Лев', value: 5 }),
    student(2, { name: 'Ёлкина Вера' }),
    student(3, { name: 'Егоров Пётр', absent: true }),
    student(4, { name: 'Жуков Олег', value: 0 }),
    student(5, { name: 'Ушла Мария', member: false }),
  ];
  it('is the present without a mark; «точка» is none', () => {
    const list = entryList(class8, 'list');
    expect(list.lines.map((s) => s.id)).toEqual([2, 4]);
    expect(list.absent.map((s) => s.id)).toEqual([3]);
    expect(list.missing.map((s) => s.id)).toEqual([2, 4]);
    expect(list.present).toBe(3);
  });
  it('keeps those who were asked here, with their marks', () => {
    expect(entryList(class8, 'list', new Set([1])).lines.map((s) => s.id)).toEqual([1, 2, 4]);
  });
  it('sorts by the alphabet with «ё» after «е»', () => {
    const names = [student(1, { name: 'Яшин' }), student(2, { name: 'Ёлкина' }), student(3, { name: 'Жуков' })];
    expect(entryList(names, 'alphabet').lines.map((s) => s.name)).toEqual(['Ёлкина', 'Жуков', 'Яшин']);
  });

  const anyone = fc.array(
    fc.record({
      member: fc.boolean(),
      absent: fc.boolean(),
      value: fc.constantFrom(null, 0, 1, 2, 3, 4, 5),
    }),
    { maxLength: 30 },
  );
  it('counts everybody once', () => {
    fc.assert(
      fc.property(anyone, (people) => {
        const students = people.map((p, id) => student(id, p));
        const { lines, absent, missing, present } = entryList(students, 'list');
        expect(present + absent.length).toBe(students.filter((s) => s.member).length);
        expect(lines).toEqual(missing);
        expect(missing.length).toBeLessThanOrEqual(present);
      }),
    );
  });
  it('asks a whole class with one key each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 35 }), (size) => {
        let students = Array.from({ length: size }, (_, id) => student(id));
        const kept = new Set(students.map((s) => s.id));
        let at = nextOpen(entryList(students, 'list', kept).lines, -1);
        for (let key = 0; key < size; key += 1) {
          const { lines } = entryList(students, 'list', kept);
          const next = nextOpen(lines, at);
          students = students.map((s) => (s.id === lines[at]?.id ? { ...s, value: 4 } : s));
          at = next;
        }
        expect(entryList(students, 'list', kept).missing).toEqual([]);
      }),
    );
  });
});

describe('the next line', () => {
  const lines = [student(1, { value: 5 }), student(2), student(3, { value: 0 }), student(4)];
  it.each([
    [-1, 1],
    [1, 3],
    [3, 1],
    [0, 1],
  ])('after %i is %i', (at, next) => {
    expect(nextOpen(lines, at)).toBe(next);
  });
  it('stays when all have something', () => {
    expect(nextOpen([student(1, { value: 5 }), student(2, { value: 0 })], 1)).toBe(1);
    expect(nextOpen([], 0)).toBe(0);
  });
});

describe('keys of the entry', () => {
  it.each([
    [press('5', 'Digit5'), { do: 'mark', value: 5 }],
    [press('1', 'Numpad1'), { do: 'mark', value: 1 }],
    [press('.', 'Slash'), { do: 'mark', value: 0 }],
    [press(',', 'NumpadDecimal'), { do: 'mark', value: 0 }],
    [press(',', 'Comma'), null],
    [press('6', 'Digit6'), null],
    [press('н', 'KeyY'), { do: 'absent' }],
    [press('y', 'KeyY'), { do: 'absent' }],
    [press('ArrowUp', 'ArrowUp', { repeat: true }), { do: 'move', by: -1 }],
    [press('5', 'Digit5', { repeat: true }), null],
    [press('я', 'KeyZ', { ctrl: true }), { do: 'undo' }],
    [press('Escape', 'Escape'), { do: 'close' }],
    [press('Delete', 'Delete'), { do: 'clear' }],
    [press('Tab', 'Tab'), null],
  ] as const)('%o', (key, action) => {
    expect(entryKey(key)).toEqual(action);
  });
});

describe('quality', () => {
  it('of a class of 25 with one «н/а»: 92,0 %, 60,0 %, СОУ 58,04, средний 3,79', () => {
    const values = [...Array(5).fill(5), ...Array(10).fill(4), ...Array(8).fill(3), 2];
    expect(qualityOf(countMarks(values, 1))).toEqual({ success: 9200, quality: 6000, level: 5804, mean: 379 });
  });
  it('counts neither «точка» nor an empty cell, and «1» with the «2»', () => {
    expect(countMarks([5, 0, null, 1])).toEqual({ n5: 1, n4: 0, n3: 0, n2: 1, na: 0, sum: 6 });
  });
  it('of nothing is nothing', () => {
    expect(qualityOf(countMarks([null, 0]))).toBeNull();
  });
  it('stays between 0 and 100 %, and quality below success', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }), (values) => {
        const quality = qualityOf(countMarks(values));
        if (!quality) throw new Error('there are marks');
        expect(quality.quality).toBeLessThanOrEqual(quality.success);
        expect(quality.success).toBeLessThanOrEqual(10_000);
        expect(quality.level).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
