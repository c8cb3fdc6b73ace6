/** Homework follows the lessons of its group: when the lesson it is due at is cancelled or moved, it goes to the next one. */

export type GroupLesson = { id: number; date: string; number: number };
/** A homework whose lesson, or whose due lesson, has come to stand elsewhere. `lesson`: the one that gave it. */
export type BoundHomework = { lesson: GroupLesson; dueId: number | null; dueDate: string | null };

const isAfter = (a: GroupLesson, b: GroupLesson): boolean =>
  a.date !== b.date ? a.date > b.date : a.number !== b.number ? a.number > b.number : a.id > b.id;

/** Where a homework is due from now on. `changed`: the lesson that was changed, null when it is not held any more; `was`: where it
 *  stood by the timetable; `others`: the group's other lessons that are held, in order. */
export function dueAfter(
  { lesson, dueId, dueDate }: BoundHomework,
  changed: { id: number; now: GroupLesson | null; was: GroupLesson },
  others: readonly GroupLesson[],
): { dueId: number | null; dueDate: string | null } {
  const next = (after: GroupLesson) => {
    const found = others.find((other) => isAfter(other, after));
    return { dueId: found?.id ?? null, dueDate: found?.date ?? null };
  };
  if (dueId === changed.id) {
    if (changed.now && isAfter(changed.now, lesson)) return { dueId: changed.id, dueDate: changed.now.date };
    return next(isAfter(changed.was, lesson) ? changed.was : lesson);
  }
  // The lesson that gave it has overtaken the one it was due at.
  const due = others.find((other) => other.id === dueId);
  return due && !isAfter(due, lesson) ? next(lesson) : { dueId, dueDate };
}
