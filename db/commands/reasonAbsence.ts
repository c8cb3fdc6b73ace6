import {
  type AbsentCell,
  handOf,
  homeClassOn,
  nameIn,
  type People,
  peopleOf,
  reasonChange,
  rulingsOf,
} from '#db/commands/absenceFacts.ts';
import { type CaseRow, caseChange, writeCases } from '#db/commands/caseFacts.ts';
import { askedRows, type Change, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonSubject } from '#db/commands/lessonFacts.ts';
import { classNow } from '#db/queries/studentClass.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import type { AttendanceCode } from '#lib/contract/viewParts.ts';
import { type Reason, type Ruling, reasonOf } from '#lib/domain/absences.ts';
import { shortName } from '#lib/domain/people.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  number: number;
  home_class: number | null;
  /** Whose a case record is: the student's class now. */
  class_now: number;
  code: AttendanceCode | null;
  minutes: number | null;
  code_v: number | null;
  set_by: number | null;
  reason: Reason | null;
  reason_v: number | null;
  reason_by: number | null;
  hand_reason: Reason | null;
  hand_act: number | null;
  hand_by: number | null;
  rulings: Ruling[];
  people: People;
  /** A case record of the student that is not closed, or one that this day has opened before. */
  has_case: boolean;
};

type Row = {
  lessonId: number;
  studentId: number;
  reason: Reason | null;
  by: number | null;
  hand: Reason | null;
  handBy: number | null;
  opened: CaseRow | null;
};

/** The homeroom teacher's reason of one absence (003 П4 3.2.5а, 004 1г): «УП», «НП», «Б». Stands over the documents entered
 *  before it; null takes the hand back and leaves what a document says. «НП» opens a case record (004 1г). May be health
 *  data: its event reaches only those who may read reasons. */
export const reasonAbsence = defineCommand<'absence.reason', Loaded, Row>({
  name: 'absence.reason',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  follows: [
    'absenceDocument.add',
    'absenceDocument.change',
    'absenceDocument.cancel',
    'absenceCase.open',
    'absenceCase.step',
  ],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, l.number, a.code, a.minutes, a.code_v, a.set_by, a.reason, a.reason_v, a.reason_by,
      a.hand_reason, a.hand_act, a.hand_by,
      ${homeClassOn(tx, tx`q."studentId"`, tx`l.on_date`, schoolId)} as home_class,
      ${classNow(tx, schoolId, tx`q."studentId"`, tx`l.class_id`)} as class_now,
      ${rulingsOf(tx, schoolId, tx`q."studentId"`, tx`l.on_date`, tx`l.on_date`)} as rulings,
      ${peopleOf(
        tx,
        schoolId,
        tx`select a.set_by union select a.reason_by union select o.by_id from absence_document o
            where o.school_id = ${schoolId} and o.student_id = q."studentId" and o.ends >= l.on_date and o.active`,
      )} as people,
      exists (select from absence_case k where k.school_id = ${schoolId} and k.student_id = q."studentId"
        and (k.status <> 'closed' or k.opened_on = l.on_date)) as has_case
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = q."studentId"`,
  // Beside the classes the reason is the student's own homeroom teacher's to set.
  permission: (_, l) => ({
    action: 'reason.write',
    subject: { classId: l.mixed ? (l.home_class ?? 0) : lessonSubject(l).classId },
  }),
  decide(input, l, { actor, now, today, base }) {
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
    const cell = cellOf(l);
    const { studentId } = input;
    const held = input.reason === null ? reasonOf({ date: l.on_date, number: l.number }, null, l.rulings) : null;
    const reason = input.reason ?? held?.reason ?? null;
    const stands = input.reason === null ? l.hand_reason === null : handOf(cell) !== null;
    if (reason === l.reason && stands) return { ok: true, unchanged: true };
    if (base !== cell.reasonV)
      return refuse('conflict', 'Причину одновременно изменил другой человек.', {
        current: { value: l.reason, version: cell.reasonV },
      });
    const by = reason === null ? null : (held?.by ?? actor.personId);
    const byName = by === actor.personId ? shortName(actor.name) : nameIn(l.people, by);
    const opened: CaseRow | null =
      input.reason === 'unexcused' && !l.has_case
        ? {
            ...{ studentId, openedOn: l.on_date, classId: l.class_now, status: 'open', version: 1, step: 'opened' },
            ...{ text: null, by: actor.personId, at: now.toISOString() },
          }
        : null;
    const changes: [Change, ...Change[]] = [
      reasonChange(studentId, cell, { reason, by: byName }, nameIn(l.people, l.set_by), l.code),
      ...(opened ? [caseChange(opened, shortName(actor.name), null)] : []),
    ];
    const hand = { hand: input.reason, handBy: input.reason === null ? null : actor.personId };
    return { ok: true, changes, row: { lessonId: l.lesson_id, studentId, reason, by, ...hand, opened } };
  },
  write: (tx, rows, schoolId) => [
    tx`update attendance a set reason = r.reason, reason_v = a.reason_v + 1, reason_by = r.by, hand_reason = r.hand,
        hand_by = r."handBy", hand_act = case when r.hand is not null then nextval('absence_act') end
      from jsonb_to_recordset(${rowsOf(
        tx,
        rows.map(({ opened: _, ...row }) => row),
      )}) as r ("lessonId" int, "studentId" int, reason text, by int, hand text, "handBy" int)
      where a.school_id = ${schoolId} and a.lesson_id = r."lessonId" and a.student_id = r."studentId"`,
    ...writeCases(
      tx,
      rows.flatMap((row) => row.opened ?? []),
      schoolId,
    ),
  ],
});

const cellOf = (l: Loaded): AbsentCell => ({
  ...{ lessonId: l.lesson_id, groupId: l.group_id, classId: l.class_id, homeClass: l.home_class ?? l.class_id },
  ...{ date: l.on_date, number: l.number, minutes: l.minutes, v: l.code_v ?? 0, setBy: l.set_by ?? 0 },
  ...{ reason: l.reason, reasonV: l.reason_v ?? 0, reasonBy: l.reason_by },
  ...{ handReason: l.hand_reason, handAct: l.hand_act, handBy: l.hand_by },
});
