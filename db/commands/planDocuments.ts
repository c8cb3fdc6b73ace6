import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { type Asked, type Change, rowsOf, type Sendable } from '#db/commands/command.ts';
import { type By, type LoadedPlan, lastVersion, planFacts, withPlansLocked } from '#db/commands/planFacts.ts';
import { headOfVersion } from '#db/commands/planVersions.ts';
import type { PlanWrite } from '#db/commands/planWrite.ts';
import { openDocument, readDocument } from '#db/plans/document.ts';
import { type HeldPlan, heldPlan, holdPlan, takeHeldPlan } from '#db/plans/held.ts';
import { applyAs, projectRows, type Touched } from '#db/plans/projection.ts';
import type { Asker } from '#db/sql.ts';
import type { CommandName } from '#lib/contract/commands.ts';
import type { EventData } from '#lib/contract/events.ts';
import type { PlanViewRow } from '#lib/contract/planView.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { changesOf, comparePlans, isUnchanged } from '#lib/domain/plans/compare.ts';
import { type Sitting, sitDown, stateAfterEdit } from '#lib/domain/plans/life.ts';
import { PLAN_BYTES, type PlanRow } from '#lib/domain/plans/rows.ts';

/** How commands change a document inside the write path: the plan's row is locked, its document opened, changed, appended as
 *  one update and read into rows, all in the command's transaction. */

type Update = PersonName & { seq: number; bytes: string; authorId: number; at: string; print: string };
/** A plan with its document: what stands behind `base`, and the rows at `projected`. */
export type LoadedDocument = LoadedPlan & {
  base: { seq: number; bytes: string } | null;
  updates: Update[];
  /** Null: as they are held. */
  rows: PlanViewRow[] | null;
  /** The school's work types. */
  types: number[];
  /** The rows of its last approved version; null: none is, or they are held. */
  approvedRows: PlanRow[] | null;
  /** Who has been typing; null: nobody yet. */
  sitting: Sitting | null;
  /** Its newest version; null: none yet. */
  last: { number: number; seq: number } | null;
  /** An open document that the database confirms. */
  held: HeldPlan | null;
};

/** Plans with their documents, locked, for commands whose input names a `planId`. */
export function loadDocuments<N extends CommandName>(
  tx: Asker,
  asked: readonly (Asked<N> & { input: { planId: number } })[],
  schoolId: number,
): Sendable<(LoadedDocument & { n: number })[]> {
  const planIds = [...new Set(asked.map(({ input }) => input.planId))];
  return withPlansLocked(tx, schoolId, planIds, loadUnlocked(tx, asked, schoolId));
}

/** The same as they stand at this statement: for whoever reads the document into rows and appends nothing. Those who type go on
 *  meanwhile; commands wait for each other by the school's head. */
export function loadUnlocked<N extends CommandName>(
  tx: Asker,
  asked: readonly (Asked<N> & { input: { planId: number } })[],
  schoolId: number,
): Sendable<(LoadedDocument & { n: number })[]> {
  const plans = asked.map(({ input: { planId } }, n) => ({ n, planId, held: heldPlan(schoolId, planId) }));
  const q = plans.map(({ n, planId, held }) => ({
    ...{ n, planId, generation: held?.generation, seq: held?.seq, print: held?.print },
    approved: held?.approved?.number,
  }));
  const query = tx<(LoadedDocument & { n: number; fresh: boolean })[]>`
    select q.n, ${planFacts(tx)}, f.fresh, array(select w.id from work_type w
        where w.school_id = p.school_id) as types, p.sitting, ${lastVersion(tx)} as last,
      case when p.approved > 0 and not (f.fresh and p.approved is not distinct from q.approved) then (select v.rows
        from plan_version v where v.school_id = p.school_id and v.plan_id = p.id and v.approved = p.approved)
        end as "approvedRows",
      case when not f.fresh then (select json_build_object('seq', s.seq, 'bytes', encode(s.bytes, 'base64'))
        from plan_state s where s.school_id = p.school_id and s.plan_id = p.id) end as base,
      coalesce((select json_agg(json_build_object('seq', u.seq, 'bytes', encode(u.bytes, 'base64'), 'authorId', u.author_id,
          'at', to_char((u.at + o.clock_offset) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'print', md5(u.bytes),
          'familyName', a.family_name, 'givenName', a.given_name, 'patronymic', a.patronymic) order by u.seq)
        from plan_update u join person a on a.school_id = u.school_id and a.id = u.author_id
        where u.school_id = p.school_id and u.plan_id = p.id and u.seq > case when f.fresh then q.seq
          else coalesce((select s.seq from plan_state s where s.school_id = p.school_id and s.plan_id = p.id), 0) end),
        '[]') as updates,
      case when not (f.fresh and p.projected = q.seq) then coalesce((select json_agg(json_build_object('id', r.id,
          'kind', r.kind, 'order', r.order_key, 'topic', r.topic, 'hours', r.hours, 'type', r.type, 'control', r.control_id,
          'homework', r.homework, 'resources', r.resources, 'results', r.results, 'note', r.note, 'correction', r.correction,
          'position', r.position, 'authors', r.authors) order by r.position)
        from plan_row r where r.school_id = p.school_id and r.plan_id = p.id and not r.removed), '[]') end as rows
    from jsonb_to_recordset(${rowsOf(tx, q)}) as q (n int, "planId" int, generation uuid, seq int, print text,
      approved int)
    join plan p on p.school_id = ${schoolId} and p.id = q."planId"
    join school o on o.school_id = p.school_id
    cross join lateral (select exists (select from plan_update u where u.school_id = p.school_id and u.plan_id = p.id
      and u.seq = q.seq and p.generation = q.generation and p.projected >= q.seq and md5(u.bytes) = q.print) as fresh) f`;
  return {
    async execute() {
      const rows = await query.execute();
      return rows.map(({ fresh, ...row }) => ({
        ...row,
        schoolId,
        held: fresh ? (plans[row.n]?.held ?? null) : null,
      }));
    },
  };
}

