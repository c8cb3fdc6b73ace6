import { clear, createStore, delMany, entries, setMany } from 'idb-keyval';
import { forgetPlanCopies, unsentInPlans } from '#app/_live/keptPlans.ts';
import type { About, Outcome } from '#app/_live/outcomes.ts';
import type { Numbered } from '#app/_live/sendCommands.ts';

/** What this browser keeps of unsent work, in IndexedDB: the commands themselves with the words that describe them, and
 *  the report of what became of them. No list of a class. One record per command, so that tabs do not
 *  write over each other. */

export type Kept = Numbered & { about: About };
const commands = () => createStore('zvonok-outbox', 'commands');
const outcomes = () => createStore('zvonok-outcomes', 'outcomes');
let stores: { commands: ReturnType<typeof commands>; outcomes: ReturnType<typeof outcomes> } | null = null;
const open = () => {
  stores ??= { commands: commands(), outcomes: outcomes() };
  return stores;
};
const keyOf = (personId: number, id: string): string => `${personId}:${id}`;
const own = (personId: number, key: unknown): boolean => typeof key === 'string' && key.startsWith(`${personId}:`);

/** The records of one person. Every write follows the one before it. */
export function createOutbox(personId: number) {
  let last: Promise<void> = Promise.resolve();
  const after = (write: () => Promise<void>): Promise<void> => {
    last = last.catch(() => undefined).then(write);
    return last;
  };
  return {
    async load(): Promise<{ commands: Kept[]; outcomes: Outcome[] }> {
      const [kept, asked] = await Promise.all([
        entries<string, Kept>(open().commands),
        entries<string, Outcome>(open().outcomes),
      ]);
      const mine = <T>(all: [string, T][]) => all.filter(([key]) => own(personId, key)).map(([, value]) => value);
      return { commands: mine(kept), outcomes: mine(asked) };
    },
    keep: (list: readonly Kept[]): Promise<void> =>
      after(() =>
        setMany(
          list.map((command) => [keyOf(personId, command.id), command]),
          open().commands,
        ),
      ),
    forget: (ids: Iterable<string>): Promise<void> => {
      const keys = [...ids].map((id) => keyOf(personId, id));
      return after(() => delMany(keys, open().commands));
    },
    /** What became of commands, of those that had waited in words: the report outlives the page, too. First the outcome, then its
     *  command: a page that ends in between sends again, is told the same, and reports it. */
    settle: (ids: Iterable<string>, reported: readonly Outcome[]): Promise<void> => {
      const keys = [...ids].map((id) => keyOf(personId, id));
      return after(async () => {
        if (reported.length > 0)
          await setMany(
            reported.map((outcome) => [keyOf(personId, outcome.id), outcome]),
            open().outcomes,
          );
        await delMany(keys, open().commands);
      });
    },
    unreport: (ids: Iterable<string>): Promise<void> => {
      const keys = [...ids].map((id) => keyOf(personId, id));
      return after(() => delMany(keys, open().outcomes));
    },
    /** All that was asked so far is through, kept or not. */
    written: (): Promise<void> => last.catch(() => undefined),
  };
}

/** How many unsent records lie on this device, by person: what the sign-in page says. */
export async function unsentByPerson(): Promise<Map<number, number>> {
  const counts = unsentInPlans();
  for (const [key] of await entries<string, Kept>(open().commands)) {
    const personId = Number(key.split(':')[0]);
    counts.set(personId, (counts.get(personId) ?? 0) + 1);
  }
  return counts;
}

/** Nobody is signed in any more: reports go, but for what still asks its person for a decision. */
export async function forgetReports(): Promise<void> {
  const read = (await entries<string, Outcome>(open().outcomes)).filter(([, outcome]) => !outcome.open);
  await delMany(
    read.map(([key]) => key),
    open().outcomes,
  );
}

/** Gives up all unsent work of this device. */
export async function discardUnsent(): Promise<void> {
  forgetPlanCopies(() => true, { unsentToo: true });
  await Promise.all([clear(open().commands), clear(open().outcomes)]);
}
