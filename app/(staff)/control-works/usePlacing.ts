import { useMemo, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { Note } from '#app/_ui/UndoBar.tsx';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import type { Breach } from '#lib/domain/controlLimits.ts';
import { forbidden, RULE_SOURCES } from '#lib/domain/controlLimits.ts';
import type { ControlPlan } from '#lib/domain/controlWorks.ts';
import { dayMonth } from '#lib/domain/time.ts';

export type Fields = Pick<ControlPlan, 'date' | 'number' | 'typeId' | 'name' | 'minutes' | 'level'>;
/** What has just been done or refused, and how to take it back. */
export type Placing = {
  /** The view with what this person has sent and the server has not answered yet. */
  view: ControlWorksView;
  place(groupId: number, fields: Fields, breaches: readonly Breach[]): Promise<boolean>;
  change(plan: ControlPlan, fields: Fields, breaches: readonly Breach[]): Promise<boolean>;
  cancel(plan: ControlPlan): Promise<boolean>;
  note: Note | null;
  dismiss(): void;
};

export const breachText = (breach: Breach): string => `${breach.words} (${RULE_SOURCES[breach.rule]})`;
const warning = (breaches: readonly Breach[]): string => (breaches[0] ? `. ${breachText(breaches[0])}` : '');
const fieldsOf = ({ date, number, typeId, name, minutes, level }: Fields): Fields => ({
  ...{ date, number, typeId, name, minutes, level },
});

/** Placing, moving and taking out, each with its way back. A limit that forbids is told before anything is sent; the server
 *  asks it again, for whoever was first. */
export function usePlacing(live: LiveView<ControlWorksView>): Placing {
  const [note, setNote] = useState<Note | null>(null);
  const { view: kept, pending } = live;
  const view = useMemo(() => {
    const changes = new Map(
      pending.flatMap((command) =>
        command.name === 'controlWork.change' ? [[command.input.controlWorkId, fieldsOf(command.input)] as const] : [],
      ),
    );
    if (changes.size === 0) return kept;
    return { ...kept, plans: kept.plans.map((plan) => ({ ...plan, ...changes.get(plan.id) })) };
  }, [kept, pending]);

  const refuse = (text: string) => setNote({ text, bad: true, undo: null });
  /** True when it may be sent. */
  function allowed(breaches: readonly Breach[]): boolean {
    const breach = forbidden(breaches);
    if (breach) refuse(`${breachText(breach)}.`);
    return breach === null;
  }
  async function send(plan: ControlPlan, fields: Fields, base: number) {
    const answer = await live.send({
      name: 'controlWork.change',
      input: { controlWorkId: plan.id, ...fieldsOf(fields) },
      base,
    });
    if (!answer.ok) refuse(answer.message);
    return answer.ok;
  }
  async function setCancelled(plan: ControlPlan, cancelled: boolean, base: number) {
    const answer = await live.send({ name: 'controlWork.cancel', input: { controlWorkId: plan.id, cancelled }, base });
    if (!answer.ok) refuse(answer.message);
    return answer.ok;
  }
  return {
    view,
    note,
    dismiss: () => setNote(null),
    async place(groupId, fields, breaches) {
      if (!allowed(breaches)) return false;
      const answer = await live.send({ name: 'controlWork.place', input: { groupId, ...fieldsOf(fields) } });
      if (!answer.ok) {
        refuse(answer.message);
        return false;
      }
      const made = answer.events.find((event) => event.name === 'controlWork.changed');
      const plan = made?.name === 'controlWork.changed' ? made.data : null;
      setNote({
        text: `Поставлено на ${dayMonth(fields.date)}${warning(breaches)}`,
        bad: false,
        undo: plan && (() => void setCancelled(plan, true, plan.v)),
      });
      return true;
    },
    async change(plan, fields, breaches) {
      if (!allowed(breaches)) return false;
      const moved = fields.date !== plan.date || fields.number !== plan.number;
      if (!(await send(plan, fields, plan.v))) return false;
      setNote({
        text: `${moved ? `Перенесено с ${dayMonth(plan.date)} на ${dayMonth(fields.date)}` : 'Сохранено'}${warning(breaches)}`,
        bad: false,
        undo: () => void send(plan, plan, plan.v + 1),
      });
      return true;
    },
    async cancel(plan) {
      if (!(await setCancelled(plan, true, plan.v))) return false;
      setNote({
        text: `Снято с ${dayMonth(plan.date)}`,
        bad: false,
        undo: () => void setCancelled(plan, false, plan.v + 1),
      });
      return true;
    },
  };
}