/** The same, and beside each document what `query` finds for it; null: nothing. */
export function loadDocumentsWith<N extends CommandName, Found extends { n: number }>(
  tx: Asker,
  asked: readonly (Asked<N> & { input: { planId: number } })[],
  schoolId: number,
  query: Sendable<readonly Found[]>,
): Sendable<(LoadedDocument & { n: number; found: Found | null })[]> {
  const documents = loadDocuments(tx, asked, schoolId);
  return {
    async execute() {
      const [plans, rows] = await Promise.all([documents.execute(), query.execute()]);
      const found = new Map(rows.map((row) => [row.n, row]));
      return plans.map((plan) => ({ ...plan, found: found.get(plan.n) ?? null }));
    },
  };
}

type Opened = {
  doc: Y.Doc;
  old: ReadonlyMap<string, PlanViewRow>;
  touched: Touched;
  last: { who: [number, string]; print: string } | null;
  people: Map<number, string>;
};
/** The document with all its updates, and who touched what since its rows were read. */
function openLoaded(l: LoadedDocument): Opened {
  const doc = l.held?.doc ?? openDocument(l.base ? [bytesOf(l.base.bytes)] : []);
  const touched: Touched = new Map();
  const people = new Map<number, string>();
  let seq = l.held?.seq ?? l.base?.seq ?? 0;
  let last: Opened['last'] = null;
  for (const update of l.updates) {
    if (update.seq !== seq + 1) throw new Error(`plan ${l.planId} has no update ${seq + 1}`);
    seq = update.seq;
    const apply = () => Y.applyUpdate(doc, bytesOf(update.bytes));
    const who: [number, string] = [update.authorId, update.at];
    if (seq <= l.projected) apply();
    else applyAs(doc, touched, who, apply);
    people.set(update.authorId, shortName(update));
    last = { who, print: update.print };
  }
  if (seq !== l.seq) throw new Error(`plan ${l.planId} ends at update ${seq} and not at ${l.seq}`);
  const old = l.rows ? new Map(l.rows.map((row) => [row.id, row])) : (l.held?.rows ?? new Map());
  return { doc, old, touched, last, people };
}
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** What has become of a document: what is told of it, what is written, and all its rows. `tooLarge`: it may not become so. */
type ChangedDocument = { change: Change; write: PlanWrite; rows: PlanRow[]; tooLarge: Refusal | null };

/** What a change of the whole document at once is kept as; what stood before it is kept too, so that there is a way back. */
type MadeAs = { kind: 'imported' | 'restored'; name: string | null };

const TOO_LARGE = refuse('invalid', 'План станет больше 2 МБ: в нём слишком много длинных текстов.');

