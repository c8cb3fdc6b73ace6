import { io, type Socket } from 'socket.io-client';
import { openPool } from '#db/pool.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { type ClientMessages, PROTOCOL, type ServerMessages, type ViewKey } from '#lib/contract/socket.ts';
import { SCHOOL } from '#tests/bench/support/people.ts';

export type Push = { seq: number; events: AppliedEvent[] };
export type Client = Socket<ServerMessages, ClientMessages>;
type Options = { origin: string; cookie: string; rooms?: string[]; onPush: (push: Push) => void };

/** A connected client of the product, or of the floor, which is told the rooms instead of finding them. */
export async function openSocket({ origin, cookie, rooms = [], onPush }: Options): Promise<Client> {
  const socket: Client = io(origin, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL, rooms },
    extraHeaders: { cookie, origin },
    reconnection: false,
    forceNew: true,
  });
  socket.on('push', onPush);
  await new Promise<void>((connected, failed) => {
    socket.once('connect', connected);
    socket.once('connect_error', failed);
  });
  return socket;
}

/** Follows a view of the product from `since`. */
export async function watchView(socket: Client, key: ViewKey, since: number): Promise<void> {
  const answer = await socket.timeout(30_000).emitWithAck('watch', { key, since });
  if (!answer.ok || 'reset' in answer) throw new Error(`watching was refused: ${JSON.stringify(answer)}`);
}

/** The newest seq of the school's log. */
export async function headSeq(ownerUrl: string): Promise<number> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const [head] = await sql<{ seq: number }[]>`select seq::int from school_log_head where school_id = ${SCHOOL}`;
    return head?.seq ?? 0;
  } finally {
    await sql.end();
  }
}

/** Runs `work` for every item, at most `width` at a time; returns the results in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await work(item, at);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
