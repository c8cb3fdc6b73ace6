import { loadActor } from '#db/actor.ts';
import type { PlanKey } from '#db/plans/store.ts';
import { readAs, type Sql, systemContext } from '#db/sql.ts';
import { type Actor, can, NO_SESSION } from '#lib/policy.ts';

/** What a killed process has left: updates that are committed and not yet read into rows. */

/** Every school of the database: any role may read this table. */
export const allSchools = (db: Sql): Promise<{ schoolId: number }[]> =>
  db<{ schoolId: number }[]>`select school_id as "schoolId" from school order by school_id`;

/** Plans of a school whose last updates nobody has read into rows for a while: whoever writes now has it done himself. */
export const unprojectedPlans = (db: Sql, schoolId: number): Promise<number[]> =>
  readAs(db, systemContext(schoolId), async (tx) => {
    const rows = await tx<{ id: number }[]>`select p.id from plan p
      join plan_update u on u.school_id = p.school_id and u.plan_id = p.id and u.seq = p.seq
      where p.school_id = ${schoolId} and p.projected < p.seq and u.at < now() - interval '10 seconds'`;
    return rows.map(({ id }) => id);
  });

/** The one who wrote last of what is not yet projected and has a part in the school still; null: none of them has. */
export async function authorOfUnprojected(db: Sql, { schoolId, planId }: PlanKey): Promise<Actor | null> {
  const authors = await readAs(
    db,
    systemContext(schoolId),
    (tx) => tx<{ id: number }[]>`select u.author_id as id from plan p
      join plan_update u on u.school_id = p.school_id and u.plan_id = p.id and u.seq > p.projected
      where p.school_id = ${schoolId} and p.id = ${planId} group by u.author_id order by max(u.seq) desc`,
  );
  for (const { id } of authors) {
    const session = { id: NO_SESSION, public_id: 0, school_id: schoolId, person_id: id, hat: 'teacher', locked: false };
    const actor = await loadActor(db, session);
    if (actor && can(actor, 'plan.read')) return actor;
  }
  return null;
}
