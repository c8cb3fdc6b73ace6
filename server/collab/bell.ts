import { ringDoorbell } from '#db/doorbell.ts';
import type { Committed } from '#db/execute.ts';
import { log } from '#db/log.ts';
import type { PlanKey } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';

/** Plans whose documents may have been changed by these commands, and how far they are now. */
export const movedBy = ({ schoolId, events }: Committed): (PlanKey & { seq: number })[] =>
  events.flatMap(({ data }) =>
    'planId' in data && 'seq' in data ? [{ schoolId, planId: data.planId, seq: data.seq }] : [],
  );

/** Tells the nodes that have documents open; a node without them has nothing else to do. */
export function ringMovedPlans(db: Sql, committed: Committed): void {
  const moved = movedBy(committed).map(({ schoolId, planId }) => `${schoolId}:${planId}`);
  if (moved.length === 0) return;
  ringDoorbell(db, 'zvonok_plan', [...new Set(moved)]).catch((error: unknown) =>
    log.warn({ err: error }, 'plan doorbell could not ring'),
  );
}
