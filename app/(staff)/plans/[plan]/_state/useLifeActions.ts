import { useMemo, useRef } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import type { PlanView } from '#lib/contract/planView.ts';
import type { LifeActions, Outcome } from './lifeActions.ts';

/** What a conflict says stands in the cell now. */
function otherOf(value: unknown): string | undefined {
  const current = typeof value === 'object' && value !== null && 'current' in value ? value.current : undefined;
  return typeof current === 'string' ? current : undefined;
}
const own = (name: string): boolean =>
  name.startsWith('planRemark.') || /^plan\.(submit|withdraw|approve|return|keep|restore)$/.test(name);

/** Acts of a plan's life as commands on the state that is shown. The same object as long as the page lives. A refusal is said
 *  beside what was tried: nothing is asked about it elsewhere. */
export function useLifeActions(live: LiveView<PlanView>): LifeActions {
  const latest = useRef(live);
  latest.current = live;
  return useMemo(() => {
    const send = async (command: NewCommand): Promise<Outcome> => {
      const { send: post, dismissRefusal, closeOutcomes } = latest.current;
      const answer = await post(command);
      if (answer.ok) return { ok: true };
      dismissRefusal();
      closeOutcomes((outcome) => own(outcome.command.name));
      const other = otherOf(answer.current?.value);
      return { ok: false, message: answer.message, ...(other === undefined ? {} : { other }) };
    };
    const plan = () => latest.current.view.plan;
    const planned = () => ({ planId: plan().id });
    return {
      submit: () => send({ name: 'plan.submit', input: planned(), base: plan().v }),
      withdraw: () => send({ name: 'plan.withdraw', input: planned(), base: plan().v }),
      approve: (name) => send({ name: 'plan.approve', input: { ...planned(), seq: plan().seq, name }, base: plan().v }),
      sendBack: (reason) => send({ name: 'plan.return', input: { ...planned(), reason }, base: plan().v }),
      keep: (name) => send({ name: 'plan.keep', input: { ...planned(), name } }),
      restore: (number) => send({ name: 'plan.restore', input: { ...planned(), number } }),
      remark: ({ rowId, field, kind, text, was }) =>
        send({ name: 'planRemark.add', input: { ...planned(), rowId, field, kind, text, was } }),
      answer: (remark, text) => send({ name: 'planRemark.answer', input: { ...planned(), remarkId: remark.id, text } }),
      settle: (remark, how, over) =>
        send({ name: 'planRemark.settle', input: { ...planned(), remarkId: remark.id, how, over }, base: remark.v }),
    };
  }, []);
}
