import { readAs, type Sql, sql, systemContext } from '#db/sql.ts';

/** Which class a group belongs to: rights of homeroom teachers ask it. NO_CLASS for students of several classes. Null: no
 *  such group in this school. */
export async function groupClass(schoolId: number, groupId: number, db: Sql = sql()): Promise<number | null> {
  const rows = await readAs(
    db,
    systemContext(schoolId),
    (tx) =>
      tx<
        { class_id: number }[]
      >`select case when mixed then 0 else class_id end as class_id from study_group where school_id = ${schoolId} and id = ${groupId}`,
  );
  return rows[0]?.class_id ?? null;
}
