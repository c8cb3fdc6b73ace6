import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { Step } from './useEditing.ts';

/** Steps that can be taken back, and those that were. */
export type History = { past: Step[]; future: Step[] };

/** What was done in each journal since the page was loaded: a look into another journal or period takes nothing away. It
 *  lives in memory alone, so it ends with the session. */
const histories = new Map<string, History>();

export function historyOf(groupId: number, periodId: number): History {
  const key = `${groupId}:${periodId}`;
  const history = histories.get(key) ?? { past: [], future: [] };
  histories.set(key, history);
  return history;
}

/** What was refused has changed nothing, so there is nothing of it to take back. */
export function forget(history: History, command: NewCommand): void {
  for (const list of ['past', 'future'] as const)
    history[list] = history[list].flatMap((step) => {
      const changes = step.changes.filter(({ after, before }) => after !== command && before !== command);
      return changes.length === step.changes.length ? [step] : changes.length > 0 ? [{ changes }] : [];
    });
}
