import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { LessonState } from '#lib/domain/wall.ts';

export type Filled = { topic: boolean; homework: boolean; roll: boolean };

export const filledOf = (lesson: JournalLesson): Filled => ({
  topic: lesson.topic !== null && lesson.topic.trim() !== '',
  homework: lesson.homework !== null,
  roll: lesson.roll,
});

/** The square of one field: it is due once the lesson has begun, and late an hour after the class's last lesson. */
export function fieldState(lesson: JournalLesson, done: boolean, now: number): LessonState {
  if (lesson.cancelled) return 'cancelled';
  if (done) return 'filled';
  if (now < Date.parse(lesson.startsAt)) return 'next';
  return now < Date.parse(lesson.homeworkBy) ? 'empty' : 'late';
}

/** The bar under a date: solid, striped, striped in brick; «next» and «cancelled» have none. */
export function lessonBar(lesson: JournalLesson, now: number): LessonState {
  const { topic, homework, roll } = filledOf(lesson);
  if (lesson.cancelled) return 'cancelled';
  if (now < Date.parse(lesson.startsAt)) return 'next';
  return fieldState(lesson, topic && homework && roll, now);
}
