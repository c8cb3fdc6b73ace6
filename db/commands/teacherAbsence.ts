import { type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import type { AbsenceOrder, AwayTime, TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';

/** What the three commands on teachers' absences share. */

export type AwayRecord = AwayTime & AbsenceOrder & { reason: TeacherAbsenceReason };
export type AbsenceRow = AwayRecord & {
  id: number;
  teacherId: number;
  cancelled: boolean;
  v: number;
  by: number;
  at: Date;
};

/** The teacher's other absences over alias t (teacher_absence), as refuseAway wants them. */
export const otherAbsences = (tx: Asker) => tx`coalesce(json_agg(json_build_object('from', t.starts, 'to', t.ends,
  'numbers', t.numbers, 'reason', t.reason) order by t.starts), '[]')`;

export const absenceChanged = (row: AbsenceRow, teacher: PersonName, before: AwayRecord | null): Change => {
  const { id, teacherId, from, to, numbers, reason, orderNo, orderOn, cancelled, v } = row;
  return {
    event: {
      name: 'teacherAbsence.changed',
      data: {
        ...{ id, from, to, reason, orderNo, orderOn, cancelled, v },
        numbers: numbers && [...numbers],
        teacher: { id: teacherId, name: shortName(teacher) },
      },
    },
    object: `teacherAbsence:${id}`,
    base: v - 1,
    version: v,
    before,
  };
};

export const writeAbsences = (tx: Asker, rows: readonly AbsenceRow[], schoolId: number): Sendable<unknown>[] => [
  tx`insert into teacher_absence (school_id, id, teacher_id, starts, ends, numbers, reason, order_no, order_on, cancelled,
      version, by_id, at) overriding system value
    select ${schoolId}, r.id, r."teacherId", r."from", r."to", r.numbers, r.reason, r."orderNo", r."orderOn", r.cancelled, r.v, r.by, r.at
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "teacherId" int, "from" date, "to" date, numbers smallint[],
      reason text, "orderNo" text, "orderOn" date, cancelled boolean, v int, by int, at timestamptz)
    on conflict (school_id, id) do update set starts = excluded.starts, ends = excluded.ends, numbers = excluded.numbers,
      reason = excluded.reason, order_no = excluded.order_no, order_on = excluded.order_on, cancelled = excluded.cancelled,
      version = excluded.version, by_id = excluded.by_id, at = excluded.at`,
];
