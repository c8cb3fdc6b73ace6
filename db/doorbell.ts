import type { Sql } from '#db/sql.ts';

/** NOTIFY and LISTEN between nodes: ids and volatile words only, never a record. A lost message costs latency. */
export type Channel = 'zvonok_log' | 'zvonok_presence' | 'zvonok_plan';

/** Rings once per payload, outside any transaction of records: NOTIFY inside one serialises commits. Each payload must
 *  be shorter than 8 000 bytes. */
export async function ringDoorbell(db: Sql, channel: Channel, payloads: string[]): Promise<void> {
  await db`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`;
}

/** Calls `hear` for each message, and `connected` on every (re)connect: what came in between is lost and must be read
 *  from where it is kept. */
export async function hearDoorbell(
  db: Sql,
  channel: Channel,
  hear: (payload: string) => void,
  connected: () => void,
): Promise<void> {
  await db.listen(channel, hear, connected);
}
