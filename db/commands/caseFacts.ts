import { type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { CaseStatus, CaseStep } from '#lib/domain/absences.ts';

/** A step of a case record, as it is written down. */
export type CaseRow = {
  studentId: number;
  openedOn: string;
  classId: number;
  status: CaseStatus;
  version: number;
  step: CaseStep;
  text: string | null;
  by: number;
  at: string;
};

export function caseChange(row: CaseRow, by: string, before: CaseStatus | null): Change {
  const { studentId, openedOn, classId, status, version, step, text, at } = row;
  return {
    event: {
      name: 'absenceCase.changed',
      data: { studentId, classId, openedOn, status, note: { number: version, step, text, by, at }, v: version },
    },
    object: `absenceCase:${studentId}:${openedOn}`,
    base: version - 1,
    version,
    before,
  };
}

/** A day's lessons without a valid reason open one record, however many of them say so at once. A second open record of one
 *  student is refused by the database: the commands then run alone and the later finds the earlier's. */
export const writeCases = (tx: Asker, rows: readonly CaseRow[], schoolId: number): Sendable<unknown>[] =>
  rows.length === 0
    ? []
    : [
        tx`insert into absence_case (school_id, student_id, opened_on, class_id, status, version)
          select distinct on ("studentId", "openedOn") ${schoolId}::int, "studentId", "openedOn", "classId", status, version
          from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("studentId" int, "openedOn" date, "classId" int, status text,
            version int)
          order by "studentId", "openedOn"
          on conflict (school_id, student_id, opened_on) do update set class_id = excluded.class_id, status = excluded.status, version = excluded.version`,
        tx`insert into absence_case_note (school_id, student_id, opened_on, number, step, text, by_id, at)
          select distinct on ("studentId", "openedOn", version) ${schoolId}::int, "studentId", "openedOn", version, step, text, by, at
          from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("studentId" int, "openedOn" date, version int, step text,
            text text, by int, at timestamptz)
          order by "studentId", "openedOn", version
          on conflict (school_id, student_id, opened_on, number) do nothing`,
      ];
