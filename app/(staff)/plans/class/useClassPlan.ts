import { useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import type { Note } from '#app/_ui/UndoBar.tsx';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { ClassPlanEntry, ClassPlanFields } from '#lib/domain/classPlan.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth } from '#lib/domain/time.ts';

export type PlanActs = {
  busy: boolean;
  note: Note | null;
  dismiss(): void;
  /** Each says whether it was done; why not stands in the note. */
  add(entries: readonly ClassPlanFields[]): Promise<boolean>;
  change(entry: ClassPlanEntry, fields: ClassPlanFields): Promise<boolean>;
  hold(entry: ClassPlanEntry, held: boolean, notes: string): Promise<boolean>;
  remove(entry: ClassPlanEntry): Promise<boolean>;
};

const entriesIn = (answer: CommandAnswer) =>
  answer.ok ? answer.events.flatMap((event) => (event.name === 'classPlan.changed' ? [event.data] : [])) : [];

/** Acts on the plan of a class, each with its way back. */
export function useClassPlan(live: LiveView<ClassPlanView>): PlanActs {
  const [note, setNote] = useState<Note | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(command: NewCommand, words: string, undoOf: (answer: CommandAnswer) => NewCommand[]) {
    setBusy(true);
    const answer = await live.send(command);
    setBusy(false);
    if (!answer.ok) {
      setNote({ text: answer.message, bad: true, undo: null });
      return false;
    }
    const back = undoOf(answer);
    setNote({ text: words, bad: false, undo: back.length > 0 ? () => void undo(back) : null });
    return true;
  }
  async function undo(commands: readonly NewCommand[]) {
    const answers = await Promise.all(live.sendAll(commands));
    const refused = answers.find((answer) => !answer.ok);
    if (refused && !refused.ok) setNote({ text: refused.message, bad: true, undo: null });
  }
  return {
    busy,
    note,
    dismiss: () => setNote(null),
    add: (entries) =>
      send(
        { name: 'classPlan.add', input: { classId: live.view.class.id, entries: [...entries] } },
        entries.length === 1
          ? `Внесено на ${dayMonth(entries[0]?.date ?? '')}`
          : `Внесено ${entries.length} ${plural(entries.length, 'занятие', 'занятия', 'занятий')}`,
        (answer) =>
          entriesIn(answer).map(({ id, v }) => ({
            name: 'classPlan.remove',
            input: { entryId: id, removed: true },
            base: v,
          })),
      ),
    change: (entry, fields) =>
      send(
        { name: 'classPlan.change', input: { entryId: entry.id, ...fields }, base: entry.v },
        fields.date === entry.date ? 'Сохранено' : `Перенесено с ${dayMonth(entry.date)} на ${dayMonth(fields.date)}`,
        (answer) =>
          entriesIn(answer).map(({ id, v }) => {
            const { date, title, kind, place, who } = entry;
            return { name: 'classPlan.change', input: { entryId: id, date, title, kind, place, who }, base: v };
          }),
      ),
    hold: (entry, held, notes) =>
      send(
        { name: 'classPlan.hold', input: { entryId: entry.id, held, notes }, base: entry.v },
        held === entry.held ? 'Сохранено' : held ? 'Отмечено проведённым' : 'Снова не проведено',
        (answer) =>
          entriesIn(answer).map(({ id, v }) => ({
            name: 'classPlan.hold',
            input: { entryId: id, held: entry.held, notes: entry.notes },
            base: v,
          })),
      ),
    remove: (entry) =>
      send(
        { name: 'classPlan.remove', input: { entryId: entry.id, removed: true }, base: entry.v },
        `Убрано из плана: ${entry.title}`,
        (answer) =>
          entriesIn(answer).map(({ id, v }) => ({
            name: 'classPlan.remove',
            input: { entryId: id, removed: false },
            base: v,
          })),
      ),
  };
}
