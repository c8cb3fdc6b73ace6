/** Which nodes share the bundled PostgreSQL. Each holds a shared advisory lock over its own connection for as long as
 *  it lives: PostgreSQL drops it when the process is killed, so nothing stale is ever left behind. */
import type postgres from 'postgres';
import { openPool } from '#db/pool.ts';

const NODES_LOCK = 7_294_003;

export type NodeLock = {
  /** True when no other node is left: the one who asks may stop the database. Gives up the own lock. */
  leave(): Promise<boolean>;
};

/** Enters as the only node (`alone`) or beside others. Null when alone is wanted and somebody is there. */
export async function enter(superUrl: string, alone: boolean): Promise<NodeLock | null> {
  // max_lifetime would renew the connection after half an hour and lose the lock without a word.
  const sql = openPool(superUrl, { max: 1, max_lifetime: null, connection: { application_name: 'zvonok node' } });
  if (alone && !(await free(sql))) {
    await sql.end({ timeout: 1 });
    return null;
  }
  await sql`select pg_advisory_lock_shared(${NODES_LOCK})`;
  if (alone) await sql`select pg_advisory_unlock(${NODES_LOCK})`;
  return {
    leave: async () => {
      try {
        await sql`select pg_advisory_unlock_shared(${NODES_LOCK})`;
        return await free(sql);
      } finally {
        await sql.end({ timeout: 1 });
      }
    },
  };
}

async function free(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ got: boolean }[]>`select pg_try_advisory_lock(${NODES_LOCK}) as got`;
  return row?.got ?? false;
}
