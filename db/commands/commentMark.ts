import { defineCommand } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseMark } from '#lib/domain/cells.ts';

type Loaded = LessonRow & { written: boolean; value: number | null; comment: string | null; comment_v: number };

/** The teacher's comment that the family reads (003 П6 3.1). It needs a mark; it has its own version, so that a comment
 *  and a new value by two people both win. */
export const commentMark = defineCommand<'mark.comment', Loaded>({
  name: 'mark.comment',
  lock: (input) => input.lessonId,
  load: (tx, input, { schoolId }) => tx<Loaded[]>`
    select ${lessonColumns(tx)}, t.written, m.value, m.comment, m.comment_v
    from lesson l ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = ${input.workId} and w.lesson_id = l.id
    join work_type t on t.school_id = w.school_id and t.id = w.type_id
    join mark m on m.school_id = l.school_id and m.work_id = w.id and m.student_id = ${input.studentId}
      and m.number = ${input.number}
    where l.school_id = ${schoolId} and l.id = ${input.lessonId}`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l, l.written) }),
  decide(input, l, { schoolId, today, base }) {
    const refused = refuseMark(
      {
        lessonDate: l.on_date,
        today,
        cancelled: false,
        periodClosed: l.closed,
        member: true,
        grade: l.grade,
        graded: l.graded,
        absent: false,
        hasMark: true,
        absenceWithMark: true,
      },
      null,
    );
    if (refused) return refused;
    const comment = input.comment?.trim() || null;
    if (comment === l.comment) return { ok: true, unchanged: true };
    if (l.value === null && comment !== null)
      return refuse('invalid', 'Комментарий пишут к отметке: сначала поставьте её.');
    if (base !== l.comment_v)
      return refuse('conflict', 'Комментарий одновременно изменил другой человек.', {
        current: { value: l.comment, version: l.comment_v },
      });
    const { workId, studentId, number } = input;
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'mark.commented',
            data: { ...lessonRef(l), studentId, workId, number, comment, v: l.comment_v + 1 },
          },
          object: `comment:${workId}:${studentId}:${number}`,
          base: l.comment_v,
          version: l.comment_v + 1,
          before: l.comment,
        },
      ],
      write: (tx) => [
        tx`update mark set comment = ${comment}, comment_v = comment_v + 1 where school_id = ${schoolId}
          and work_id = ${workId} and student_id = ${studentId} and number = ${number}`,
      ],
    };
  },
});
