import { loadActor, type SessionRow } from '#db/actor.ts';
import type { PlanKey } from '#db/plans/store.ts';
import { readAs, type Sql, systemContext } from '#db/sql.ts';
import { type Actor, can } from '#lib/policy.ts';

/** What a killed process has left: updates that are committed and not yet read into rows. */

/** Sessions looked through for one that may still speak. */
const SESSIONS = 10;

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

/** The one who wrote last of what is not yet projected and is still signed in; null: nobody is. */
export async function authorOfUnprojected(db: Sql, { schoolId, planId }: PlanKey): Promise<Actor | null> {
  const sessions = await readAs(
    db,
    systemContext(schoolId),
    (tx) => tx<SessionRow[]>`with author as (
        select u.author_id, max(u.seq) as seq from plan p
        join plan_update u on u.school_id = p.school_id and u.plan_id = p.id and u.seq > p.projected
        where p.school_id = ${schoolId} and p.id = ${planId} group by u.author_id
      )
      select s.id, s.public_id, s.school_id, s.person_id, s.hat, s.locked from author a
      join session s on s.school_id = ${schoolId} and s.person_id = a.author_id and s.expires_at > now()
      order by a.seq desc, s.seen_at desc limit ${SESSIONS}`,
  );
  for (const session of sessions) {
    const actor = await loadActor(db, session);
    if (actor && can(actor, 'plan.read')) return actor;
  }
  return null;
}
