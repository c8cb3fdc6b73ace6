import { daysBetween } from '#lib/domain/time.ts';

/** Homework: which lesson it is due at, where it is repeated, and the words a subject begins it with. */

/** How many lessons ahead homework can be due. */
export const COMING_LESSONS = 15;

/** A lesson of the group that homework can be due at. */
export type ComingLesson = { id: number; date: string };

/** The lesson homework is due at: the group's next one unless a later one was chosen (ux: «На следующий урок», changeable).
 *  `asked`: null is «the next one», undefined keeps `kept` while it is still to come. «refused»: no coming lesson of the group. */
export function dueLesson(
  coming: readonly ComingLesson[],
  asked: number | null | undefined,
  kept: number | null,
): ComingLesson | null | 'refused' {
  const next = coming[0] ?? null;
  if (asked === null) return next;
  if (asked !== undefined && asked !== kept) return coming.find((lesson) => lesson.id === asked) ?? 'refused';
  // The lesson it was due at may have been cancelled since: then it is the next one again.
  return coming.find((lesson) => lesson.id === kept) ?? next;
}

/** A lesson of a parallel group that homework may be repeated in. */
export type ParallelLesson = { id: number; date: string; number: number; topic: string | null };

const tidy = (text: string | null): string => text?.trim().toLowerCase().replace(/\s+/g, ' ') ?? '';

/** «Повторить на параллель»: the lesson of the other group that stands for this one. The nearest with the same topic; else
 *  of the same day; else the next one after it; null when there is none. */
export function targetLesson<L extends ParallelLesson>(
  source: { date: string; topic: string | null },
  lessons: readonly L[],
): L | null {
  const topic = tidy(source.topic);
  const near = (a: L, b: L) => Math.abs(daysBetween(a.date, source.date)) - Math.abs(daysBetween(b.date, source.date));
  const same = topic === '' ? [] : lessons.filter((lesson) => tidy(lesson.topic) === topic).toSorted(near);
  return (
    same[0] ??
    lessons.find((lesson) => lesson.date === source.date) ??
    lessons.find((lesson) => lesson.date > source.date) ??
    null
  );
}

const COMMON = ['§ ', 'Повторить § ', 'Подготовиться к контрольной работе'] as const;
const BY_SUBJECT: readonly [RegExp, readonly string[]][] = [
  [/алгебр|геометр|математ|вероятност/i, ['§ , № ', '№ ', 'Повторить § ', 'Выучить определения § ']],
  [/русск/i, ['§ , упр. ', 'Упр. ', 'Правило § выучить', 'Подготовиться к диктанту']],
  [/литератур|чтени/i, ['Прочитать ', 'Выучить наизусть ', 'Пересказ с. ', 'Сочинение: ']],
  [/английск|немецк|французск|иностранн/i, ['Упр. , с. ', 'Слова с. выучить', 'Прочитать и перевести с. ']],
  [/физик|хими|биолог|географ/i, ['§ , вопросы ', '§ , задача ', 'Повторить § ', 'Отчёт по лабораторной работе']],
  [/истори|обществозн|окружающ/i, ['§ , вопросы ', '§ пересказ', 'Даты и понятия § ', 'Сообщение: ']],
  [/информат/i, ['§ , задание ', 'Программа: ', 'Повторить § ']],
];

/** «Быстрые заготовки» by subject: the number is typed after. */
export const templatesFor = (subject: string): readonly string[] =>
  BY_SUBJECT.find(([known]) => known.test(subject))?.[1] ?? COMMON;
