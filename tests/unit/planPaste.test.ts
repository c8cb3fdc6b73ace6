import { describe, expect, test } from 'vitest';
import { controlOf, hoursOf, lessonKindOf, pastedText, readPaste, unmerged } from '#lib/domain/plans/pasteTable.ts';
import type { PlanField } from '#lib/domain/plans/rows.ts';

const WORKS = [
  { id: 5, name: 'Контрольная работа', short: 'К/р' },
  { id: 6, name: 'Самостоятельная работа', short: 'С/р' },
];
const FROM: PlanField[] = ['topic', 'hours', 'type', 'control', 'homework'];
const cell = (text: string, colspan = 1, rowspan = 1) => ({ text, colspan, rowspan });

describe('a pasted table', () => {
  test('of Word with a head, merged cells and a section goes where its heads say; what is left is named', () => {
    const rows = unmerged([
      [cell('№'), cell('Тема урока'), cell('Кол-во часов'), cell('Дата'), cell('Домашнее задание')],
      [cell('Раздел 1. Числа', 5)],
      [cell('1'), cell('Натуральные\u00a0числа'), cell('2 ч'), cell('01.09', 1, 2), cell('§ 1')],
      [cell('2'), cell('Дроби'), cell('много'), cell('§ 2')],
    ]);
    const { rows: read, fields, left } = readPaste(rows, FROM, WORKS);
    expect(fields).toEqual([null, 'topic', 'hours', null, 'homework']);
    expect(read).toEqual([
      { kind: 'section', texts: { topic: 'Раздел 1. Числа' } },
      { kind: 'lesson', texts: { topic: 'Натуральные числа', homework: '§ 1' }, hours: 2 },
      { kind: 'lesson', texts: { topic: 'Дроби', homework: '§ 2' } },
    ]);
    expect(left).toEqual(['Строка 3, «Ч»: «много» — не число часов.', 'Столбец «Дата» не вставлен.']);
  });

  test('of Excel without a head goes on from the selected cell; numbers of lessons before the topics are passed over', () => {
    const text = '1\tКорень\t1\tзакрепление\tК/р\t"§ 3\nи вопросы"\n2\tСтепень\t2\t\tнепонятно\t§ 4';
    const { rows, left } = readPaste(pastedText(text), FROM, WORKS);
    expect(rows).toEqual([
      { kind: 'lesson', texts: { topic: 'Корень', homework: '§ 3 и вопросы' }, hours: 1, type: 'practice', control: 5 },
      { kind: 'lesson', texts: { topic: 'Степень', homework: '§ 4' }, hours: 2, type: null },
    ]);
    expect(left).toEqual(['Строка 2, «Контроль»: «непонятно» — такого вида работы нет в справочнике.']);
  });

  test('into a column goes column by column; what has no column is named', () => {
    const { fields, left } = readPaste(pastedText('§ 1\tлишнее\n§ 2\tещё'), ['homework'], WORKS);
    expect(fields).toEqual(['homework', null]);
    expect(left).toEqual(['Столбец 2 не вставлен.']);
  });

  test('lines without a tab are cells of one column, and «;» parts nothing', () => {
    expect(pastedText('§ 12; № 3\n§ 13\n').map((row) => row.cells)).toEqual([['§ 12; № 3'], ['§ 13']]);
  });
});

test.each([
  ['Урок изучения нового материала', 'new'],
  ['закрепление', 'practice'],
  ['Урок-практическая работа', 'practical'],
  ['обобщающее повторение', 'review'],
  ['Контроль', 'control'],
  ['нечто', null],
] as const)('«%s» as a kind of lesson', (text, kind) => {
  expect(lessonKindOf(text)).toBe(kind);
});

test('hours and forms of control as schools write them', () => {
  expect([hoursOf('3'), hoursOf('2 ч.'), hoursOf('1 час'), hoursOf('24–26'), hoursOf('99')]).toEqual([
    3,
    2,
    1,
    null,
    null,
  ]);
  expect([controlOf('к/р', WORKS), controlOf('Контрольная работа № 2', WORKS), controlOf('', WORKS)]).toEqual([
    5,
    5,
    null,
  ]);
});
