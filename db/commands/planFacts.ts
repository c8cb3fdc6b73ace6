import type { Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { PlanTotals } from '#lib/domain/plans/hours.ts';
import type { PlanState } from '#lib/domain/plans/life.ts';
import type { Actor } from '#lib/policy.ts';

/** What commands of thematic plans share: their locks, and the plan's row as they load it. */

/** Plans as a whole: which there are, and whom each serves. Holds the locks of all of them. */
export const PLANS_LOCK = 'plans';
export const planLock = (planId: number): string => `${PLANS_LOCK}/plan:${planId}`;

/** A plan's row, locked. */
export type LoadedPlan = {
  schoolId: number;
  planId: number;
  yearId: number;
  subjectId: number;
  grade: number;
  name: string;
  generation: string;
  state: PlanState;
  approved: number;
  approvedAt: string | null;
  note: string | null;
  /** Updates of its document; of them read into rows. */
  seq: number;
  projected: number;
  totals: PlanTotals;
  v: number;
  groupIds: number[];
};
/** Its authors' (001 3.2.1): the permission of what changes a plan. */
export const byAuthors = (_input: unknown, { subjectId, grade }: Pick<LoadedPlan, 'subjectId' | 'grade'>) =>
  ({ action: 'plan.write', subject: { subjectId, grade } }) as const;

/** Who changes a plan, and when. */
export type By = { actor: Actor; now: Date };

/** Columns of plan p as LoadedPlan has them, but for the school. */
export const planFacts = (
  tx: Asker,
) => tx`p.id as "planId", p.year_id as "yearId", p.subject_id as "subjectId", p.grade, p.name,
  p.generation, p.state, p.approved, p.note, p.seq, p.projected, p.totals, p.version as v,
  to_char(p.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "approvedAt",
  array(select pg.group_id from plan_group pg where pg.school_id = p.school_id and pg.plan_id = p.id order by 1) as "groupIds"`;

/** The newest version of plan p. */
export const lastVersion = (
  tx: Asker,
) => tx`(select json_build_object('number', v.number, 'seq', v.seq) from plan_version v
  where v.school_id = p.school_id and v.plan_id = p.id order by v.number desc limit 1)`;

/** Locks the plans' rows, then asks: a statement that waits for a lock would read its sub-queries as of before the wait.
 *  Whoever appends to a document takes the same lock. */
export function withPlansLocked<T>(
  tx: Asker,
  schoolId: number,
  planIds: readonly number[],
  query: Sendable<T>,
): Sendable<T> {
  return {
    async execute() {
      const locked = tx`select id from plan where school_id = ${schoolId} and id = any(${[...planIds]}) order by id
        for update`.execute();
      // When the lock fails, the transaction has failed, and the query says so.
      locked.catch(() => undefined);
      return query.execute();
    },
  };
}