/** Reads a document into rows, after `change` if one is given. Null: everything is read, and nothing was changed. */
export function changeDocument(
  l: LoadedDocument,
  { actor, now }: By,
  change: ((doc: Y.Doc) => void) | null,
  as: MadeAs | null = null,
): ChangedDocument | null {
  takeHeldPlan(l.schoolId, l.planId);
  const { doc, old, touched, last, people } = openLoaded(l);
  const me: [number, string] = [actor.personId, now.toISOString()];
  const stood = as ? readDocument(doc) : [];
  const bytes = change ? updateOf(doc, () => applyAs(doc, touched, me, () => change(doc))) : null;
  const tooLarge = bytes !== null && Y.encodeStateAsUpdate(doc).byteLength > PLAN_BYTES ? TOO_LARGE : null;
  if (bytes) people.set(actor.personId, shortName(actor.name));
  const seq = l.seq + (bytes ? 1 : 0);
  const projected = projectRows(doc, { rows: old, whole: !l.held }, touched, bytes ? me : (last?.who ?? me), l.types);
  const print = bytes ? createHash('md5').update(bytes).digest('hex') : (last?.print ?? l.held?.print);
  const approved = l.approvedRows ? { number: l.approved, rows: l.approvedRows } : (l.held?.approved ?? null);
  if (print)
    holdPlan(l.schoolId, l.planId, { generation: l.generation, seq, print, doc, rows: projected.all, approved });
  if (seq === l.projected) return null;
  const rows = [...projected.all.values()].map(({ position: _, authors: __, ...row }) => row);
  const changes = approved && l.approved > 0 ? changesOf(comparePlans(approved.rows, rows)) : null;
  const state = changes ? stateAfterEdit(l.state, !isUnchanged(changes)) : l.state;
  const v = l.v + (state === l.state ? 0 : 1);
  const [writer] = bytes || !last ? me : last.who;
  const life = lifeOf(l, { actor, now, as, stood, seq, by: { id: writer, name: people.get(writer) ?? '' } });
  const named = new Set(projected.rows.flatMap((row) => Object.values(row.authors).map(([id]) => id)));
  const data: EventData<'plan.rows'> = {
    ...{ planId: l.planId, subjectId: l.subjectId, grade: l.grade, groupIds: l.groupIds, seq },
    ...{ rows: projected.rows, removed: projected.removed, totals: projected.totals, state, v },
    people: [...people].filter(([id]) => named.has(id)).map(([id, name]) => ({ id, name })),
    ...{ changes, versions: [...life.kept, ...life.made].map((version) => headOfVersion(version)) },
  };
  return {
    change: {
      event: { name: 'plan.rows', data },
      object: `plan:${l.planId}`,
      base: l.projected,
      version: seq,
      before: { rows: projected.before, state: l.state },
    },
    write: {
      ...{ planId: l.planId, seq, state, v, totals: projected.totals, authorId: me[0] },
      ...{ rows: projected.rows, places: projected.places, removed: projected.removed, ...life },
      bytes: bytes ? Buffer.from(bytes).toString('base64') : null,
    },
    ...{ rows, tooLarge },
  };
}

/** Who types from now on, and which versions a change leaves. */
function lifeOf(
  l: LoadedDocument,
  change: By & { as: MadeAs | null; stood: PlanRow[]; seq: number; by: Sitting['by'] },
): Pick<PlanWrite, 'sitting' | 'kept' | 'made'> {
  const { actor, now, as, stood, seq, by } = change;
  const number = (l.last?.number ?? 0) + 1;
  // What is a version already is not kept a second time.
  const known = (at: number) => l.last?.seq === at;
  const version = { planId: l.planId, approved: null, reason: null };
  if (!as) {
    const { sitting, keep } = sitDown(l.sitting, by, now, actor.school.tz);
    if (!keep || known(l.projected)) return { sitting, kept: [], made: [] };
    const kept = { ...version, number, kind: 'auto' as const, name: null, at: keep.at, seq: l.projected };
    return { sitting, kept: [{ ...kept, author: keep.by }], made: [] };
  }
  const at = now.toISOString();
  const before =
    (stood.length === 0 && as.kind !== 'imported') || known(l.seq)
      ? []
      : [{ kind: 'auto' as const, name: null, seq: l.seq, rows: stood }];
  const author = { id: actor.personId, name: shortName(actor.name) };
  const kept = before.map((one) => ({
    ...{ ...version, ...one, number },
    ...{ at: l.sitting?.last ?? at, author: l.sitting?.by ?? author },
  }));
  const made = { ...version, ...as, number: number + kept.length, at, seq, author };
  return { sitting: null, kept, made: [made] };
}

/** What `change` adds to a document, as one update; null: nothing. */
function updateOf(doc: Y.Doc, change: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const note = (bytes: Uint8Array) => void updates.push(bytes);
  doc.on('update', note);
  try {
    doc.transact(change);
  } finally {
    doc.off('update', note);
  }
  return updates.length > 0 ? Y.mergeUpdates(updates) : null;
}
