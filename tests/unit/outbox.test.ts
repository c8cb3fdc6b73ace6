import { beforeEach, expect, it, vi } from 'vitest';
import { createOutbox, type Kept } from '#app/_live/outbox.ts';
import { outcomeOf } from '#app/_live/outcomes.ts';

/** What lies in the browser while the page ends at any write: IndexedDB is two maps, each write waits until it is let through. */

const stores = vi.hoisted(() => ({ held: new Map<string, Map<string, unknown>>(), waiting: [] as (() => void)[] }));
vi.mock('idb-keyval', () => {
  const written = (write: () => void) => new Promise<void>((done) => stores.waiting.push(() => done(write())));
  return {
    createStore: (name: string) => {
      const store = stores.held.get(name) ?? new Map<string, unknown>();
      stores.held.set(name, store);
      return store;
    },
    entries: async (store: Map<string, unknown>) => [...store],
    clear: async (store: Map<string, unknown>) => store.clear(),
    setMany: (all: [string, unknown][], store: Map<string, unknown>) =>
      written(() => all.map(([key, value]) => store.set(key, value))),
    delMany: (keys: string[], store: Map<string, unknown>) => written(() => keys.map((key) => store.delete(key))),
  };
});
/** The oldest write comes to the disk. */
async function letThrough(): Promise<void> {
  await vi.waitFor(() => expect(stores.waiting.length).toBeGreaterThan(0));
  stores.waiting.shift()?.();
}
beforeEach(() => stores.waiting.splice(0));

const COMMAND: Kept = {
  ...{ id: 'one', name: 'mark.set', base: 0 },
  input: { lessonId: 1, workId: 1, studentId: 1, number: 1, value: 4 },
  about: { place: null, since: 0, at: 1, waited: true },
};

it('a command is forgotten behind its outcome: whenever the page ends, one of them is there', async () => {
  const outbox = createOutbox(7);
  const { id, about, ...command } = COMMAND;
  const outcome = outcomeOf(id, command, about, { ok: true, seq: 1, events: [] });
  const lies = async () => {
    const { commands, outcomes } = await outbox.load();
    return [commands.length, outcomes.length];
  };
  const kept = outbox.keep([COMMAND]);
  await letThrough();
  await kept;
  expect(await lies()).toEqual([1, 0]);

  const settled = outbox.settle([id], [outcome]);
  await letThrough();
  expect(await lies()).toEqual([1, 1]);
  await letThrough();
  await settled;
  expect(await lies()).toEqual([0, 1]);
});
