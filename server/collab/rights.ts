import { log } from '#db/log.ts';
import type { PlanHead } from '#db/plans/store.ts';
import { actorOf, forgetActors, forgetPerson, sessionStates } from '#db/sessions.ts';
import type { Sql } from '#db/sql.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { type Actor, can } from '#lib/policy.ts';
import type { Connection } from '#server/collab/connection.ts';

/** Rights in a document are decided before its door opens and again whenever they may have changed. */

/** Sessions of all connections are asked this often, ms: one look tells who has ended and whose screen is locked. */
const LOOK = 1000;
/** In each such pass one connection in so many has its rights read too: what changed without an event. */
const SHARE = 120;
const LOST = 'session ended or right lost';

export type PlanRights = { read: boolean; write: boolean };
export const rightsIn = (actor: Actor, { subjectId, grade }: PlanHead): PlanRights => ({
  read: can(actor, 'plan.read'),
  write: can(actor, 'plan.write', { subjectId, grade }),
});

/** Watches over everybody who is connected. */
export function watchRights(db: Sql, connections: () => Connection[]) {
  let looking = false;
  let pass = 0;

  async function check(connection: Connection): Promise<void> {
    const actor = await actorOf(connection.cookie, db).catch((error: unknown) => {
      log.warn({ err: error }, 'rights could not be checked: the connection is closed');
      return null;
    });
    const rights = actor && rightsIn(actor, connection.room.plan);
    // Another right than the one it came in with: it comes in anew.
    if (!actor || !rights?.read || (connection.mayWrite && !rights.write)) return connection.close(4401, LOST);
    connection.actor = actor;
    if (rights.write && !connection.mayWrite) connection.letWrite();
  }

  async function look(): Promise<void> {
    const all = connections();
    if (all.length === 0) return;
    const states = await sessionStates([...new Set(all.map(({ actor }) => actor.sessionId))], db);
    pass = (pass + 1) % SHARE;
    for (const connection of all) {
      const state = states.get(connection.actor.sessionId);
      if (!state) connection.close(4401, LOST);
      else {
        connection.lock(state.locked);
        if (state.today !== connection.actor.today || connection.actor.sessionPublicId % SHARE === pass)
          await check(connection);
      }
    }
  }
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => log.warn({ err: error }, 'sessions could not be looked at'))
      .finally(() => {
        looking = false;
      });
  }, LOOK);
  timer.unref();

  return {
    /** An event of a school. */
    hear(schoolId: number, event: AppliedEvent): void {
      if (event.name === 'session.ended') {
        forgetActors();
        for (const connection of connections())
          if (connection.actor.schoolId === schoolId && connection.actor.sessionPublicId === event.data.publicId)
            connection.close(4401, LOST);
      } else if (event.name === 'rights.changed') {
        const { personId } = event.data;
        forgetPerson(schoolId, personId);
        for (const connection of connections())
          if (connection.actor.schoolId === schoolId && connection.actor.personId === personId) void check(connection);
      }
    },
    close: () => clearInterval(timer),
  };
}
