import type { SubjectKey } from '#db/seed/subjects.ts';
import { BESIDE_TOPICS } from '#db/seed/topics/beside.ts';
import { inBook, type TopicBook } from '#db/seed/topics/book.ts';
import { HISTORY_TOPICS } from '#db/seed/topics/history.ts';
import { LANGUAGE_TOPICS } from '#db/seed/topics/language.ts';
import { LITERATURE_TOPICS } from '#db/seed/topics/literature.ts';
import { MATHEMATICS_TOPICS } from '#db/seed/topics/mathematics.ts';
import { NATURE_TOPICS } from '#db/seed/topics/nature.ts';
import { PRACTICE_TOPICS } from '#db/seed/topics/practice.ts';
import { RUSSIAN_TOPICS } from '#db/seed/topics/russian.ts';
import { SOCIETY_TOPICS } from '#db/seed/topics/society.ts';
import { WORLD_TOPICS } from '#db/seed/topics/world.ts';

const BOOKS: readonly TopicBook[] = [
  RUSSIAN_TOPICS,
  HISTORY_TOPICS,
  WORLD_TOPICS,
  LANGUAGE_TOPICS,
  LITERATURE_TOPICS,
  MATHEMATICS_TOPICS,
  NATURE_TOPICS,
  SOCIETY_TOPICS,
  PRACTICE_TOPICS,
  BESIDE_TOPICS,
];

/** What a topic that takes several lessons is called from its second one on. */
const CONTINUED: Partial<Record<SubjectKey, readonly string[]>> = {
  math: ['Решение задач', 'Закрепление', 'Решение примеров'],
  alg: ['Решение упражнений', 'Закрепление'],
  calc: ['Решение упражнений', 'Решение заданий ЕГЭ'],
  geom: ['Решение задач', 'Закрепление'],
  stat: ['Решение задач', 'Практикум'],
  phys: ['Решение задач', 'Закрепление'],
  chem: ['Решение задач', 'Закрепление'],
  rus: ['Практикум', 'Закрепление', 'Упражнения'],
  eng: ['Лексика', 'Грамматика', 'Чтение', 'Говорение'],
  read: ['Работа с текстом', 'Выразительное чтение'],
  lit: ['Анализ текста', 'Герои и идея'],
  inf: ['Практикум', 'Закрепление'],
  pe: ['Совершенствование', 'Учёт техники'],
};
const GENERAL = ['Продолжение', 'Закрепление', 'Обобщение'];

const found = new Map<string, readonly string[]>();
/** The year's topics of a subject in a grade, in order. */
export function topicsOf(subject: SubjectKey, grade: number): readonly string[] {
  const key = `${subject}:${grade}`;
  const list = found.get(key) ?? BOOKS.map((book) => inBook(book, subject, grade)).find((own) => own !== null);
  if (!list || list.length === 0) throw new Error(`No topics for ${key}.`);
  found.set(key, list);
  return list;
}

/** The topic of the lesson number `at` (from 0) of `count` in the year, and how many lessons it has been going on. */
export function topicAt(subject: SubjectKey, grade: number, at: number, count: number): { name: string; part: number } {
  const list = topicsOf(subject, grade);
  const total = Math.max(count, 1);
  const index = Math.min(list.length - 1, Math.floor((at * list.length) / total));
  const part = at - Math.ceil((index * total) / list.length);
  const name = list[index] ?? '';
  const continued = CONTINUED[subject] ?? GENERAL;
  return { name: part === 0 ? name : `${name}. ${continued[(part - 1) % continued.length]}`, part };
}
