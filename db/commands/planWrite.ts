import { rowsOf, type Sendable } from '#db/commands/command.ts';
import { insertVersions, type NewVersion } from '#db/commands/planVersions.ts';
import type { Asker } from '#db/sql.ts';
import type { PlanViewRow } from '#lib/contract/planView.ts';
import type { PlanTotals } from '#lib/domain/plans/hours.ts';
import type { PlanState, Sitting } from '#lib/domain/plans/life.ts';

/** What becomes of a plan: `bytes` the update to append, null when the document has all. */
export type PlanWrite = {
  planId: number;
  seq: number;
  state: PlanState;
  v: number;
  totals: PlanTotals;
  bytes: string | null;
  authorId: number;
  rows: PlanViewRow[];
  sitting: Sitting | null;
  /** What is kept as it stood before, and as it stands behind the change. */
  kept: NewVersion[];
  made: NewVersion[];
  places: [id: string, position: number][];
  removed: string[];
};
/** Appends the updates and writes the rows of documents that were changed. */
export function writeDocuments(tx: Asker, plans: readonly PlanWrite[], schoolId: number): Sendable<unknown>[] {
  const heads = plans.map(({ rows: _, places: __, removed: ___, kept: ____, made: _____, ...head }) => head);
  const rows = plans.flatMap((plan) => plan.rows.map((row) => ({ ...row, planId: plan.planId })));
  const places = plans.flatMap((plan) => plan.places.map(([id, position]) => ({ planId: plan.planId, id, position })));
  const removed = plans.flatMap((plan) => plan.removed.map((id) => ({ planId: plan.planId, id })));
  const kept = plans.flatMap((plan) => plan.kept);
  const made = plans.flatMap((plan) => plan.made);
  return [
    // As the rows stand, before they are written.
    ...(kept.length > 0 ? [insertVersions(tx, kept, schoolId)] : []),
    tx`insert into plan_update (school_id, plan_id, seq, bytes, author_id)
      select ${schoolId}, r."planId", r.seq, decode(r.bytes, 'base64'), r."authorId"
      from jsonb_to_recordset(${rowsOf(tx, heads)}) as r ("planId" int, seq int, bytes text, "authorId" int)
      where r.bytes is not null`,
    ...(rows.length > 0 ? [putRowsOf(tx, rows, schoolId)] : []),
    ...(places.length > 0
      ? [
          tx`update plan_row w set position = r.position
            from jsonb_to_recordset(${rowsOf(tx, places)}) as r ("planId" int, id text, position int)
            where w.school_id = ${schoolId} and w.plan_id = r."planId" and w.id = r.id`,
        ]
      : []),
    ...(removed.length > 0
      ? [
          tx`update plan_row w set removed = true from jsonb_to_recordset(${rowsOf(tx, removed)}) as r ("planId" int, id text)
            where w.school_id = ${schoolId} and w.plan_id = r."planId" and w.id = r.id`,
        ]
      : []),
    ...(made.length > 0 ? [insertVersions(tx, made, schoolId)] : []),
    // Last: whoever types waits for this row until the commit.
    tx`update plan p set seq = greatest(p.seq, r.seq), projected = r.seq, state = r.state, version = r.v, totals = r.totals,
        sitting = r.sitting, note = case when r.state <> 'approved' then p.note end
      from jsonb_to_recordset(${rowsOf(tx, heads)}) as r ("planId" int, seq int, state text, v int, totals jsonb,
        sitting jsonb)
      where p.school_id = ${schoolId} and p.id = r."planId"`,
  ];
}

const putRowsOf = (tx: Asker, rows: readonly (PlanViewRow & { planId: number })[], schoolId: number) => tx`
  insert into plan_row as w (school_id, plan_id, id, position, order_key, kind, topic, hours, type, control_id, homework,
    resources, results, note, correction, authors)
  select ${schoolId}, r."planId", r.id, r.position, r."order", r.kind, r.topic, r.hours, r.type, r.control, r.homework,
    r.resources, r.results, r.note, r.correction, r.authors
  from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("planId" int, id text, position int, "order" text, kind text, topic text,
    hours int, type text, control int, homework text, resources text, results text, note text, correction text, authors jsonb)
  on conflict (school_id, plan_id, id) do update set position = excluded.position, order_key = excluded.order_key,
    kind = excluded.kind, topic = excluded.topic, hours = excluded.hours, type = excluded.type,
    control_id = excluded.control_id, homework = excluded.homework, resources = excluded.resources,
    results = excluded.results, note = excluded.note, correction = excluded.correction, authors = excluded.authors,
    removed = false`;
