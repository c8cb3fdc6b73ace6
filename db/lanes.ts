import type postgres from 'postgres';

/** Connections for transactions, each a client of its own with one connection reserved for good. The driver's shared pool
 *  cannot survive a connection that dies inside a transaction: its begin() asks a dead socket for a rollback and ends the
 *  process, and a reserved connection that dies is never given to anybody again, so that the pool hangs. A lane that dies
 *  is thrown away whole, and the next transaction opens a new one. */

type Types = { date: string; bigint: number };
export type Client = postgres.Sql<Types>;
export type Connection = postgres.ReservedSql<Types>;
export type Lane = { client: Client; connection: Connection; died: Promise<never>; dead: boolean };
export type Lanes = { take(): Promise<Lane>; give(lane: Lane, alive: boolean): void; end(): Promise<void> };

/** What a transaction is told when its connection has gone: to be asked again, not a fault of the command. */
export class LaneDied extends Error {
  readonly code = 'CONNECTION_CLOSED';
}

/** At most `limit` lanes; who comes when all are taken waits in turn. */
export function createLanes(limit: number, open: (onclose: () => void) => Client): Lanes {
  const idle: Lane[] = [];
  const waiting: { go: (lane: Lane) => void; fail: (error: unknown) => void }[] = [];
  let taken = 0;

  async function make(): Promise<Lane> {
    let die: (error: Error) => void = () => undefined;
    const died = new Promise<never>((_, reject) => {
      die = reject;
    });
    // Thrown by whoever races against it; alone it is nobody's.
    died.catch(() => undefined);
    const lane: { current: Lane | null } = { current: null };
    const client = open(() => {
      if (lane.current) lane.current.dead = true;
      die(new LaneDied('the connection was closed'));
    });
    try {
      const connection = await Promise.race([client.reserve(), died]);
      lane.current = { client, connection, died, dead: false };
      return lane.current;
    } catch (error) {
      void client.end({ timeout: 0 });
      throw error;
    }
  }
  const free = (): Lane | undefined => {
    let lane = idle.pop();
    while (lane?.dead) lane = idle.pop();
    return lane;
  };
  function next(): void {
    const first = waiting.shift();
    if (!first) return;
    taken += 1;
    const lane = free();
    if (lane) first.go(lane);
    else
      make().then(first.go, (error: unknown) => {
        taken -= 1;
        first.fail(error);
        next();
      });
  }
  return {
    take: () =>
      new Promise<Lane>((go, fail) => {
        waiting.push({ go, fail });
        if (taken < limit) next();
      }),
    give(lane, alive) {
      taken -= 1;
      if (alive && !lane.dead) idle.push(lane);
      else {
        lane.dead = true;
        void lane.client.end({ timeout: 0 });
      }
      if (taken < limit) next();
    },
    async end() {
      await Promise.all(idle.splice(0).map((lane) => lane.client.end({ timeout: 1 })));
    },
  };
}
