import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  code: string | null;
  reason: 'excused' | 'unexcused' | 'ill' | null;
  reason_v: number | null;
};

type Row = { lessonId: number; studentId: number; reason: 'excused' | 'unexcused' | 'ill' | null; by: number };

/** The homeroom teacher's reason of one absence (003 П4 3.2.5а, 004 1г): «УП», «НП», «Б». May be health data: its event
 *  reaches only those who may read reasons. */
export const reasonAbsence = defineCommand<'absence.reason', Loaded, Row>({
  name: 'absence.reason',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, a.code, a.reason, a.reason_v
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = q."studentId"`,
  permission: (_, l) => ({ action: 'reason.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, today, base }) {
    if (l.code === null && l.reason === null) return notFound();
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    if (l.code !== 'absent' && input.reason !== null)
      return refuse('invalid', 'Причину указывают к пропуску: ученик не отмечен отсутствующим.');
    if (input.reason === l.reason) return { ok: true, unchanged: true };
    const version = l.reason_v ?? 0;
    if (base !== version)
      return refuse('conflict', 'Причину одновременно изменил другой человек.', {
        current: { value: l.reason, version },
      });
    const { studentId, reason } = input;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'absence.reasoned', data: { ...lessonRef(l), studentId, reason, v: version + 1 } },
          object: `reason:${l.lesson_id}:${studentId}`,
          base: version,
          version: version + 1,
          before: l.reason,
        },
      ],
      row: { lessonId: l.lesson_id, studentId, reason, by: actor.personId },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update attendance a set reason = r.reason, reason_v = a.reason_v + 1, reason_by = r.by
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, "studentId" int, reason text, by int)
      where a.school_id = ${schoolId} and a.lesson_id = r."lessonId" and a.student_id = r."studentId"`,
  ],
});
