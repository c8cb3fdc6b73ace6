import { readRemarks } from '#db/queries/planLife.ts';
import { defineRead } from '#db/reads/read.ts';
import { can } from '#lib/policy.ts';

/** Remarks that are settled, with their answers: «Решённые». */
export const planSettled = defineRead('plan.settled', async (tx, actor, { planId }) => {
  if (!can(actor, 'plan.read')) return null;
  const [plan] = await tx`select 1 from plan where school_id = ${actor.schoolId} and id = ${planId}`;
  return plan ? { remarks: await readRemarks(tx, actor.schoolId, planId, 'settled') } : null;
});
