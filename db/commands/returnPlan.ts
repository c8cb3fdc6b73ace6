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
import { returnedState, reviewProblem } from '#lib/domain/plans/life.ts';

/** «Вернуть с замечанием»: back to its authors with what is to be put right. Corrections stay in force meanwhile. */
export const returnPlan = defineCommand<'plan.return', StandingPlan, StandingRow>({
  name: 'plan.return',
  lock: ({ planId }) => planLock(planId),
  load: loadStanding,
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
  write: writeStanding,
});
