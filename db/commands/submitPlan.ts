import { byAuthors } from '#db/commands/planFacts.ts';
import { movedOn, planStep, step, versionOf } from '#db/commands/planStanding.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { submitProblem } from '#lib/domain/plans/life.ts';

/** «Отправить на проверку»: an author says that the plan is ready; what it was at that moment is kept. */
export const submitPlan = planStep({
  name: 'plan.submit',
  permission: byAuthors,
  decide(_input, l, context) {
    if (l.state === 'review') return { ok: true, unchanged: true };
    if (context.base !== l.v) return movedOn(l);
    const problem = submitProblem({ state: l.state, lessons: l.totals.rows });
    if (problem) return refuse('invalid', problem);
    const next = { state: 'review', approved: l.approved, approvedAt: l.approvedAt, note: null } as const;
    return { ok: true, ...step(l, next, versionOf(l, context, { kind: 'submitted' })) };
  },
});
