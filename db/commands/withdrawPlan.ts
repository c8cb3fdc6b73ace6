import { movedOn, planStep, step } from '#db/commands/planStanding.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { returnedState, withdrawProblem } from '#lib/domain/plans/life.ts';

/** «Отозвать»: an author takes a plan back before anybody has decided on it. The version that was sent stays in the history. */
export const withdrawPlan = planStep({
  name: 'plan.withdraw',
  permission: (_, { subjectId, grade }) => ({ action: 'plan.write', subject: { subjectId, grade } }),
  decide(_input, l, { base }) {
    if (base !== l.v) return movedOn(l);
    const problem = withdrawProblem(l.state);
    if (problem) return refuse('invalid', problem);
    const { approved, approvedAt } = l;
    return { ok: true, ...step(l, { state: returnedState(approved), approved, approvedAt, note: null }, null) };
  },
});
