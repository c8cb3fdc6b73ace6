import { type NewCommand, sendCommands } from '#app/_live/sendCommands.ts';
import { COMMANDS_AT_ONCE, type CommandAnswer } from '#lib/contract/commands.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { minutesOf, nameOf, type Placing } from '#lib/domain/plans/controlPlacing.ts';

/** What came of one work: done with the way back, or why not. */
export type Outcome = { placing: Placing; refused: string | null; undo: NewCommand | null };

function commandFor({ row, group, at, plan }: Placing): NewCommand | null {
  if (!at) return null;
  const { date, number } = at;
  if (!plan)
    return {
      name: 'controlWork.place',
      input: {
        ...{ groupId: group.id, rowId: row.id, date, number, typeId: row.typeId, name: nameOf(row.topic) },
        ...{ minutes: minutesOf(row.hours), level: 'school' },
      },
    };
  const { typeId, name, minutes, level } = plan;
  return {
    name: 'controlWork.change',
    input: { controlWorkId: plan.id, date, number, typeId, name, minutes, level },
    base: plan.v,
  };
}

function undoOf({ plan }: Placing, answer: CommandAnswer): NewCommand | null {
  const event = answer.ok ? answer.events.find((own) => own.name === 'controlWork.changed') : undefined;
  if (event?.name !== 'controlWork.changed') return null;
  const { id, v } = event.data;
  if (!plan) return { name: 'controlWork.cancel', input: { controlWorkId: id, cancelled: true }, base: v };
  const { date, number, typeId, name, minutes, level } = plan;
  return {
    name: 'controlWork.change',
    input: { controlWorkId: id, date, number, typeId, name, minutes, level },
    base: v,
  };
}

/** Carries out what was chosen, in order, in as few requests as it fits; the server decides each by the limits once more. */
export async function placeAll(chosen: readonly Placing[]): Promise<Outcome[]> {
  const asked = chosen.flatMap((placing) => {
    const command = commandFor(placing);
    return command ? [{ placing, command }] : [];
  });
  const answers = await sendInOrder(asked.map(({ command }) => command));
  return asked.map(({ placing }, at) => {
    const answer = answers[at] ?? refuse('busy', 'Сервер не ответил. Повторите ещё раз.');
    return { placing, refused: answer.ok ? null : answer.message, undo: undoOf(placing, answer) };
  });
}

/** Takes it back, the last first; the sentence of the first refusal, null when all of it was taken back. */
export async function undoAll(outcomes: readonly Outcome[]): Promise<string | null> {
  const answers = await sendInOrder(outcomes.flatMap(({ undo }) => (undo ? [undo] : [])).reverse());
  const refused = answers.find((answer) => !answer.ok);
  return refused && !refused.ok ? refused.message : null;
}

async function sendInOrder(commands: readonly NewCommand[]): Promise<CommandAnswer[]> {
  const answers: CommandAnswer[] = [];
  for (let at = 0; at < commands.length; at += COMMANDS_AT_ONCE) {
    const part = commands.slice(at, at + COMMANDS_AT_ONCE).map((command) => ({ ...command, id: crypto.randomUUID() }));
    const sent = await sendCommands(part);
    if (sent.kind === 'answers') answers.push(...sent.answers);
    else
      answers.push(
        ...part.map(() =>
          sent.kind === 'refused' ? sent.refusal : refuse('busy', 'Нет связи с сервером. Повторите ещё раз.'),
        ),
      );
  }
  return answers;
}
