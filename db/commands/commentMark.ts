import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseMark } from '#lib/domain/cells.ts';

type Loaded = LessonRow & { written: boolean; value: number | null; comment: string | null; comment_v: number };

type Row = { workId: number; studentId: number; number: number; comment: string | null };

/** The teacher's comment that the family reads (003 П6 3.1). It needs a mark; it has its own version, so that a comment
 *  and a new value by two people both win. */
export const commentMark = defineCommand<'mark.comment', Loaded, Row>({
  name: 'mark.comment',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, t.written, m.value, m.comment, m.comment_v
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = q."workId" and w.lesson_id = l.id
    join work_type t on t.school_id = w.school_id and t.id = w.type_id
    join mark m on m.school_id = l.school_id and m.work_id = w.id and m.student_id = q."studentId"
      and m.number = q."number"`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l, l.written) }),
  decide(input, l, { today, base }) {
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
      row: { workId, studentId, number, comment },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update mark m set comment = r.comment, comment_v = m.comment_v + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("workId" int, "studentId" int, number int, comment text)
      where m.school_id = ${schoolId} and m.work_id = r."workId" and m.student_id = r."studentId" and m.number = r.number`,
  ],
});
