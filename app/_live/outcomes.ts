import type { ForeignEdit, Place } from '#app/_live/place.ts';
import { cellOf } from '#app/_live/place.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { fieldWords, ownText, valueText } from '#app/_live/words.ts';
import { type CommandAnswer, fieldKey } from '#lib/contract/commands.ts';

/** What became of commands: the report after a lost connection is computed from these, and so are the disputes that a
 *  journal asks about in its cells. */

/** What the device knows of a command beside what is sent: nothing of it goes over the wire. */
export type About = {
  place: Place | null;
  /** The school's seq that the person had seen when he typed it. */
  since: number;
  /** When it was typed; the order of sending. */
  at: number;
  /** It has lain here without a connection, or over a reload. */
  waited: boolean;
};
export type Outcome = {
  id: string;
  command: NewCommand;
  about: About;
  kind: 'applied' | 'refused' | 'conflict';
  /** The log's seq after it was carried out. */
  seq: number | null;
  message: string | null;
  theirs: { value: unknown; version: number } | null;
  /** Refused or in conflict, and the person has not decided yet. */
  open: boolean;
};

export function outcomeOf(id: string, command: NewCommand, about: About, answer: CommandAnswer): Outcome {
  const bare = { id, command, about };
  if (answer.ok) return { ...bare, kind: 'applied', seq: answer.seq, message: null, theirs: null, open: false };
  const kind = answer.code === 'conflict' ? 'conflict' : 'refused';
  return { ...bare, kind, seq: null, message: answer.message, theirs: answer.current ?? null, open: true };
}

/** One line of the report. `merged`: somebody else has changed another field of the same cell meanwhile, and both stand. */
export type ReportLine = {
  id: string;
  kind: 'applied' | 'merged' | 'refused' | 'conflict';
  place: Place | null;
  field: string;
  mine: string;
  theirs: string | null;
  /** Who stands on the other side, when this page has heard of it. */
  by: string | null;
  message: string | null;
  open: boolean;
};

const fieldName = (command: NewCommand): string => {
  const { input } = command;
  if (command.name === 'lesson.record') return `lesson.record:${command.input.change.field}`;
  if ('workId' in input) return `${command.name}:${input.workId}:${'number' in input ? input.number : ''}`;
  return command.name;
};

/** The report by field, what needs a decision first, then in the order it was typed. */
export function reportOf(outcomes: readonly Outcome[], edits: readonly ForeignEdit[]): ReportLine[] {
  const lines = outcomes
    .filter((outcome) => outcome.about.waited)
    .map((outcome): ReportLine => {
      const { id, command, about, seq, message } = outcome;
      const cell = cellOf(command.input);
      const near = edits.filter((edit) => edit.cell === cell && edit.seq > about.since);
      const same = near.findLast((edit) => edit.field === fieldName(command));
      const beside =
        outcome.kind === 'applied'
          ? near.findLast((edit) => edit.field !== fieldName(command) && (seq === null || edit.seq < seq))
          : undefined;
      return {
        id,
        kind: beside ? 'merged' : outcome.kind,
        place: about.place,
        field: fieldWords(command),
        mine: ownText(command),
        theirs: beside ? beside.became : outcome.theirs ? valueText(command, outcome.theirs.value) : null,
        by: (beside ?? (outcome.kind === 'conflict' ? same : undefined))?.by ?? null,
        message,
        open: outcome.open,
      };
    });
  return [...lines.filter((line) => line.open), ...lines.filter((line) => !line.open)];
}

/** A new word on a field ends what was asked about it. */
export const closeField = (outcomes: readonly Outcome[], command: NewCommand): readonly Outcome[] => {
  const field = fieldKey(command.name, command.input);
  const asked = (o: Outcome) => o.open && fieldKey(o.command.name, o.command.input) === field;
  return outcomes.some(asked) ? outcomes.map((o) => (asked(o) ? { ...o, open: false } : o)) : outcomes;
};

/** A report line as plain text: what was refused can be taken along, whatever becomes of it. */
export const lineText = (line: ReportLine): string => {
  const where = line.place ? [line.place.title, line.place.who, line.place.date].filter(Boolean).join(', ') : '';
  return [where, `${line.field}: ${line.mine}`, line.message ?? ''].filter(Boolean).join(' — ');
};

/** Commands in the order they were typed, whichever tab they come from. */
export const inOrder = <T extends { id: string; about: About }>(commands: readonly T[]): T[] =>
  [...commands].sort((a, b) => a.about.at - b.about.at || (a.id < b.id ? -1 : 1));

/** The longest run that may go together: a second change of one field waits for the first one's answer, for when that is
 *  a conflict the second was typed over a value that the person had not seen either. */
export function nextBatch<T extends NewCommand>(pending: readonly T[], limit: number): T[] {
  const fields = new Set<string>();
  const batch: T[] = [];
  for (const command of pending.slice(0, limit)) {
    const field = fieldKey(command.name, command.input);
    if (fields.has(field)) break;
    fields.add(field);
    batch.push(command);
  }
  return batch;
}
