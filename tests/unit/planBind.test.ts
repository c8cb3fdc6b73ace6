import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindLessons, type FreeHour, proposeRows } from '#lib/domain/plans/bind.ts';

/** Lessons that were held before there was a plan, and the rows they have passed. */

const HOURS: FreeHour[] = [
  ['a', 'Повторение курса 7 класса'],
  ['b', 'Рациональные выражения'],
  ['c', 'Основное свойство дроби. Сокращение дробей'],
  ['c', 'Основное свойство дроби. Сокращение дробей'],
  ['d', 'Контрольная работа № 1'],
  ['e', 'Сложение дробей с одинаковыми знаменателями'],
].map(([row = '', topic = '']) => ({ row, topic }));
const bound = (...topics: string[]) =>
  bindLessons(
    topics.map((topic, at) => ({ id: at + 1, topic })),
    HOURS,
  ).map(({ row, how }) => `${row ?? '—'} ${how ?? ''}`.trim());

describe('a filled lesson and its row', () => {
  it.each([
    ['the same words', ['Повторение курса 7 класса', 'Рациональные выражения'], ['a same', 'b same']],
    ['letters, dots and ё do not matter', ['ПОВТОРЕНИЕ  курса 7 класса.'], ['a same']],
    ['nearly the same', ['Рациональные выражения, решение задач'], ['b similar']],
    [
      'two hours of a row',
      ['Сокращение дробей. Основное свойство дроби', 'Основное свойство дроби'],
      ['c similar', 'c similar'],
    ],
    [
      'out of order: only when it is the same',
      ['Контрольная работа № 1', 'Повторение курса 7 класса', 'Рациональные выражения'],
      ['d same', 'a same', 'b same'],
    ],
    [
      'between two others, when there are as many',
      ['Повторение курса 7 класса', 'Дроби и степени', 'Основное свойство дроби. Сокращение дробей'],
      ['a same', 'b order', 'c same'],
    ],
    [
      'not when something was left out',
      ['Повторение курса 7 класса', 'Беседа', 'Контрольная работа № 1'],
      ['a same', '—', 'd same'],
    ],
    ['nothing alike at all: by order from the beginning', ['Лекция', 'Семинар'], ['a order', 'b order']],
    ['behind the last one by order', ['Контрольная работа № 1', 'Лекция', 'Семинар'], ['d same', 'e order', '—']],
  ])('%s', (_, topics, expected) => {
    expect(bound(...topics)).toEqual(expected);
  });

  it('no hour is given twice, every lesson is told of once, and a plan held as it is written is found whole', () => {
    const word = fc.constantFrom('дроби', 'корни', 'степень', 'функция', 'график', 'задачи', 'повторение', 'тест');
    const topic = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 25 }), fc.array(topic, { maxLength: 25 }), (topics, plan) => {
        const lessons = topics.map((text, at) => ({ id: at + 1, topic: text }));
        const hours = plan.map((text, at) => ({ row: `r${at}`, topic: text }));
        const found = bindLessons(lessons, hours);
        expect(found.map(({ lessonId }) => lessonId)).toEqual(lessons.map(({ id }) => id));
        const rows = found.flatMap(({ row }) => row ?? []);
        expect(new Set(rows).size).toBe(rows.length);
        for (const { row, how } of found) expect(row === null).toBe(how === null);
        const whole = bindLessons(
          hours.map(({ topic: text }, at) => ({ id: at + 1, topic: text })),
          hours,
        );
        expect(whole.map(({ row }) => row)).toEqual(hours.map(({ row }) => row));
      }),
      { seed: 20261202 },
    );
  });
});

it('is proposed hours of lessons only, and none that a bound lesson has passed', () => {
  const row = (id: string, kind: 'section' | 'lesson', topic: string, hours: number) => ({ id, kind, topic, hours });
  const plan = [
    row('s', 'section', 'Дроби', 0),
    row('a', 'lesson', 'Сложение дробей', 1),
    row('b', 'lesson', 'Сложение дробей', 2),
  ];
  const lessons = [1, 2, 3].map((id) => ({ id, topic: 'Сложение дробей' }));
  const proposed = proposeRows(plan, [{ rows: ['a'] }], lessons);
  expect(proposed.map(({ row: found }) => found)).toEqual(['b', 'b', null]);
});
