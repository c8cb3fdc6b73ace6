import { createHash, randomBytes } from 'node:crypto';
import type { Change } from '#db/commands/command.ts';
import { type Asker, readAs, type Sql, systemContext, type Tx } from '#db/sql.ts';
import type { AppliedEvent, SchoolEvent } from '#lib/contract/events.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** A row of the log before it is written: what one command changed, by whom. */
export type LogEntry = { actorId: number; commandId: string; change: Change; why: string | null };
/** What stands in the payload: the event, the value before, the author's reason. Canonical text, hashed with a salt by reference. */
type Payload = { event: SchoolEvent; before: unknown; why?: string };

/** What is hashed into the chain: every column, in order, as text. Changing one byte of a row changes all later hashes. */
export type ChainRow = {
  seq: number;
  utc: string;
  actor_id: number;
  command_id: string;
  kind: string;
  object: string;
  base: number;
  version: number;
  payload_hash: Buffer;
};
export function chainHash(previous: Buffer, row: ChainRow): Buffer {
  const text = [
    row.seq,
    row.utc,
    row.actor_id,
    row.command_id,
    row.kind,
    row.object,
    row.base,
    row.version,
    row.payload_hash.toString('hex'),
  ].join('\n');
  return createHash('sha256').update(previous).update(text, 'utf8').digest();
}
export const payloadHash = (salt: Buffer, body: string): Buffer =>
  createHash('sha256').update(salt).update(body, 'utf8').digest();

/** The head of a school's chain, and the moment of the rows that follow it. Whoever writes records locks its row first: one
 *  writes at a time. */
export type LogHead = { seq: number; hash: Buffer; utc: string };
/** A command carried out, remembered by its id: what it asked (SHA-256, hex) and which rows of the log it made. */
export type CommandRow = { actor: number; command: string; hash: string; answer: string };

/** Chains the entries behind the locked head; returns their seqs and the one statement that writes them, the new head and the
 *  commands that made them. */
export function chainLog(tx: Asker, schoolId: number, head: LogHead, entries: LogEntry[]) {
  const salts = randomBytes(16 * entries.length);
  const rows = { seq: [] as number[], hash: [] as string[], previous: [] as string[], payload: [] as string[] };
  const bodies: string[] = [];
  let { seq, hash } = head;
  for (const [index, { actorId, commandId, change, why }] of entries.entries()) {
    seq += 1;
    const { event, before } = change;
    const body = JSON.stringify({ event, before, ...(why === null ? {} : { why }) } satisfies Payload);
    const payload = payloadHash(salts.subarray(index * 16, index * 16 + 16), body);
    rows.previous.push(hash.toString('hex'));
    hash = chainHash(hash, {
      seq,
      utc: head.utc,
      actor_id: actorId,
      command_id: commandId,
      kind: change.event.name,
      object: change.object,
      base: change.base,
      version: change.version,
      payload_hash: payload,
    });
    rows.seq.push(seq);
    rows.hash.push(hash.toString('hex'));
    rows.payload.push(payload.toString('hex'));
    bodies.push(body);
  }
  const column = <T>(pick: (entry: LogEntry) => T) => entries.map(pick);
  const saltTexts = entries.map((_, index) => salts.subarray(index * 16, index * 16 + 16).toString('hex'));
  return {
    seqs: rows.seq,
    write: (commands: CommandRow[]) => tx`with rows as (
        select * from unnest(${rows.seq}::bigint[], ${column((e) => e.actorId)}::int[],
          ${column((e) => e.commandId)}::uuid[], ${column((e) => e.change.event.name)}::text[],
          ${column((e) => e.change.object)}::text[], ${column((e) => e.change.base)}::int[],
          ${column((e) => e.change.version)}::int[], ${rows.payload}::text[], ${rows.previous}::text[],
          ${rows.hash}::text[], ${saltTexts}::text[], ${bodies}::text[])
          as t(seq, actor_id, command_id, kind, object, base, version, payload_hash, previous_hash, hash, salt, body)
      ), payload as (
        insert into school_log_payload (school_id, seq, salt, body)
        select ${schoolId}, seq, decode(salt, 'hex'), body from rows
      ), head as (
        update school_log_head set seq = ${seq}, hash = ${hash} where school_id = ${schoolId}
      ), carried_out as (
        insert into command (school_id, actor_id, command_id, body_hash, answer)
        select ${schoolId}, a, c, decode(h, 'hex'), t from unnest(${commands.map((c) => c.actor)}::int[],
          ${commands.map((c) => c.command)}::uuid[], ${commands.map((c) => c.hash)}::text[],
          ${commands.map((c) => c.answer)}::text[]) as rows(a, c, h, t)
      )
      insert into school_log (school_id, seq, at, utc, actor_id, command_id, kind, object, base, version, payload_hash,
        previous_hash, hash)
      select ${schoolId}, seq, ${head.utc}::timestamptz, ${head.utc}, actor_id, command_id, kind, object, base, version,
        decode(payload_hash, 'hex'), decode(previous_hash, 'hex'), decode(hash, 'hex') from rows`,
  };
}

type StoredEvent = PersonName & { seq: number; command_id: string; actor_id: number; body: string };
const storedColumns = (tx: Asker) => tx`select l.seq, l.command_id, l.actor_id, b.body, p.family_name as "familyName",
    p.given_name as "givenName", p.patronymic
  from school_log l join school_log_payload b on b.school_id = l.school_id and b.seq = l.seq
  left join person p on p.school_id = l.school_id and p.id = l.actor_id`;

/** An event as it was told when it happened. The body is our own text: the writer alone puts it there. */
function restore(row: StoredEvent): AppliedEvent {
  const { event } = JSON.parse(row.body) as Payload;
  return { ...event, seq: row.seq, commandId: row.command_id, by: { id: row.actor_id, name: shortName(row) } };
}

/** Events of a school after `since`, oldest first, at most `limit`. Uncut: only the relay may ask. */
export async function eventsSince(db: Sql, schoolId: number, since: number, limit: number): Promise<AppliedEvent[]> {
  const rows = await readAs(
    db,
    systemContext(schoolId),
    (tx) => tx<StoredEvent[]>`${storedColumns(tx)} where l.school_id = ${schoolId} and l.seq > ${since}
      order by l.seq limit ${limit}`,
  );
  return rows.map(restore);
}

/** What one command wrote, for the answer to its repetition. */
export async function eventsBetween(
  tx: Tx | Asker,
  schoolId: number,
  from: number,
  to: number,
): Promise<AppliedEvent[]> {
  const rows = await tx<StoredEvent[]>`${storedColumns(tx)} where l.school_id = ${schoolId}
    and l.seq between ${from} and ${to} order by l.seq`;
  return rows.map(restore);
}

/** The newest seq of a school; 0 before its first event. */
export async function headOf(db: Sql, schoolId: number): Promise<number> {
  const rows = await readAs(
    db,
    systemContext(schoolId),
    (tx) => tx<{ seq: number }[]>`select seq from school_log_head where school_id = ${schoolId}`,
  );
  return rows[0]?.seq ?? 0;
}
