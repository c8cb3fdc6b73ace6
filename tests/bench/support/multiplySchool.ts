import { openPool } from '#db/pool.ts';

/** Ids of one copied school are this far from those of the one before: no school has so many rows of a kind. */
const STEP = 10_000_000;
/** Belong to one person in the whole database, or to the database itself. */
const LEFT_OUT = ['account', 'session', 'sign_in_failure', 'known_device', 'schema_version'];

/** Copies school 1 until there are `schools`, every row of it under other ids, as their sequences would have given: several
 *  times quicker than inventing them, and as many rows of the same distribution. */
export async function multiplySchool(superUrl: string, schools: number): Promise<void> {
  const sql = openPool(superUrl, { max: 1 });
  try {
    const columns = await sql<{ table: string; column: string; shifted: boolean }[]>`
      select c.table_name as table, c.column_name as column,
        c.data_type = 'integer' and c.column_name ~ '(^id|_id|_by)$' as shifted
      from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name <> all (${LEFT_OUT})
        and c.column_name <> 'school_id'
      order by c.table_name, c.ordinal_position`;
    // The rows were consistent under the old ids and are so under the new ones: checking each foreign key takes longest.
    await sql`set session_replication_role = replica`;
    for (const table of new Set(columns.map((c) => c.table))) {
      const own = columns.filter((c) => c.table === table);
      const names = own.map((c) => c.column).join(', ');
      const values = own.map((c) => (c.shifted ? `${c.column} + (n - 1) * ${STEP}` : c.column)).join(', ');
      await sql.unsafe(
        `insert into ${table} (school_id, ${names}) overriding system value
         select n, ${values} from ${table}, generate_series(2, ${schools}) n where school_id = 1 order by n`,
      );
    }
    await sql`analyze`;
  } finally {
    await sql.end();
  }
}
