import type { JournalLesson } from '#lib/contract/journalView.ts';
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
