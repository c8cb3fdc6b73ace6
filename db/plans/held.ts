import type * as Y from 'yjs';
import type { PlanViewRow } from '#lib/contract/planView.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Documents of plans that somebody is writing, held open between two projections: reading a plan whole once a second for
 *  every plan that is open would cost more than all journals. What is held is believed only while the database says that
 *  the update it ends with is the same: a transaction that is rolled back after it was read leaves nothing behind. */

/** `print`: md5 of the update it ends with. `rows`: as they stand in the document. */
export type HeldPlan = {
  generation: string;
  seq: number;
  print: string;
  doc: Y.Doc;
  rows: Map<string, PlanViewRow>;
  /** What was approved last; a version is never written over. */
  approved: { number: number; rows: PlanRow[] } | null;
};

/** Plans held at once: a school's teachers write a few dozen at a time. */
const MOST = 64;

const kept = globalThis as typeof globalThis & { zvonokPlans?: Map<string, HeldPlan> };
// Next evaluates modules a second time in one process: both halves hold one.
kept.zvonokPlans ??= new Map();
const plans = kept.zvonokPlans;

const keyOf = (schoolId: number, planId: number): string => `${schoolId}:${planId}`;
export const heldPlan = (schoolId: number, planId: number): HeldPlan | undefined => plans.get(keyOf(schoolId, planId));

export function holdPlan(schoolId: number, planId: number, plan: HeldPlan): void {
  const key = keyOf(schoolId, planId);
  plans.delete(key);
  plans.set(key, plan);
  const [oldest] = plans.keys();
  if (plans.size > MOST && oldest !== undefined) plans.delete(oldest);
}
/** Whoever goes on writing into a held document takes it away: what he does not finish nobody finds. */
export const takeHeldPlan = (schoolId: number, planId: number): void => void plans.delete(keyOf(schoolId, planId));
