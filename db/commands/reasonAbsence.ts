import { defineCommand } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef } from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  code: string | null;
  reason: 'excused' | 'unexcused' | 'ill' | null;
  reason_v: number | null;
};

/** The homeroom teacher's reason of one absence (003 П4 3.2.5а, 004 1г): «УП», «НП», «Б». May be health data: its event
 *  reaches only those who may read reasons. */
export const reasonAbsence = defineCommand<'absence.reason', Loaded>({
  name: 'absence.reason',
  lock: (input) => input.lessonId,
  load: (tx, input, { schoolId }) => tx<Loaded[]>`
    select ${lessonColumns(tx)}, a.code, a.reason, a.reason_v
    from lesson l ${lessonJoins(tx)}
    left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = ${input.studentId}
    where l.school_id = ${schoolId} and l.id = ${input.lessonId}`,
  permission: (_, l) => ({ action: 'reason.write', subject: { classId: l.class_id } }),
  decide(input, l, { actor, schoolId, today, base }) {
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
      write: (tx) => [
        tx`update attendance set reason = ${reason}, reason_v = reason_v + 1, reason_by = ${actor.personId}
          where school_id = ${schoolId} and lesson_id = ${l.lesson_id} and student_id = ${studentId}`,
      ],
    };
  },
});
