import { useCallback, useMemo, useRef } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import { markKind } from '#lib/contract/events.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import { PERIOD_VALUES } from '#lib/domain/periodMarks.ts';
import { baseFor, fieldOf, indexOf, type JournalIndex, sameValue, shownFor, storedFor } from './fields.ts';
import { forget, historyOf } from './history.ts';
import type { Trouble } from './paint.ts';

/** One step of «Отменить»: each command that was sent, with the one that brings back what stood before. */
export type Step = { changes: { after: NewCommand; before: NewCommand }[] };

/** Their side of a conflict as a command. `current.value` comes from the wire: only what fits the field is taken. */
function theirsOf(command: NewCommand, value: unknown): NewCommand {
  if (command.name === 'mark.set')
    return { name: 'mark.set', input: { ...command.input, value: typeof value === 'number' ? value : null } };
  if (command.name === 'mark.kind') {
    const kind = markKind.safeParse(value);
    return { name: 'mark.kind', input: { ...command.input, ...(kind.success ? kind.data : PLAIN_KIND) } };
  }
  if (command.name === 'periodMark.set') {
    const theirs = PERIOD_VALUES.find((known) => known === value) ?? null;
    return { name: 'periodMark.set', input: { ...command.input, value: theirs } };
  }
  if (command.name === 'absence.mark') {
    const code = value === 'absent' || value === 'late' ? value : null;
    return { name: 'absence.mark', input: { ...command.input, code, minutes: null } };
  }
  if (command.name === 'absence.reason') {
    const reason = value === 'excused' || value === 'unexcused' || value === 'ill' ? value : null;
    return { name: 'absence.reason', input: { ...command.input, reason } };
  }
  return command;
}

/** Fields that a cell of the grid or of its totals shows. */
const IN_CELL: ReadonlySet<string> = new Set([
  ...['mark.set', 'mark.kind', 'absence.mark', 'absence.reason', 'periodMark.set'],
]);

/** What came of «Отменить», «Повторить», «Вернуть»: a sentence when something stayed as it is, and what was changed. */
export type Undone = { problem: string | null; commands: NewCommand[] };

export type Editing = {
  index: JournalIndex;
  /** Sends a command on the version it is seen at, as one step of undo; null when it would change nothing. */
  issue(command: NewCommand): Promise<CommandAnswer> | null;
  /** Sends commands of the grid as one step of undo; null when they would change nothing. */
  write(commands: NewCommand[], why?: string): Step | null;
  /** «Причина исправления» of what is written from now on; null: none. */
  because(why: string | null): void;
  undo(): Undone;
  redo(): Undone;
  revert(step: Step): Undone;
  troubles: Trouble[];
  settle(trouble: Trouble, keep: 'mine' | 'theirs'): void;
  forgetRefusals(): void;
};

const nothing = (problem: string): Undone => ({ problem, commands: [] });
/** What the history says of a change that was taken back or forward. */
const UNDONE = 'отмена';
const CHANGED_SINCE = 'Эту запись уже изменил другой человек: отмена её не трогает.';
const someChanged = (left: number, all: number) =>
  `Изменено другими людьми: ${left} из ${all}. Отмена эти записи не трогает.`;

/** Writes of this page: versions, undo without limit, conflicts that stand until they are settled. `warn` says later what
 *  an undone command met on the server. */
