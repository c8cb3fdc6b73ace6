import { type Asker, readAs, type Sql, sql, systemContext } from '#db/sql.ts';

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

/** Whose a student's papers are to read and to keep, as SQL: his class today; of one who has left the school, the class that
 *  `kept` them last. */
export const classNow = (tx: Asker, schoolId: number, student: Fragment, kept: Fragment) => tx`
  coalesce((select k.class_id from enrolment k where k.school_id = ${schoolId} and k.student_id = ${student}
    and k.starts <= (select school_today(${schoolId}::int)) and (k.ends is null or k.ends >= (select school_today(${schoolId}::int)))
    order by k.starts desc limit 1), ${kept})`;

/** The papers `x` that are class `classId`'s by {@link classNow}; whoever is in it or was is found by the index first. */
export const papersOfClass = (tx: Asker, schoolId: number, classId: Fragment) => tx`
  x.student_id in (select o.student_id from enrolment o where o.school_id = ${schoolId} and o.class_id = ${classId})
    and ${classNow(tx, schoolId, tx`x.student_id`, tx`x.class_id`)} = ${classId}`;
type Fragment = ReturnType<Asker>;
