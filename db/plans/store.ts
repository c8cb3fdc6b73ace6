import * as Y from 'yjs';
import { type Asker, readAs, readAtOnce, type Sql, systemContext, writeAs } from '#db/sql.ts';

/** Where the documents of plans are kept: appended update by update, read after a cursor, packed. `seq` is given under the
 *  lock of the plan's row and has no gaps, so whoever has read up to a seq has missed nothing before it. */

export type PlanKey = { schoolId: number; planId: number };
/** One change of a document (Yjs, V1), and who made it. */
export type NewUpdate = { bytes: Uint8Array; authorId: number };
export type StoredUpdate = { seq: number; bytes: Uint8Array; authorId: number; at: Date };
/** `state`: the document packed up to its seq, when that is newer than what was asked after; the updates follow it. */
export type StoredDocument = { state: { seq: number; bytes: Uint8Array } | null; updates: StoredUpdate[] };
/** What a plan is, for whoever opens its document. */
export type PlanHead = PlanKey & {
  subjectId: number;
  grade: number;
  /** Another one is another document: copies are never merged across it. */
  generation: string;
  seq: number;
  /** Updates up to it are read into the plan's rows. */
  projected: number;
};

/** Appends updates and commits; returns the seq of the last one. Null, and nothing is written: the plan does not exist, or
 *  its document is no longer at `expected` (somebody else has appended meanwhile). One statement, one answer: `plan_append`
 *  sets its context itself. */
export async function appendUpdates(
  db: Sql,
  { schoolId, planId }: PlanKey,
  updates: readonly NewUpdate[],
  expected: number | null = null,
): Promise<number | null> {
  const [row] = await db<{ seq: number | null }[]>`select plan_append(${schoolId}, ${planId}, ${expected},
    ${updates.map(({ bytes }) => hex(bytes))}::text[], ${updates.map((u) => u.authorId)}::int[]) as seq`;
  return row?.seq ?? null;
}
const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** The document after `after` (0: all of it), in one snapshot. */
export const readUpdates = (db: Sql, plan: PlanKey, after: number): Promise<StoredDocument> =>
  readAs(db, systemContext(plan.schoolId), (tx) => readUpdatesIn(tx, plan, after));

/** The same inside a transaction. */
export async function readUpdatesIn(tx: Asker, { schoolId, planId }: PlanKey, after: number): Promise<StoredDocument> {
  const [states, updates] = await Promise.all([
    tx<{ seq: number; bytes: Buffer }[]>`select seq, bytes from plan_state
      where school_id = ${schoolId} and plan_id = ${planId} and seq > ${after}`,
    tx<StoredUpdate[]>`select seq, bytes, author_id as "authorId", at from plan_update
      where school_id = ${schoolId} and plan_id = ${planId} and seq > ${after} order by seq`,
  ]);
  return { state: states[0] ?? null, updates };
}

/** Null: this school has no such plan. */
export async function planHead(db: Sql, { schoolId, planId }: PlanKey): Promise<PlanHead | null> {
  const [head] = await readAtOnce(
    db,
    systemContext(schoolId),
    (tx) => tx<PlanHead[]>`select school_id as "schoolId", id as "planId", subject_id as "subjectId", grade,
        generation, seq, projected from plan where school_id = ${schoolId} and id = ${planId}`,
  );
  return head ?? null;
}

/** How far these plans are. */
export async function planSeqs(db: Sql, schoolId: number, planIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await readAtOnce(
    db,
    systemContext(schoolId),
    (tx) => tx<{ id: number; seq: number }[]>`select id, seq from plan
      where school_id = ${schoolId} and id = any(${[...planIds]})`,
  );
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** Packs what is already read into rows, in one transaction; whoever appends meanwhile does not wait. Returns how many updates
 *  went into the state, 0 also when another node is at it. Never beyond `plan.projected`: the authors of what is not yet
 *  projected stand in its updates alone; and the last one of it stays, by which a held document is known to be this one. */
export const compactPlan = (db: Sql, { schoolId, planId }: PlanKey): Promise<number> =>
  writeAs(db, systemContext(schoolId), async (tx) => {
    const [lock] = await tx<{ got: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${`plan:${schoolId}:${planId}`}, 2)) as got`;
    if (!lock?.got) return 0;
    const [head] = await tx<{ projected: number }[]>`select projected from plan
      where school_id = ${schoolId} and id = ${planId}`;
    const upTo = (head?.projected ?? 0) - 1;
    const { state, updates } = await readUpdatesIn(tx, { schoolId, planId }, 0);
    const packed = updates.filter(({ seq }) => seq <= upTo);
    if (packed.length === 0) return 0;
    await tx`insert into plan_state (school_id, plan_id, seq, bytes)
      values (${schoolId}, ${planId}, ${upTo}, decode(${hex(packDocument({ state, updates: packed }))}, 'hex'))
      on conflict (school_id, plan_id) do update set seq = excluded.seq, bytes = excluded.bytes`;
    await tx`delete from plan_update where school_id = ${schoolId} and plan_id = ${planId} and seq <= ${upTo}`;
    return packed.length;
  });

/** One update that holds the whole document; what was deleted in it is forgotten. */
export function packDocument(stored: StoredDocument): Uint8Array {
  const doc = openDocument(stored);
  try {
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}

/** The document itself. */
export function openDocument({ state, updates }: StoredDocument): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    if (state) Y.applyUpdate(doc, state.bytes);
    for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
  });
  return doc;
}
