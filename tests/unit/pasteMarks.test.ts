import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText } from '#lib/domain/bulkMarks.ts';
import { matchNames, parseTable, parseValue, readPaste } from '#lib/domain/pasteMarks.ts';

const CLASS = ['Алёшин Пётр', 'Ёлкина Анна', 'Иванов Иван', 'Иванов Илья', 'Римский-Корсаков Лев', 'Ким Ольга'];

describe('copied text as a table', () => {
  it.each([
    [
      '5\t4\r\n3\t2\r\n',
      [
        ['5', '4'],
        ['3', '2'],
      ],
    ],
    ['5', [['5']]],
    ['5\n\n4\n', [['5'], [''], ['4']]],
    ['"а\tб"\t"он ""да"""\n', [['а\tб', 'он "да"']]],
    ['"5\n4"\t3', [['5\n4', '3']]],
    ['Ким;5;4', [['Ким', '5', '4']]],
    ['Ким; О\t5', [['Ким; О', '5']]],
    ['\u00a05\u00a0\t', [['5', '']]],
  ])('%j', (text, table) => expect(parseTable(text)).toEqual(table));
});

describe('a copied value', () => {
  it.each([
    ['5', [5, null], null],
    ['5/4', [5, 4], null],
    ['5 / 4', [5, 4], null],
    ['4\\3', [4, 3], null],
    ['5,0', [5, null], null],
    ['4.00', [4, null], null],
    ['.', [0, null], null],
    ['•', [0, null], null],
    [',', [0, null], null],
    ['5/.', [5, 0], null],
    ['н', null, 'absent'],
    ['Н', null, 'absent'],
    ['H', null, 'absent'],
    ['нб', null, 'absent'],
    ['УП', null, 'absent'],
    ['б', null, 'absent'],
    ['о', null, 'late'],
    ['O', null, 'late'],
    ['ОП', null, 'late'],
    ['н 4', [4, null], 'absent'],
    ['Н/4', [4, null], 'absent'],
    ['о5', [5, null], 'late'],
  ] as const)('«%s»', (text, marks, code) => expect(parseValue(text)).toEqual({ marks, code }));
  it.each(['6', '0', '10', '5/4/3', '5/', '4,5', '05.апр', 'осв', 'зач', '+', '5-', 'нн', '/4'])(
    '«%s» is no value',
    (text) => expect(parseValue(text)).toBe('wrong'),
  );
  it.each(['', ' ', '\t'])('%j is empty and erases nothing', (text) => expect(parseValue(text)).toBeNull());

  it('reads back whatever a cell shows', () => {
    const mark = fc.integer({ min: 0, max: 5 });
    const marks = fc.oneof(
      fc.constant([null, null] as const),
      mark.map((value) => [value, null] as const),
      fc.tuple(mark, mark),
    );
    const code = fc.constantFrom('absent' as const, 'late' as const, null);
    fc.assert(
      fc.property(marks, code, (shown, attended) => {
        const text = cellText({ marks: shown, code: attended, reason: null });
        const empty = shown[0] === null && attended === null;
        expect(parseValue(text)).toEqual(empty ? null : { marks: shown[0] === null ? null : shown, code: attended });
      }),
    );
  });
});

describe('surnames', () => {
  const why = { none: { why: 'нет в списке' }, many: { why: 'несколько учеников с такой фамилией' } };
  it.each([
    ['Ким', { index: 5 }],
    ['  КИМ   ольга ', { index: 5 }],
    ['Ким О.', { index: 5 }],
    ['Ким О. П.', { index: 5 }],
    ['Ким Ольга Павловна', { index: 5 }],
    ['Ким П.', why.none],
    ['Алешин', { index: 0 }],
    ['АЛЁШИН П', { index: 0 }],
    ['Елкина Анна', { index: 1 }],
    ['Римский - Корсаков', { index: 4 }],
    ['Иванов', why.many],
    ['Иванов И.', why.many],
    ['Иванов Илья', { index: 3 }],
    ['Иванова Анна', why.none],
    ['Иван', why.none],
    ['', why.none],
  ])('«%s»', (name, match) => expect(matchNames([name], CLASS)).toEqual([match]));

  it('namesakes and a pupil named twice are nobody’s', () => {
    expect(matchNames(['Ким Ольга'], ['Ким Ольга', 'Ким Ольга'])).toEqual([why.many]);
    const twice = { why: 'ученик назван дважды' };
    expect(matchNames(['Ким', 'Ким О.', 'Алешин'], CLASS)).toEqual([twice, twice, { index: 0 }]);
  });
  it('never gives one pupil two lines, and finds everybody in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(CLASS), (names) => {
        expect(matchNames(names, CLASS)).toEqual(names.map((name) => ({ index: CLASS.indexOf(name) })));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Ким', 'Иванов', 'Иванов И.', 'Ёлкина А', 'Петров', ...CLASS)), (names) => {
        const found = matchNames(names, CLASS).flatMap((match) => ('index' in match ? [match.index] : []));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});

describe('a paste', () => {
  it('without surnames goes by the order of the list, from the cursor down', () => {
    const paste = readPaste('5\t4\n\t3\nн\n', CLASS, 4);
    expect(paste.by).toBe('order');
    expect(paste.lines.map(({ match, cells }) => [match, cells])).toEqual([
      [{ index: 4 }, ['5', '4']],
      [{ index: 5 }, ['', '3']],
      [{ why: 'ниже последнего ученика' }, ['н']],
    ]);
  });
  it.each([
    ['surnames first', 'Ким О.\t5\t4\nАлешин\t\t3\n'],
    ['after a column of numbers', '6\tКим О.\t5\t4\n1\tАлешин\t\t3\n'],
    ['under a heading', 'Фамилия, имя\t02.12\t04.12\nКим О.\t5\t4\nАлешин\t\t3\n'],
    ['under a heading with a number', '№\tФИО\t02.12\t04.12\n6.\tКим О.\t5\t4\n1.\tАлешин\t\t3\n'],
    ['with empty lines between', 'Ким О.\t5\t4\n\t\t\nАлешин\t\t3\n'],
  ])('with %s goes to their pupils', (_, text) => {
    const paste = readPaste(text, CLASS, 2);
    expect(paste.by).toBe('name');
    expect(paste.lines.map(({ match, cells }) => [match, cells])).toEqual([
      [{ index: 5 }, ['5', '4']],
      [{ index: 0 }, ['', '3']],
    ]);
  });
  it('letters of absence are no surnames', () => expect(readPaste('н\t5\nн\nнб\n', CLASS, 0).by).toBe('order'));
});
