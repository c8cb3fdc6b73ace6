import { openPool } from '#db/pool.ts';

export type FoundSchool = { id: number; name: string; kind: 'real' | 'demo' | 'test' };

/** The schools of a database, in order of their numbers, before anybody has signed in: any role may read this table. */
export async function findSchools(url: string): Promise<FoundSchool[]> {
  const sql = openPool(url, { max: 1 });
  try {
    return await sql<FoundSchool[]>`select school_id as id, name, kind from school order by school_id`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
