import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import type { KeyCell } from '#lib/domain/journalKeys.ts';
import type { Column } from './columns.ts';
import type { PaintedRow } from './rows.ts';

const NOT_YOURS = 'Записи этого урока ведёт другой учитель.';
const NOT_HERE = 'В этот день ученик здесь не учился.';
const NO_WORK = 'У этого урока нет работы.';

type Rights = JournalView['rights'];
/** Whether this person keeps the record of a lesson: all of them, or those he substitutes. */
export const mayRecord = (rights: Rights, lessonId: number): boolean =>
  rights.write && (rights.lessonIds === null || rights.lessonIds.includes(lessonId));

/** Why the roll of a lesson is not this person's; null when it is. Who sets reasons may also set «Н». */
export const rollLockedOf = (rights: Rights, lessonId: number): string | null =>
  mayRecord(rights, lessonId) || rights.setReasons ? null : NOT_YOURS;

export const recordLockedOf = (view: Pick<JournalView, 'rights' | 'period'>, lesson: JournalLesson): string | null => {
  if (!mayRecord(view.rights, lesson.id)) return NOT_YOURS;
  if (view.period.closed) return 'Период закрыт';
  return lesson.cancelled ? 'Урок отменён' : null;
};

/** Whether a control work is held at the lesson. */
export const hasControl = ({ works, workTypes }: Pick<JournalView, 'works' | 'workTypes'>, lessonId: number): boolean =>
  works.some((work) => work.lessonId === lessonId && workTypes.find(({ id }) => id === work.typeId)?.control);

/** A cell as the rules of the school and the keys see it, the waiting changes included. */
export function keyCellOf(
  view: JournalView,
  painted: PaintedRow,
  columns: readonly Column[],
  col: number,
): KeyCell | null {
  const column = columns[col];
  const content = painted.content[col];
  if (!column || !content) return null;
  const { student } = painted.row;
  const member = student.from <= column.date && (student.to === null || column.date <= student.to);
  const hasMark = painted.content.some(
    (other, i) => columns[i]?.lessonId === column.lessonId && other.marks.some((mark) => mark !== null),
  );
  return {
    facts: {
      lessonDate: column.date,
      today: view.today,
      cancelled: column.cancelled,
      periodClosed: view.period.closed,
      member,
      grade: view.group.grade,
      graded: view.group.graded,
      absent: content.code === 'absent',
      hasMark,
      absenceWithMark: view.rules.absenceWithMark,
      withOne: view.rules.withOne,
    },
    marks: content.marks,
    code: content.code,
    reason: content.reason,
    marksLocked: !mayRecord(view.rights, column.lessonId)
      ? NOT_YOURS
      : column.workId === null
        ? NO_WORK
        : member
          ? null
          : NOT_HERE,
    rollLocked: rollLockedOf(view.rights, column.lessonId) ?? (member ? null : NOT_HERE),
  };
}
