import { readAs, type Sql, sql, systemContext } from '#db/sql.ts';

/** The class a student is in today: rights of homeroom teachers ask it. Null: none. */
export async function studentClass(schoolId: number, studentId: number, db: Sql = sql()): Promise<number | null> {
  const rows = await readAs(
    db,
    systemContext(schoolId),
    (tx) => tx<{ class_id: number }[]>`select class_id from enrolment where school_id = ${schoolId}
      and student_id = ${studentId} and starts <= (select school_today(${schoolId}::int))
      and (ends is null or ends >= (select school_today(${schoolId}::int))) order by starts desc limit 1`,
  );
  return rows[0]?.class_id ?? null;
}
