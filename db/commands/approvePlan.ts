import { movedOn, planStep, step, versionOf } from '#db/commands/planStanding.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { reviewProblem } from '#lib/domain/plans/life.ts';

/** «Утвердить» (001 3.2.1): the rows that the deputy has seen become version n, with the days of each group's lessons as the
 *  timetable has them now. A letter typed since is a conflict: nobody approves what he has not read. */
export const approvePlan = planStep({
  name: 'plan.approve',
  permission: 'plan.approve',
  decide({ seq, name }, l, context) {
    if (context.base !== l.v) return movedOn(l);
    const problem = reviewProblem(l.state);
    if (problem) return refuse('invalid', problem);
    if (seq !== l.seq || seq !== l.projected)
      return refuse('conflict', 'План правили, пока вы его читали: посмотрите, что изменилось, и утвердите ещё раз.', {
        current: { value: { state: l.state, approved: l.approved, seq: l.seq }, version: l.v },
      });
    const approved = l.approved + 1;
    const next = { state: 'approved', approved, approvedAt: context.now.toISOString(), note: null } as const;
    const version = versionOf(l, context, { kind: 'approved', approved, name: name.trim() || null });
    return { ok: true, ...step(l, next, version) };
  },
});
