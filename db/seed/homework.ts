import type { Group, Lesson } from '#db/seed/model.ts';
import type { Random } from '#db/seed/random.ts';
import { SUBJECTS, type SubjectKey } from '#db/seed/subjects.ts';

/** What teachers set for home, in the words each subject has for it. Paragraphs and numbers go up with the year. */

type Progress = { paragraph: number; page: number; exercise: number; random: Random };
type Phrase = (p: Progress) => string;

const LETTERS = ['(а, б)', '(а–г)', '(1, 3)', '(2, 4)', '(а, в, д)', '(в, г)'];
const problems: Phrase = ({ paragraph, exercise, random }) => {
  const second = random.chance(0.6) ? `, ${exercise + random.between(2, 9)}` : '';
  return `§ ${paragraph}, № ${exercise} ${random.pick(LETTERS)}${second}`;
};
const numbers: Phrase = ({ exercise, random }) =>
  `№ ${exercise}, ${exercise + random.between(1, 4)} ${random.pick(LETTERS)}`;
const onPage: Phrase = ({ page, random }) => `С. ${page}, № ${random.between(1, 4)}, ${random.between(5, 9)}`;
const rule: Phrase = ({ paragraph, exercise }) => `§ ${paragraph}, упр. ${exercise}`;
const rulePage: Phrase = ({ page, exercise }) => `Упр. ${exercise}, правило с. ${page}`;
const questions: Phrase = ({ paragraph, random }) => `§ ${paragraph}, вопросы 1–${random.between(3, 6)}`;
const terms: Phrase = ({ paragraph }) => `§ ${paragraph}, термины в тетрадь`;
const retell: Phrase = ({ paragraph }) => `§ ${paragraph}, пересказ`;
const said =
  (...phrases: string[]): Phrase =>
  ({ random }) =>
    random.pick(phrases);

const PHRASES: Partial<Record<SubjectKey, readonly Phrase[]>> = {
  math: [problems, numbers, numbers],
  alg: [problems, problems, numbers],
  calc: [problems, numbers, said('Вариант ЕГЭ, задания 1–12', 'Карточка в чате класса, № 1–6')],
  geom: [
    problems,
    ({ paragraph, random }) =>
      `§ ${paragraph}, № ${random.between(1, 9)}, ${random.between(10, 20)}, доказательство теоремы`,
  ],
  stat: [problems, terms],
  rus: [rule, rule, rulePage, said('Повторить орфограммы, словарные слова', 'Подготовиться к диктанту')],
  lit: [
    ({ page, random }) => `Читать с. ${page}–${page + random.between(6, 14)}, вопросы`,
    said(
      'Дочитать текст, характеристика героя',
      'Выучить наизусть отрывок',
      'План сочинения',
      'Главы 1–3, цитаты к образу героя',
    ),
  ],
  read: [
    ({ page, random }) => `С. ${page}–${page + random.between(1, 3)}, выразительное чтение`,
    ({ page }) => `С. ${page}, пересказ`,
    said('Выучить стихотворение', 'Рисунок к рассказу', 'Читать 20 минут'),
  ],
  eng: [
    ({ page, random }) => `Ex. ${random.between(1, 8)}, p. ${page}`,
    ({ paragraph, random }) => `Workbook, unit ${Math.ceil(paragraph / 6)}, ex. ${random.between(1, 6)}`,
    ({ paragraph }) => `Слова unit ${Math.ceil(paragraph / 6)}, учить`,
    said('Письмо другу, 100 слов', 'Диалог по образцу', 'Грамматика: повторить времена'),
  ],
  hist: [questions, questions, terms, ({ paragraph }) => `§ ${paragraph}, даты, работа с картой`],
  soc: [questions, terms, said('Эссе, 150 слов')],
  geo: [questions, ({ paragraph }) => `§ ${paragraph}, контурная карта`, retell],
  bio: [retell, questions, ({ paragraph, random }) => `§ ${paragraph}, рис. ${random.between(20, 90)} в тетрадь`],
  phys: [
    problems,
    ({ paragraph, random }) => `§ ${paragraph}, упр. ${random.between(3, 30)} ${random.pick(LETTERS)}`,
    retell,
  ],
  chem: [problems, ({ paragraph, random }) => `§ ${paragraph}, уравнения реакций, № ${random.between(1, 8)}`, terms],
  world: [
    ({ page, random }) => `С. ${page}–${page + random.between(1, 4)}, вопросы`,
    said('Рабочая тетрадь, с. 21–22', 'Наблюдение за погодой'),
  ],
  inf: [questions, said('Составить программу, задача 3', 'Повторить единицы измерения информации')],
  safe: [questions],
  culture: [questions, said('Рассказ о семейной традиции', 'Сообщение на 2 минуты')],
  art: [said('Принести гуашь и кисти', 'Завершить рисунок')],
  mus: [said('Выучить слова песни', 'Сообщение о композиторе')],
  craft: [said('Принести материалы для работы', 'Эскиз изделия')],
  pe: [said('Комплекс утренней гимнастики', 'Приседания, 3 подхода по 15')],
  project: [said('Заполнить паспорт проекта', 'Найти три источника', 'Черновик введения')],
};
/** In grades 2–4 books are numbered by pages. */
const PRIMARY: Partial<Record<SubjectKey, readonly Phrase[]>> = {
  math: [onPage, onPage, said('Таблица умножения, карточка', 'Тетрадь, № 3–5')],
  rus: [
    ({ page, exercise }) => `С. ${page}, упр. ${exercise}`,
    said('Словарные слова', 'Карточка, списать и вставить буквы'),
  ],
};

/** Homework of the lesson number `at` (from 0) of its group: text and minutes, or null when nothing is set. */
export function homeworkFor(
  group: Group,
  lesson: Lesson,
  at: number,
  random: Random,
): { text: string; minutes: number } | null {
  const { grade } = group.cls;
  const subject = SUBJECTS[group.subject];
  // Grade 1 has no homework; after a control work it is seldom set.
  const share = grade === 1 ? 0 : lesson.works[0]?.type === 'control' ? subject.home / 2 : subject.home;
  const phrases = (grade <= 4 ? PRIMARY[group.subject] : null) ?? PHRASES[group.subject];
  if (!phrases || !random.chance(share)) return null;
  const progress: Progress = {
    paragraph: 1 + Math.floor((at * 50) / Math.max(group.lessons.length, 1)),
    page: 6 + Math.floor((at * 150) / Math.max(group.lessons.length, 1)),
    exercise: 5 + at * 4 + random.int(4),
    random,
  };
  const minutes = subject.minutes * (grade <= 4 ? 0.75 : 1) + 5 * random.between(-1, 1);
  return { text: random.pick(phrases)(progress), minutes: Math.max(5, Math.round(minutes / 5) * 5) };
}
