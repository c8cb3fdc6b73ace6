import { useCallback, useMemo, useRef } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import { cellOfEvent } from '#lib/contract/applyAttendance.ts';
import type { AttendanceCell, AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import { plural } from '#lib/domain/people.ts';

/** What a person does to the cells of «Журнал дня»: written at once, shown while it waits, taken back step by step. */

type CellCommand = Extract<NewCommand, { name: 'absence.reason' | 'absence.mark' }>;
type Place = { lessonId: number; studentId: number };
const keyOf = (name: string, place: Place) => `${name}:${place.lessonId}:${place.studentId}`;

/** A cell with the waiting commands laid over it. */
export type Shown = Pick<AttendanceCell, 'code' | 'reason' | 'minutes'> & { waiting: boolean };
type Step = { undo: CellCommand[]; after: CellCommand[] };

const wanted = (command: CellCommand) =>
  command.name === 'absence.reason' ? command.input.reason : command.input.code;

type Waiting = ReadonlyMap<string, CellCommand & { base?: number }>;
function lookUp(cells: ReadonlyMap<string, AttendanceCell>, waiting: Waiting, place: Place): Shown {
  const cell = cells.get(keyOf('', place));
  const code = waiting.get(keyOf('absence.mark', place));
  const reason = waiting.get(keyOf('absence.reason', place));
  return {
    code: code?.name === 'absence.mark' ? code.input.code : (cell?.code ?? null),
    minutes: code?.name === 'absence.mark' ? code.input.minutes : (cell?.minutes ?? null),
    reason: reason?.name === 'absence.reason' ? reason.input.reason : (cell?.reason ?? null),
    waiting: (code ?? reason) !== undefined,
  };
}

export function useReasons(live: LiveView<AttendanceView>, say: (text: string, undo: (() => void) | null) => void) {
  const { view, pending } = live;
  const waiting = useMemo(() => {
    const found = new Map<string, CellCommand & { base?: number }>();
    for (const command of pending)
      if (command.name === 'absence.reason' || command.name === 'absence.mark')
        found.set(keyOf(command.name, command.input), command);
    return found;
  }, [pending]);
  const cells = useMemo(() => new Map(view.cells.map((c) => [keyOf('', c), c])), [view.cells]);
  const past = useRef<Step[]>([]);
  const latest = useRef({ live, cells, waiting, say });
  latest.current = { live, cells, waiting, say };
  // A cell that has left the list by this person's own act: undo must still know what stands there, and its version.
  const left = useRef(new Map<string, AttendanceCell>());

  const shown = useCallback((place: Place): Shown => lookUp(cells, waiting, place), [cells, waiting]);

  /** The version a new command stands on: the newest waiting one will have raised it by one. */
  const based = useCallback((command: CellCommand): CellCommand => {
    const { cells: stored, waiting: sent } = latest.current;
    const cell = stored.get(keyOf('', command.input)) ?? left.current.get(keyOf('', command.input));
    const version = (command.name === 'absence.reason' ? cell?.reasonV : cell?.v) ?? 0;
    const newest = sent.get(keyOf(command.name, command.input));
    return { ...command, base: newest ? Math.max(version, (newest.base ?? version) + 1) : version };
  }, []);
  // Undo is pressed later than it was offered: it looks at what stands by then.
  const now = useCallback((place: Place) => {
    const { cells: stored, waiting: sent } = latest.current;
    return lookUp(stored.has(keyOf('', place)) ? stored : left.current, sent, place);
  }, []);
  const standing = useCallback(
    (command: CellCommand) => (command.name === 'absence.reason' ? now(command.input).reason : now(command.input).code),
    [now],
  );

  const run = useCallback(
    (commands: CellCommand[]) => {
      const answers = latest.current.live.sendAll(commands.map(based));
      for (const answer of answers)
        answer.then((result) => {
          if (!result.ok) latest.current.say(result.message, null);
          else
            for (const event of result.events)
              if (event.name === 'absence.reasoned' || event.name === 'absence.changed') {
                const cell = cellOfEvent(event);
                if (cell) left.current.set(keyOf('', cell), cell);
              }
        });
    },
    [based],
  );
  /** Takes a step back where its values still stand; the rest is somebody else's by now. */
  const revert = useCallback(
    (step: Step) => {
      past.current = past.current.filter((other) => other !== step);
      const mine = step.undo.filter((_, i) => {
        const after = step.after[i];
        return after !== undefined && standing(after) === wanted(after);
      });
      run(mine);
      if (mine.length < step.undo.length)
        latest.current.say('Часть записей уже изменили другие: отмена их не трогает.', null);
    },
    [run, standing],
  );
  const write = useCallback(
    (commands: CellCommand[], words: string) => {
      const fresh = commands.filter((command) => standing(command) !== wanted(command));
      if (fresh.length === 0) return;
      const undo = fresh.map((command): CellCommand => {
        const before = now(command.input);
        if (command.name === 'absence.reason')
          return { name: 'absence.reason', input: { ...command.input, reason: before.reason } };
        const code = before.code === 'absent' || before.code === 'late' ? before.code : null;
        return {
          name: 'absence.mark',
          input: { ...command.input, code, minutes: code === 'late' ? before.minutes : null },
        };
      });
      const step = { undo, after: fresh };
      past.current.push(step);
      run(fresh);
      latest.current.say(`${words}: ${fresh.length} ${plural(fresh.length, 'урок', 'урока', 'уроков')}`, () =>
        revert(step),
      );
    },
    [now, standing, run, revert],
  );
  const undo = useCallback(() => {
    const step = past.current.at(-1);
    if (step) revert(step);
    else latest.current.say('Отменять нечего.', null);
  }, [revert]);
  return useMemo(() => ({ shown, write, undo }), [shown, write, undo]);
}
export type Reasons = ReturnType<typeof useReasons>;

export const reasonCommand = (place: Place, reason: AbsenceReason | null): CellCommand => ({
  name: 'absence.reason',
  input: { lessonId: place.lessonId, studentId: place.studentId, reason },
});
export const codeCommand = (place: Place, code: 'absent' | 'late' | null): CellCommand => ({
  name: 'absence.mark',
  input: { lessonId: place.lessonId, studentId: place.studentId, code, minutes: null },
});
