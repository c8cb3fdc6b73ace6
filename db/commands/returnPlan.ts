import { movedOn, planStep, step } from '#db/commands/planStanding.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { returnedState, reviewProblem } from '#lib/domain/plans/life.ts';

/** «Вернуть с замечанием»: back to its authors with what is to be put right. Corrections stay in force meanwhile. */
export const returnPlan = planStep({
  name: 'plan.return',
  permission: 'plan.approve',
  decide({ reason }, l, { base }) {
    if (base !== l.v) return movedOn(l);
    const problem = reviewProblem(l.state);
    if (problem) return refuse('invalid', problem);
    const note = reason.trim();
    if (note === '') return refuse('invalid', 'Напишите, что исправить: без причины план не возвращают.');
    const { approved, approvedAt } = l;
    return { ok: true, ...step(l, { state: returnedState(approved), approved, approvedAt, note }, null) };
  },
});
