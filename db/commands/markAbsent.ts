import {
  type AbsentCell,
  type CellRow,
  handOf,
  homeClassOn,
  nameIn,
  type People,
  peopleOf,
  reasonChange,
  rulingsOf,
  writeReasons,
} from '#db/commands/absenceFacts.ts';
import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { type Ruling, reasonOf } from '#lib/domain/absences.ts';
import { refuseAttendance } from '#lib/domain/cells.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = LessonRow & {
  member: boolean;
  code: 'absent' | 'late' | 'remote' | 'exempt' | null;
  minutes: number | null;
  code_v: number | null;
  has_mark: boolean;
  controls: number;
  controls_marked: number;
  number: number;
  home_class: number | null;
  reason: AbsentCell['reason'];
  reason_v: number | null;
  reason_by: number | null;
  hand_reason: AbsentCell['handReason'];
  hand_act: number | null;
  hand_by: number | null;
  rulings: Ruling[];
  people: People;
};

type Row = {
  lessonId: number;
  studentId: number;
  groupId: number;
  classId: number;
  date: string;
  code: 'absent' | 'late' | null;
  minutes: number | null;
  by: number;
  reason: CellRow | null;
};

/** «Н» or «О» on the day of the lesson (000 Пр3.4, 001 3.2.2). The reason is another field with another author; a document
 *  that covers the lesson gives it at once, whoever writes «Н». */
export const markAbsent = defineCommand<'absence.mark', Loaded, Row>({
  name: 'absence.mark',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  // A document entered before it in the batch gives the reason.
  follows: ['absenceDocument.add', 'absenceDocument.change', 'absenceDocument.cancel'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, l.number, ${homeClassOn(tx, tx`q."studentId"`, tx`l.on_date`, schoolId)} as home_class,
      ${rulingsOf(tx, schoolId, tx`q."studentId"`, tx`l.on_date`, tx`l.on_date`)} as rulings,
      ${peopleOf(
        tx,
        schoolId,
        tx`select a.reason_by union select a.hand_by union select o.by_id from absence_document o
            where o.school_id = ${schoolId} and o.student_id = q."studentId" and o.ends >= l.on_date and o.active`,
      )} as people,
      a.reason, a.reason_v, a.reason_by, a.hand_reason, a.hand_act, a.hand_by, ${lessonColumns(tx)}, gs.student_id is not null as member, a.code, a.minutes, a.code_v, x.has_mark, x.controls,
      x.controls_marked
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
      and gs.student_id = q."studentId" and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
    left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = q."studentId"
    cross join lateral (
      select coalesce(bool_or(m.value is not null), false) as has_mark,
        count(distinct w.id) filter (where t.control)::int as controls,
        count(distinct w.id) filter (where t.control and m.number = 1 and m.value > 0)::int as controls_marked
      from work w join work_type t on t.school_id = w.school_id and t.id = w.type_id
      left join mark m on m.school_id = w.school_id and m.work_id = w.id and m.student_id = q."studentId"
      where w.school_id = l.school_id and w.lesson_id = l.id) x`,
  permission: (_, l) => ({ action: 'attendance.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, today, settings, base }) {
    const refused = refuseAttendance(
      {
        lessonDate: l.on_date,
        today,
        cancelled: l.status === 'cancelled',
        periodClosed: l.closed,
        member: l.member,
        grade: l.grade,
        graded: l.graded,
        absent: l.code === 'absent',
        hasMark: l.has_mark,
        absenceWithMark: settings.absenceWithMark,
      },
      input.code,
    );
    if (refused) return refused;
    const minutes = input.code === 'late' ? input.minutes : null;
    const version = l.code_v ?? 0;
    if (input.code === l.code && minutes === l.minutes) return { ok: true, unchanged: true };
    if (base !== version)
      return refuse('conflict', 'Посещаемость этого ученика одновременно изменил другой человек.', {
        current: { value: l.code, version },
      });
    // A control work demands marks of those present: an absence takes the student out of what is due.
    const turn = Number(l.code === 'absent') - Number(input.code === 'absent');
    const [due, done] = [turn * l.controls, turn * l.controls_marked];
    const filled = refill(l, { due: l.due + due, done: l.done + done });
    const { studentId } = input;
    const by = shortName(actor.name);
    const cell = cellOf(l, { minutes, v: version + 1, setBy: actor.personId });
    const held = reasonOf({ date: l.on_date, number: l.number }, handOf(cell), l.rulings);
    const given =
      input.code === 'absent' && (held?.reason ?? null) !== l.reason ? { reason: held?.reason ?? null } : null;
    const reasonBy = nameIn(l.people, given ? (held?.by ?? null) : l.reason_by);
    const whole = {
      ...{ classId: cell.homeClass, code: input.code, minutes, v: version + 1, by },
      ...{ reason: l.reason, reasonV: cell.reasonV, reasonBy: nameIn(l.people, l.reason_by) },
    };
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'absence.changed',
            data: { ...lessonRef(l), studentId, code: input.code, minutes, v: version + 1, whole },
          },
          object: `absence:${l.lesson_id}:${input.studentId}`,
          base: version,
          version: version + 1,
          before: { code: l.code, minutes: l.minutes },
        },
        ...(given ? [reasonChange(studentId, cell, { ...given, by: reasonBy }, by)] : []),
        ...filled.changes,
      ],
      row: {
        ...{ ...lessonRef(l), studentId, code: input.code, minutes, by: actor.personId },
        reason: given && { lessonId: l.lesson_id, studentId, ...given, by: held?.by ?? null },
      },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, minutes, set_by)
      select ${schoolId}, "lessonId", "studentId", "groupId", "classId", date, code, minutes, by
      from jsonb_to_recordset(${rowsOf(
        tx,
        rows.map(({ reason: _, ...row }) => row),
      )}) as r ("lessonId" int, "studentId" int, "groupId" int, "classId" int,
        date date, code text, minutes smallint, by int)
      on conflict (school_id, lesson_id, student_id) do update set code = excluded.code, minutes = excluded.minutes,
        set_by = excluded.set_by, code_v = attendance.code_v + 1`,
    ...writeReasons(
      tx,
      rows.flatMap((row) => row.reason ?? []),
      schoolId,
    ),
  ],
});

const cellOf = (l: Loaded, next: { minutes: number | null; v: number; setBy: number }): AbsentCell => ({
  ...{ lessonId: l.lesson_id, groupId: l.group_id, classId: l.class_id, homeClass: l.home_class ?? l.class_id },
  ...{ date: l.on_date, number: l.number, reason: l.reason, reasonV: l.reason_v ?? 0, reasonBy: l.reason_by },
  ...{ handReason: l.hand_reason, handAct: l.hand_act, handBy: l.hand_by },
  ...next,
});
