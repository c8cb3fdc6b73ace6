import { describe, expect, it } from 'vitest';
import type { LessonKind } from '#lib/domain/lessons.ts';
import { topicWants } from '#lib/domain/topics.ts';

describe('what a topic wants', () => {
  const RUSSIAN = 'Журнал ведётся на русском языке: допишите тему по-русски.';
  const WORK = 'Укажите, по какой теме работа.';
  const TABLE: [topic: string | null, kind: LessonKind | null, control: boolean, wants: string | null][] = [
    [null, 'control', true, null],
    ['Квадратные уравнения', 'new', false, null],
    ['Present Perfect', 'new', false, RUSSIAN],
    ['Настоящее совершённое время (Present Perfect)', 'new', false, null],
    ['2 + 2 = 4', null, false, null],
    ['Контрольная работа', 'control', false, WORK],
    ['Контрольная работа № 3.', null, true, WORK],
    ['Итоговая контрольная работа', null, true, WORK],
    ['К/р 2', 'control', false, WORK],
    ['Л.р. 4', 'laboratory', false, WORK],
    ['Практическая  работа №1', 'practical', false, WORK],
    ['Зачёт', 'control', false, WORK],
    ['Контрольная работа № 3 «Квадратные корни»', 'control', true, null],
    ['Лабораторная работа № 4. Измерение плотности', 'laboratory', false, null],
    // Outside such a lesson the words are a topic like any other.
    ['Сочинение', 'new', false, null],
    ['Control work', 'control', true, RUSSIAN],
  ];
  it('is Russian words in every subject, and the theme of a control, laboratory or practical work', () => {
    for (const [topic, kind, control, wants] of TABLE)
      expect(topicWants(topic, { kind, control }), `${topic}, ${kind}`).toBe(wants);
  });
});
