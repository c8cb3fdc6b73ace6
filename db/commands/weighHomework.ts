import type { Change } from '#db/commands/command.ts';

/** What a change of a homework does to the volume of the day it is due: how long it takes and when, and not what it is. */
export function weighHomework(
  lesson: { lessonId: number; groupId: number; classId: number; date: string },
  homework: { state: 'given' | 'none' | null; minutes: number | null; dueId: number | null; dueDate: string | null },
  v: number,
  before: { minutes: number | null; dueId: number | null },
): Change {
  const { state, minutes, dueId, dueDate } = homework;
  return {
    event: {
      name: 'homework.weighed',
      data: { ...lesson, given: state === 'given', minutes, dueId, dueDate, v },
    },
    object: `volume:${lesson.lessonId}`,
    base: v - 1,
    version: v,
    before,
  };
}
