import type postgres from 'postgres';
import { env } from '#db/env.ts';
import { createLanes, type Lanes } from '#db/lanes.ts';
import { openPool } from '#db/pool.ts';
import type { Actor } from '#lib/policy.ts';
import { rowScope } from '#lib/policy.ts';

/** Days travel as «2026-12-02», never as a Date in some machine's zone; a log's `seq` fits a number for ages. */
const types = {
  date: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
  bigint: { to: 20, from: [20], serialize: (value: number) => String(value), parse: (text: string) => Number(text) },
};
export type Sql = postgres.Sql<{ date: string; bigint: number }>;
/** Anything a query can be asked of: the pool, a transaction, a reserved connection. */
export type Asker = postgres.ISql<{ date: string; bigint: number }>;
/** The handle inside a transaction. */
export type Tx = Asker;

/** Told of every statement as it is sent: benches listen, the product does not. */
type Debug = (connection: number, text: string, parameters: unknown[]) => void;

const held = globalThis as typeof globalThis & { zvonokSql?: Sql; zvonokLanes?: WeakMap<Sql, Lanes> };
// Next evaluates modules a second time in one process: pools and their lanes are shared by both, on globalThis.
held.zvonokLanes ??= new WeakMap();
const lanesOf = held.zvonokLanes;

/** Opens a pool, and lanes for its transactions. A statement that hangs must not hold a school's lock for ever. */
export function connect(url: string, options: { max?: number; name?: string; debug?: Debug } = {}): Sql {
  const max = options.max ?? 10;
  const open = (size: number, onclose?: () => void): Sql =>
    openPool(url, {
      max: size,
      types,
      ...(onclose ? { onclose } : {}),
      ...(options.debug ? { debug: options.debug } : {}),
      connection: {
        // Our statements are looked up by keys: the plan is the same whatever the values, and planning one of nine
        // tables behind row-level security costs ten times its execution.
        plan_cache_mode: 'force_generic_plan',
        // Joins run in the order they are written in, from the keys outwards: the walls of row-level security hide from
        // the planner how many rows pass, and it once multiplied classes by subjects because it expected one.
        join_collapse_limit: 1,
        // A plan is made once for a connection and kept: made while a table was nearly empty, it would read that table
        // from end to end for ever after.
        enable_seqscan: 'off',
        application_name: options.name ?? 'zvonok',
        statement_timeout: 5000,
        lock_timeout: 2000,
        idle_in_transaction_session_timeout: 10_000,
      },
    });
  const pool = open(max);
  lanesOf.set(
    pool,
    createLanes(max, (onclose) => open(1, onclose)),
  );
  return pool;
}

/** Ends a pool and its lanes; what is under way has `seconds` to finish. */
export async function disconnect(db: Sql, seconds = 5): Promise<void> {
  await lanesOf.get(db)?.end();
  await db.end({ timeout: seconds });
}

/** This process's pool. */
export function sql(): Sql {
  if (held.zvonokSql) return held.zvonokSql;
  const { databaseUrl } = env();
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: start with `npm start`, which sets it');
  held.zvonokSql = connect(databaseUrl);
  return held.zvonokSql;
}

/** For whom a transaction runs. `students`, `groups`: «*» for staff and for the system, else what a family may touch. */
export type Context = { schoolId: number; personId: number | null; students: number[] | '*'; groups: number[] | '*' };

export const systemContext = (schoolId: number): Context => ({ schoolId, personId: null, students: '*', groups: '*' });
export const contextOf = (actor: Actor): Context => ({
  schoolId: actor.schoolId,
  personId: actor.personId,
  ...rowScope(actor),
});

const list = (ids: number[] | '*') => (ids === '*' ? '*' : `{${ids.join(',')}}`);
/** The statement that tells row-level security who asks: local to the transaction, or it would leak to the next user. */
export function setContext(tx: Asker, context: Context) {
  return tx`select set_config('zvonok.school', ${String(context.schoolId)}, true),
    set_config('zvonok.person', ${context.personId === null ? '' : String(context.personId)}, true),
    set_config('zvonok.students', ${list(context.students)}, true),
    set_config('zvonok.groups', ${list(context.groups)}, true)`;
}

/** What tells that the connection itself is gone: it must neither be asked for a rollback nor used again. */
const GONE = /^(CONNECTION_|ECONN|EPIPE|57P0)/;
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function lanesFor(db: Sql) {
  const lanes = lanesOf.get(db);
  if (!lanes) throw new Error('transactions need a pool opened by connect()');
  return lanes;
}

/** One transaction on a lane of its own. Rejects with the first error; a connection that dies inside it is told within
 *  the same turn, and the lane is thrown away. */
export async function transaction<T>(db: Sql, begin: 'begin' | 'read', work: (tx: Asker) => Promise<T>): Promise<T> {
  const lanes = lanesFor(db);
  const lane = await lanes.take();
  const { connection, died } = lane;
  let alive = true;
  try {
    const begun = (
      begin === 'read' ? connection`begin isolation level repeatable read read only` : connection`begin`
    ).execute();
    const [value] = await Promise.race([Promise.all([work(connection), begun]), died]);
    const { command } = await Promise.race([connection`commit`, died]);
    // What `work` sent and did not wait for may have failed: the database then answers a commit with a rollback.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return value;
  } catch (error) {
    alive = !lane.dead && !GONE.test(codeOf(error));
    if (alive)
      await Promise.race([connection`rollback`, died]).catch(() => {
        alive = false;
      });
    throw error;
  } finally {
    lanes.give(lane, alive);
  }
}

/** Runs reads in one snapshot as this person. Only the handle given may be used inside: the pool would deadlock. A read
 *  that met a dying connection is asked once more: it has changed nothing. */
export const readAs = <T>(db: Sql, context: Context, read: (tx: Asker) => Promise<T>): Promise<T> =>
  twice(() =>
    transaction(db, 'read', async (tx) => {
      // Sent, not awaited: it goes down the wire just before the first query, in the same packet.
      const ready = setContext(tx, context).execute();
      const [value] = await Promise.all([read(tx), ready]);
      return value;
    }),
  );
async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (GONE.test(codeOf(error))) return ask();
    throw error;
  }
}

/** The same for one statement: begin, context, statement and commit go down the wire together, and one answer is waited for
 *  instead of two. When the statement fails the database makes a rollback of the commit behind it. */
export const readAtOnce = <T>(db: Sql, context: Context, send: (tx: Asker) => { execute(): Promise<T> }): Promise<T> =>
  twice(async () => {
    const lanes = lanesFor(db);
    const lane = await lanes.take();
    const { connection, died } = lane;
    let alive = false;
    try {
      const sent = [
        connection`begin read only`.execute(),
        setContext(connection, context).execute(),
        send(connection).execute(),
        connection`commit`.execute(),
      ] as const;
      const [, , value, committed] = await Promise.race([Promise.allSettled(sent), died]);
      // Whatever has failed in it, the commit's answer has ended the transaction.
      alive = committed.status === 'fulfilled';
      if (value.status === 'rejected') throw value.reason;
      if (committed.status === 'rejected') throw committed.reason;
      return value.value;
    } finally {
      lanes.give(lane, alive);
    }
  });

/** The same for a transaction that writes outside the command path: sessions and the first set-up. */
export const writeAs = <T>(db: Sql, context: Context, write: (tx: Asker) => Promise<T>): Promise<T> =>
  transaction(db, 'begin', async (tx) => {
    await setContext(tx, context);
    return write(tx);
  });
