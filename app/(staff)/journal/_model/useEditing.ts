import { useCallback, useMemo, useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { Refusal } from '#lib/contract/refusal.ts';
import type { JournalView } from '#lib/contract/views.ts';
import { baseFor, fieldOf, indexOf, type JournalIndex, sameValue, shownFor, storedFor } from './fields.ts';
import type { Trouble } from './paint.ts';

/** One step of «Отменить»: the commands that were sent and those that bring back what stood before. */
export type Step = { after: NewCommand[]; before: NewCommand[] };
type Standing = { trouble: Trouble; version: number };

/** Their side of a conflict as a command. `current.value` comes from the wire: only what fits the field is taken. */
function theirsOf(command: NewCommand, value: unknown): NewCommand {
  if (command.name === 'mark.set')
    return { name: 'mark.set', input: { ...command.input, value: typeof value === 'number' ? value : null } };
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

export type Editing = {
  index: JournalIndex;
  /** Sends a command on the version it is seen at; null when it would change nothing. */
  issue(command: NewCommand): Promise<CommandAnswer> | null;
  /** Sends commands of the grid as one step of undo; null when they would change nothing. */
  write(commands: NewCommand[]): Step | null;
  /** «Отменить», «Вернуть»: the sentence why not, or null when done. */
  undo(): string | null;
  redo(): string | null;
  revert(step: Step): string | null;
  troubles: Trouble[];
  settle(trouble: Trouble, keep: 'mine' | 'theirs'): void;
  forgetRefusals(): void;
};

const CHANGED_SINCE = 'Эту запись уже изменил другой человек: отмена её не трогает.';

export function useEditing(live: LiveView<JournalView>): Editing {
  const index = useMemo(() => indexOf(live.view), [live.view]);
  const latest = useRef({ live, index });
  latest.current = { live, index };
  const [standing, setStanding] = useState<Standing[]>([]);
  const past = useRef<Step[]>([]);
  const future = useRef<Step[]>([]);

  const drop = useCallback(
    (field: string | null) =>
      setStanding((all) =>
        all.some((s) => s.trouble.field === field) ? all.filter((s) => s.trouble.field !== field) : all,
      ),
    [],
  );
  const stand = useCallback((command: NewCommand, refusal: Refusal) => {
    const field = fieldOf(command);
    if (!field) return;
    const kind = refusal.code === 'conflict' ? 'conflict' : 'refused';
    const trouble: Trouble = { field, kind, command, theirs: theirsOf(command, refusal.current?.value) };
    const version = refusal.current?.version ?? 0;
    setStanding((all) => [...all.filter((s) => s.trouble.field !== field), { trouble, version }]);
  }, []);
  const issue = useCallback((command: NewCommand) => {
    const { live: now, index: stored } = latest.current;
    const field = fieldOf(command);
    if (field && sameValue(shownFor(stored, now.pending, command), command)) return null;
    return now.send(field ? { ...command, base: baseFor(stored, now.pending, command) } : command);
  }, []);
  const run = useCallback(
    (commands: NewCommand[]) => {
      for (const command of commands) {
        drop(fieldOf(command));
        issue(command)?.then((answer) => {
          if (!answer.ok) stand(command, answer);
        });
      }
    },
    [drop, issue, stand],
  );
  const write = useCallback(
    (commands: NewCommand[]): Step | null => {
      const { live: now, index: stored } = latest.current;
      const before = commands.map((command) => shownFor(stored, now.pending, command));
      const changing = commands.map((command, i) => ({ command, before: before[i] ?? command }));
      const real = changing.filter((change) => !sameValue(change.command, change.before));
      for (const command of commands) drop(fieldOf(command));
      if (real.length === 0) return null;
      const step: Step = {
        after: real.map((change) => change.command),
        // What was set last is taken back first.
        before: real.map((change) => change.before).reverse(),
      };
      past.current.push(step);
      future.current = [];
      run(step.after);
      return step;
    },
    [run, drop],
  );
  const revert = useCallback(
    (step: Step): string | null => {
      const { live: now, index: stored } = latest.current;
      past.current = past.current.filter((other) => other !== step);
      if (!step.after.every((command) => sameValue(shownFor(stored, now.pending, command), command)))
        return CHANGED_SINCE;
      future.current.push(step);
      run(step.before);
      return null;
    },
    [run],
  );
  const undo = useCallback((): string | null => {
    const step = past.current.at(-1);
    return step ? revert(step) : 'Отменять нечего.';
  }, [revert]);
  const redo = useCallback((): string | null => {
    const step = future.current.pop();
    if (!step) return 'Повторять нечего.';
    const { live: now, index: stored } = latest.current;
    if (!step.before.every((command) => sameValue(shownFor(stored, now.pending, command), command)))
      return CHANGED_SINCE;
    past.current.push(step);
    run(step.after);
    return null;
  }, [run]);
  const settle = useCallback(
    (trouble: Trouble, keep: 'mine' | 'theirs') => {
      drop(trouble.field);
      if (keep === 'mine') run([trouble.command]);
    },
    [drop, run],
  );
  const forgetRefusals = useCallback(() => setStanding((all) => all.filter((s) => s.trouble.kind !== 'refused')), []);

  const troubles = useMemo(
    () =>
      standing.map(({ trouble, version }) => {
        const stored = storedFor(index, trouble.command);
        return stored.v >= version && trouble.kind === 'conflict' ? { ...trouble, theirs: stored.command } : trouble;
      }),
    [standing, index],
  );
  return useMemo(
    () => ({ index, issue, write, undo, redo, revert, troubles, settle, forgetRefusals }),
    [index, issue, write, undo, redo, revert, troubles, settle, forgetRefusals],
  );
}
