/** What counts as a filled lesson (001 3.2.2, 003 П2 2.1): the deputy's wall and its counters rest on this. */

/** The facts of a lesson that filling looks at. `due`: marks its control works demand, `done`: those set. */
export type LessonFacts = {
  topic: string | null;
  homeworkState: 'given' | 'none' | null;
  rollAt: unknown;
  due: number;
  done: number;
};
export type Filling = { topic: boolean; homework: boolean; roll: boolean; due: number; done: number };

/** A topic is text; «не задано» is homework; the roll is an explicit act. */
export function fillingOf(lesson: LessonFacts): Filling {
  return {
    topic: lesson.topic !== null && lesson.topic.trim() !== '',
    homework: lesson.homeworkState !== null,
    roll: lesson.rollAt !== null,
    due: lesson.due,
    done: lesson.done,
  };
}

export type FillingMove = { topic: number; homework: number; roll: number; due: number; done: number };

/** By how much the day's counters move when a lesson goes from one filling to another. */
export function fillingMove(before: Filling, after: Filling): FillingMove {
  return {
    topic: Number(after.topic) - Number(before.topic),
    homework: Number(after.homework) - Number(before.homework),
    roll: Number(after.roll) - Number(before.roll),
    due: after.due - before.due,
    done: after.done - before.done,
  };
}

export const isMoved = (move: FillingMove): boolean =>
  move.topic !== 0 || move.homework !== 0 || move.roll !== 0 || move.due !== 0 || move.done !== 0;
