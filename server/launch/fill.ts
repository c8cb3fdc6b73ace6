/** What a database holds when the server starts: the demo school, a school of its own, or nothing and a one-time code. */
import { randomInt } from 'node:crypto';
import { env } from '#db/env.ts';
import { fillDemo } from '#db/fillDemo.ts';
import { openPool } from '#db/pool.ts';
import { type FoundSchool, findSchools } from '#db/schools.ts';
import { alignClock } from '#db/seed/alignClock.ts';
import type { Database } from '#server/launch/database.ts';

/** Letters and digits that nobody mixes up when he types them off a screen: no 0, O, 1, I, L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 10;

export type Filling = { schools: FoundSchool[]; seeded: boolean; setupCode: string | null };

/** Fills an empty database with the demo school, or leaves it empty (`empty`) and makes the code that lets the first
 *  administrator in. A demo school's clock is set to the middle of a lesson at every start. */
export async function fillDatabase(
  database: Database,
  empty: boolean,
  onProgress: (text: string) => void,
): Promise<Filling> {
  let schools = await findSchools(database.ownerUrl);
  if (schools.length === 0 && empty) return { schools, seeded: false, setupCode: env().setupCode ?? makeCode() };
  const { testClock } = env();
  const clock = testClock === undefined ? {} : { now: testClock };
  const seeded = schools.length === 0;
  if (seeded) {
    await fillDemo(database.ownerUrl, { ...clock, onProgress });
    schools = await findSchools(database.ownerUrl);
  }
  for (const { id } of schools.filter(({ kind }) => kind === 'demo')) {
    // An own PostgreSQL's owner is behind the wall too: his connection says which school it is about.
    const connection = { 'zvonok.school': String(id), 'zvonok.students': '*', 'zvonok.groups': '*' };
    const sql = openPool(database.ownerUrl, { max: 1, connection });
    try {
      await alignClock(sql, clock);
    } finally {
      await sql.end({ timeout: 5 });
    }
  }
  return { schools, seeded, setupCode: null };
}

const makeCode = (): string => Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
