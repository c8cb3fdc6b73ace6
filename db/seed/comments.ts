import type { Random } from '#db/seed/random.ts';
import type { WorkTypeKey } from '#db/seed/workTypes.ts';

/** What teachers write beside a mark: to the family, or to themselves. */

const ANSWER_GOOD = [
  'Отличный ответ у доски',
  'Полный ответ, примеры свои',
  'Помог товарищу разобраться',
  'Самостоятельно доказал свойство',
];
const ANSWER_FAIR = [
  'Неполный ответ, повторить правило',
  'Отвечал с подсказкой',
  'Ошибка в определении',
  'Учить термины',
];
const ANSWER_POOR = ['Не готов к уроку', 'Правило не выучено', 'Нет тетради и задания'];
const WRITTEN_GOOD = ['Без ошибок', 'Решена дополнительная задача', 'Аккуратно и полно'];
const WRITTEN_FAIR = [
  'Ошибка в вычислениях',
  'Две орфографические ошибки',
  'Последнее задание не решено',
  'Невнимательность: знак потерян',
];
const WRITTEN_POOR = ['Переписать работу до пятницы', 'Задания 3–5 не решены', 'Прийти на консультацию во вторник'];
const NOTES = [
  'Спросить на следующем уроке',
  'Пересадить на первую парту',
  'Позвонить маме, если не исправит',
  'Готовить к олимпиаде',
  'Просит дополнительное задание',
  'Списывал? Проверить устно',
];

const ORAL: readonly WorkTypeKey[] = ['answer', 'byHeart', 'retold', 'report', 'classwork'];

/** A comment that suits the mark; the family reads it. */
export function commentOn(value: number, type: WorkTypeKey, random: Random): string {
  const lists = ORAL.includes(type)
    ? [ANSWER_POOR, ANSWER_FAIR, ANSWER_GOOD]
    : [WRITTEN_POOR, WRITTEN_FAIR, WRITTEN_GOOD];
  return random.pick(lists[value <= 2 ? 0 : value <= 4 ? 1 : 2] ?? ANSWER_FAIR);
}
/** A private note: its author alone sees it. */
export const noteTo = (random: Random): string => random.pick(NOTES);