export function useEditing(live: LiveView<JournalView>, warn: (text: string) => void): Editing {
  const index = useMemo(() => indexOf(live.view), [live.view]);
  const latest = useRef({ live, index, warn });
  latest.current = { live, index, warn };
  const { group, period } = live.view;
  const history = useRef(historyOf(group.id, period.id));
  const reason = useRef<string | null>(null);
  const because = useCallback((why: string | null) => {
    reason.current = why?.trim() || null;
  }, []);

  // Answers that were not «Сохранено» live in the queue: the report after a lost connection asks about the same ones.
  const drop = useCallback((commands: readonly NewCommand[]) => {
    const fields = new Set(commands.map(fieldOf));
    latest.current.live.closeOutcomes((outcome) => fields.has(fieldOf(outcome.command)));
  }, []);
  const based = useCallback((command: NewCommand): NewCommand => {
    const { live: now, index: stored } = latest.current;
    return fieldOf(command) ? { ...command, base: baseFor(stored, now.pending, command) } : command;
  }, []);
  const shown = useCallback((command: NewCommand): NewCommand => {
    const { live: now, index: stored } = latest.current;
    return shownFor(stored, now.pending, command);
  }, []);
  const stands = useCallback((command: NewCommand) => sameValue(shown(command), command), [shown]);
  /** One send, in order. `undoing`: a newer value of somebody else is left alone, and said so. */
  const run = useCallback(
    (commands: readonly NewCommand[], undoing = false, cause?: string) => {
      drop(commands);
      const fresh = commands.filter((command) => !fieldOf(command) || !stands(command));
      const why = reason.current ?? cause ?? (undoing ? UNDONE : undefined);
      const answers = latest.current.live.sendAll(
        fresh.map((command) => ({ ...based(command), ...(why === undefined ? {} : { why }) })),
      );
      fresh.forEach((command, i) => {
        answers[i]?.then((answer) => {
          if (answer.ok) return;
          forget(history.current, command);
          if (!undoing || answer.code !== 'conflict') return;
          drop([command]);
          latest.current.warn(CHANGED_SINCE);
        });
      });
    },
    [drop, based, stands],
  );
  const remember = useCallback((step: Step) => {
    history.current.past.push(step);
    history.current.future = [];
  }, []);
  const issue = useCallback(
    (command: NewCommand) => {
      if (!fieldOf(command)) return latest.current.live.send(command);
      if (stands(command)) return null;
      remember({ changes: [{ after: command, before: shown(command) }] });
      const why = reason.current;
      const answer = latest.current.live.send({ ...based(command), ...(why === null ? {} : { why }) });
      answer.then(({ ok }) => ok || forget(history.current, command));
      return answer;
    },
    [based, remember, shown, stands],
  );
  const write = useCallback(
    (commands: NewCommand[], why?: string): Step | null => {
      drop(commands);
      const changes = commands.filter((command) => !stands(command)).map((after) => ({ after, before: shown(after) }));
      if (changes.length === 0) return null;
      const step: Step = { changes };
      remember(step);
      run(
        changes.map((change) => change.after),
        false,
        why,
      );
      return step;
    },
    [drop, stands, shown, remember, run],
  );
  /** Takes a step back (or forward again) where its values still stand; the rest is somebody else's by now. */
  const swing = useCallback(
    (step: Step, back: boolean): Undone => {
      const { changes } = step;
      const mine = changes.filter((change) => stands(back ? change.after : change.before));
      if (mine.length === 0) return nothing(CHANGED_SINCE);
      history.current[back ? 'future' : 'past'].push({ changes: mine });
      // What was set last is taken back first.
      const commands = back ? mine.map((change) => change.before).reverse() : mine.map((change) => change.after);
      run(commands, true);
      const left = changes.length - mine.length;
      return { problem: left > 0 ? someChanged(left, changes.length) : null, commands };
    },
    [stands, run],
  );
  const revert = useCallback(
    (step: Step): Undone => {
      history.current.past = history.current.past.filter((other) => other !== step);
      return swing(step, true);
    },
    [swing],
  );
  const undo = useCallback((): Undone => {
    const step = history.current.past.at(-1);
    return step ? revert(step) : nothing('Отменять нечего.');
  }, [revert]);
  const redo = useCallback((): Undone => {
    const step = history.current.future.pop();
    return step ? swing(step, false) : nothing('Повторять нечего.');
  }, [swing]);
  const settle = useCallback(
    (trouble: Trouble, keep: 'mine' | 'theirs') => {
      drop([trouble.command]);
      if (keep === 'mine') run([trouble.command]);
    },
    [drop, run],
  );
  const forgetRefusals = useCallback(() => latest.current.live.closeOutcomes(({ kind }) => kind === 'refused'), []);

  const troubles = useMemo(
    () =>
      live.outcomes.flatMap(({ command, kind, theirs, open }): Trouble[] => {
        const field = fieldOf(command);
        // Texts of the panel and the card show their own disputes, beside what is being typed.
        if (!open || !field || kind === 'applied' || !IN_CELL.has(command.name)) return [];
        const stored = storedFor(index, command);
        const newer = kind === 'conflict' && stored.v >= (theirs?.version ?? 0);
        return [{ field, kind, command, theirs: newer ? stored.command : theirsOf(command, theirs?.value) }];
      }),
    [live.outcomes, index],
  );
  return useMemo(
    () => ({ index, issue, write, because, undo, redo, revert, troubles, settle, forgetRefusals }),
    [index, issue, write, because, undo, redo, revert, troubles, settle, forgetRefusals],
  );
}
