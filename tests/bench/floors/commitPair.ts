import { openPool } from '#db/pool.ts';

/** The least that saves a mark and its history: the statement pair of the floors, on tables of their own. */

export type Pool = ReturnType<typeof openPool>;
export type Written = {
  lessonId: number;
  workId: number;
  studentId: number;
  number: number;
  value: number;
  body: string;
};

/** No columns, indexes, keys or triggers but those that the two statements themselves need. */
export async function createPairTables(ownerUrl: string): Promise<void> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    await sql`create table if not exists floor_mark (work_id int, student_id int, number smallint, lesson_id int,
      value smallint, set_at timestamptz, version int, primary key (work_id, student_id, number))`;
    await sql`create table if not exists floor_history (id bigint generated always as identity primary key, at timestamptz,
      actor_id int, object text, body text)`;
  } finally {
    await sql.end();
  }
}

/** Upsert and history row, committed together. One statement is one transaction, so nothing is said twice: begin, two statements
 *  and commit sent in one go took half as long again in trials, and waiting for each of the four much longer. */
export const commitPair = (sql: Pool, actorId: number, mark: Written) => sql`
  with written as (
    insert into floor_mark (work_id, student_id, number, lesson_id, value, set_at, version)
    values (${mark.workId}, ${mark.studentId}, ${mark.number}, ${mark.lessonId}, ${mark.value}, now(), 1)
    on conflict (work_id, student_id, number) do update set value = excluded.value, set_at = excluded.set_at,
      version = floor_mark.version + 1
  )
  insert into floor_history (at, actor_id, object, body)
  values (now(), ${actorId}, ${`mark:${mark.workId}:${mark.studentId}:${mark.number}`}, ${mark.body})`;
