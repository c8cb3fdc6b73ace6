import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { LessonKind } from '#lib/domain/lessons.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** The page «Темы и задания»: what it calls a gap, and how it is searched. `now` is in ms. */

type Written = Pick<JournalLesson, 'cancelled' | 'startsAt' | 'topic' | 'homework'>;

/** A lesson that has begun and lacks its topic or its homework; «не задано» is homework (001 2.7, 004 2б). */
export const isGap = (lesson: Written, now: number): boolean =>
  !lesson.cancelled &&
  Date.parse(lesson.startsAt) <= now &&
  ((lesson.topic ?? '').trim() === '' || lesson.homework === null);

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** Whether every word of the search stands in the date, the topic or the homework; «ё» is «е». */
export function matches(lesson: Pick<JournalLesson, 'date' | 'topic' | 'homework'>, search: string): boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const text = plain([dayMonth(lesson.date), lesson.topic, lesson.homework?.text].filter(Boolean).join(' '));
  return words.every((word) => text.includes(word));
}

/** Kinds of lessons whose topic names the work that is done. */
const WORK_KINDS: ReadonlySet<LessonKind | null> = new Set(['control', 'laboratory', 'practical']);

/** A form of work with at most its number: «Контрольная работа № 2», «Л/р 3», «Диктант». */
const BARE =
  /^((итоговая|входная|вводная|годовая|полугодовая|административная|диагностическая|промежуточная|тематическая) )*((контрольная|самостоятельная|проверочная|лабораторная|практическая) работа|[клпс] ?[./]? ?р\.?|зач[её]т|тест|диктант|сочинение|изложение)( ?№? ?\d+)?$/u;

const bare = (topic: string): boolean =>
  BARE.test(
    topic
      .toLowerCase()
      .replace(/[.!]+$/u, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  );

/** What a topic still wants, in words for its author; null when nothing. A topic is mandatory; a control, laboratory or
 *  practical work names what it is on; every subject, a foreign language too, is kept in Russian (001 2.7). It refuses
 *  nothing: terms of a foreign language stand in topics rightly. `control`: a control work is held at the lesson. */
export function topicWants(topic: string | null, lesson: { kind: LessonKind | null; control: boolean }): string | null {
  if (topic === null) return null;
  if (/\p{L}/u.test(topic) && !/\p{Script=Cyrillic}/u.test(topic))
    return 'Журнал ведётся на русском языке: допишите тему по-русски.';
  if ((lesson.control || WORK_KINDS.has(lesson.kind)) && bare(topic)) return 'Укажите, по какой теме работа.';
  return null;
}
