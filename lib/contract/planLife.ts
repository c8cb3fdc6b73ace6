import * as z from 'zod/mini';
import type { PlanView } from '#lib/contract/planView.ts';
import { CHANGED_FIELDS, type PlanChanges } from '#lib/domain/plans/compare.ts';
import { type PlanState, VERSION_KINDS } from '#lib/domain/plans/life.ts';
import { REMARK_STATES } from '#lib/domain/plans/remarks.ts';
import { PLAN_FIELDS, type PlanField, type PlanRow } from '#lib/domain/plans/rows.ts';

/** What of a plan's life crosses the wire: heads of its versions and the remarks on its cells. */

const id = z.int();
const person = z.strictObject({ id, name: z.string() });
export const planField = z.enum(PLAN_FIELDS as [PlanField, ...PlanField[]]);

/** What departs from another version: rows by id, and the columns of those that changed. */
export const planChanges = z.strictObject({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  moved: z.array(z.string()),
  changed: z.array(z.strictObject({ id: z.string(), fields: z.array(z.enum(CHANGED_FIELDS)) })),
});
/** A version without its rows; the rows are read when it is looked at (`plan.version`). */
export const planVersionHead = z.strictObject({
  number: id,
  kind: z.enum(VERSION_KINDS),
  name: z.nullable(z.string()),
  /** Kind approved: which one. */
  approved: z.nullable(id),
  /** School time, ISO. */
  at: z.string(),
  author: person,
  reason: z.nullable(z.string()),
  /** The update of the document it stands at. */
  seq: z.int(),
});
export type PlanVersionHead = z.infer<typeof planVersionHead>;

/** A remark as it stands, or an answer to one (`parentId`). */
export const planRemark = z.strictObject({
  id,
  rowId: z.string(),
  field: planField,
  kind: z.enum(['comment', 'suggestion']),
  parentId: z.nullable(id),
  text: z.string(),
  /** A suggestion: the cell as its author saw it. */
  was: z.nullable(z.string()),
  author: person,
  at: z.string(),
  state: z.enum(REMARK_STATES),
  settledBy: z.nullable(person),
  v: z.int(),
});
export type PlanRemark = z.infer<typeof planRemark>;

/** A remark with what was answered to it, in the order of answering. */
export type PlanThread = PlanRemark & { answers: PlanRemark[] };
/** Remarks of a plan's view in threads, in the order they were made. */
export function threadsOf(remarks: readonly PlanRemark[]): PlanThread[] {
  const answers = new Map<number, PlanRemark[]>();
  for (const remark of remarks)
    if (remark.parentId !== null) answers.set(remark.parentId, [...(answers.get(remark.parentId) ?? []), remark]);
  return remarks
    .filter((remark) => remark.parentId === null)
    .map((remark) => ({ ...remark, answers: answers.get(remark.id) ?? [] }));
}
/** Sittings of authors that a view lists: older ones are passed over, what was decided or named is not. */
const SITTINGS = 60;
/** The heads a view holds, in the order of their numbers. */
export function headsKept(heads: readonly PlanVersionHead[]): PlanVersionHead[] {
  const sittings = heads.filter((head) => head.kind === 'auto');
  const first = sittings.at(-SITTINGS)?.number ?? 0;
  return heads.filter((head) => head.kind !== 'auto' || head.number >= first);
}
/** How a cell stood from a version on, and whose version that is. */
export type PlanCellVersion = { number: number; at: string; author: { id: number; name: string }; text: string };

/** Rows of a version, and of it alone what is not in its head. */
export type PlanVersionRows = PlanVersionHead & { rows: PlanRow[] };

/** What the parts of a plan's life read of its view, which holds more. */
export type PlanLife = {
  id: number;
  tz: string;
  state: PlanState;
  /** The last approved version; 0: none yet. */
  approved: number;
  /** School time, ISO. */
  approvedAt: string | null;
  /** Why it was returned. */
  note: string | null;
  /** The update of the document that the rows show. */
  seq: number;
  v: number;
  may: { write: boolean; comment: boolean; approve: boolean };
  /** What departs from the approved version; null: none is approved yet. */
  changes: PlanChanges | null;
  /** In the order of their numbers. */
  versions: PlanVersionHead[];
  /** The open ones and their answers, in the order they were made. */
  remarks: PlanRemark[];
};
/** The part of a plan's view that its life reads. */
export function planLifeOf({ plan, tz, may, changes, versions, remarks }: PlanView): PlanLife {
  const { id, state, approved, approvedAt, note, seq, v } = plan;
  return { id, tz, state, approved, approvedAt, note, seq, v, may, changes, versions, remarks };
}
