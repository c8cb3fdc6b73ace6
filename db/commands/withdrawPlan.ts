import { defineCommand } from '#db/commands/command.ts';
import { planLock } from '#db/commands/planFacts.ts';
import {
  loadStanding,
  movedOn,
  type StandingPlan,
  type StandingRow,
  step,
  writeStanding,
} from '#db/commands/planStanding.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { returnedState, withdrawProblem } from '#lib/domain/plans/life.ts';

/** «Отозвать»: an author takes a plan back before anybody has decided on it. The version that was sent stays in the history. */
export const withdrawPlan = defineCommand<'plan.withdraw', StandingPlan, StandingRow>({
  name: 'plan.withdraw',
  lock: ({ planId }) => planLock(planId),
  load: loadStanding,
  permission: (_, { subjectId, grade }) => ({ action: 'plan.write', subject: { subjectId, grade } }),
  decide(_input, l, { base }) {
    if (base !== l.v) return movedOn(l);
    const problem = withdrawProblem(l.state);
    if (problem) return refuse('invalid', problem);
    const { approved, approvedAt } = l;
    return { ok: true, ...step(l, { state: returnedState(approved), approved, approvedAt, note: null }, null) };
  },
  write: writeStanding,
});
