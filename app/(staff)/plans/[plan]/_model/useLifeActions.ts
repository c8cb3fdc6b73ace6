import { useMemo, useRef } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { PlanLife } from '#lib/contract/planLife.ts';
import type { PlanView } from '#lib/contract/planView.ts';
import type { LifeActions, Outcome } from '../_state/lifeActions.ts';

/** What is done with a plan as a whole and with remarks on its cells: commands, each settled by the server's answer. */

function outcomeOf(answer: CommandAnswer): Outcome {
  if (answer.ok) return { ok: true };
  const other = answer.current?.value;
  return { ok: false, message: answer.message, ...(typeof other === 'string' ? { other } : {}) };
}

export function useLifeActions(live: LiveView<PlanView>): LifeActions {
  const latest = useRef(live);
  latest.current = live;
  return useMemo(() => {
    const send = async (command: Parameters<LiveView<PlanView>['send']>[0]): Promise<Outcome> => {
      const answer = await latest.current.send(command);
      // Said where it was asked: the bar at the top need not repeat it.
      if (!answer.ok) latest.current.dismissRefusal();
      return outcomeOf(answer);
    };
    const plan = () => latest.current.view.plan;
    const head = () => ({ planId: plan().id });
    return {
      submit: () => send({ name: 'plan.submit', input: head(), base: plan().v }),
      approve: (name) => send({ name: 'plan.approve', input: { ...head(), seq: plan().seq, name }, base: plan().v }),
      sendBack: (reason) => send({ name: 'plan.return', input: { ...head(), reason }, base: plan().v }),
      keep: (name) => send({ name: 'plan.keep', input: { ...head(), name } }),
      restore: (number) => send({ name: 'plan.restore', input: { ...head(), number } }),
      remark: (remark) => send({ name: 'planRemark.add', input: { ...head(), ...remark } }),
      answer: (remark, text) => send({ name: 'planRemark.answer', input: { ...head(), remarkId: remark.id, text } }),
      settle: (remark, how, over) =>
        send({ name: 'planRemark.settle', input: { ...head(), remarkId: remark.id, how, over }, base: remark.v }),
    };
  }, []);
}

/** What the parts of a plan's life read of its view. */
export const lifeOf = (view: PlanView): PlanLife => ({
  id: view.plan.id,
  tz: view.tz,
  state: view.plan.state,
  approved: view.plan.approved,
  approvedAt: view.plan.approvedAt,
  note: view.plan.note,
  seq: view.plan.seq,
  v: view.plan.v,
  may: view.may,
  changes: view.changes,
  versions: view.versions,
  remarks: view.remarks,
});
