import type { Change } from '#db/commands/command.ts';
import type { FillingRow } from '#db/commands/fillingRow.ts';
import type { Asker } from '#db/sql.ts';
import { type Filling, fillingMove, fillingOf, isMoved } from '#lib/domain/filling.ts';
import { classOfRights } from '#lib/policy.ts';

/** The columns of a lesson that commands on its cells need, as loaded by each of them. */
export type LessonRow = {
  lesson_id: number;
  group_id: number;
  class_id: number;
  mixed: boolean;
  subject_id: number;
  teacher_id: number;
  on_date: string;
  status: 'planned' | 'cancelled';
  topic: string | null;
  homework_state: 'given' | 'none' | null;
  roll_at: Date | null;
  due: number;
  done: number;
  grade: number;
  graded: boolean;
  closed: boolean;
};

/** Whether what a command loaded is about a lesson. */
export const isLessonRow = (row: unknown): row is LessonRow =>
  typeof row === 'object' && row !== null && 'lesson_id' in row && 'due' in row;

/** The select list of LessonRow over aliases l (lesson), c (class), s (subject), p (period, left joined). */
export const lessonColumns = (tx: Asker) => tx`
  l.id as lesson_id, l.group_id, l.class_id, l.mixed, l.subject_id, l.teacher_id, l.on_date, l.status, l.topic, l.homework_state,
  l.roll_at, l.due, l.done, c.grade, s.graded, p.closed_at is not null as closed`;
/** The joins that lessonColumns needs. A day belongs to one period of its class's kind, or to none. */
export const lessonJoins = (tx: Asker) => tx`
  join class c on c.school_id = l.school_id and c.id = l.class_id
  join subject s on s.school_id = l.school_id and s.id = l.subject_id
  left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
    and l.on_date between p.starts and p.ends`;

export const lessonRef = (l: Pick<LessonRow, 'lesson_id' | 'group_id' | 'class_id' | 'on_date'>) => ({
  lessonId: l.lesson_id,
  groupId: l.group_id,
  classId: l.class_id,
  date: l.on_date,
});
export const lessonSubject = (l: LessonRow, written = false) => ({
  lessonId: l.lesson_id,
  groupId: l.group_id,
  classId: classOfRights(l),
  date: l.on_date,
  written,
});

/** What a change of a lesson does to the wall: an event for it and the difference of the counters. Nothing when the
 *  filling stays the same, as with nearly every mark. */
export function refill(l: LessonRow, after: Partial<Filling>): { changes: Change[]; filling: FillingRow | null } {
  const before = fillingOf({
    topic: l.topic,
    homeworkState: l.homework_state,
    rollAt: l.roll_at,
    due: l.due,
    done: l.done,
  });
  const next = { ...before, ...after };
  const moved = fillingMove(before, next);
  if (!isMoved(moved)) return { changes: [], filling: null };
  const { lessonId, classId, date } = lessonRef(l);
  return {
    changes: [
      {
        event: { name: 'filling.changed', data: { ...lessonRef(l), teacherId: l.teacher_id, ...next, moved } },
        object: `filling:${l.lesson_id}`,
        base: 0,
        version: 0,
        before: before,
      },
    ],
    filling: { lessonId, date, classId, teacherId: l.teacher_id, ...moved },
  };
}
