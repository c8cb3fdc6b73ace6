import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CommandQueue, createCommandQueue } from '#app/_live/commandQueue.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';

/** The queue without a browser: locks and channels as a browser gives them, no IndexedDB, a server that is answered for by
 *  hand. */

type Body = { person: number; commands: (NewCommand & { id: string })[] };
type Request = { body: Body; answer(answers: CommandAnswer[] | CommandAnswer): void; fail(): void };
let requests: Request[];
let person = 0;

/** Whoever asks first holds the lock; the next gets it when it is freed. */
function makeLocks() {
  const waiting = new Map<string, (() => unknown)[]>();
  return {
    request(name: string, work: () => unknown) {
      const queue = waiting.get(name) ?? [];
      waiting.set(name, [...queue, work]);
      if (queue.length === 0) hold(name, work);
      return new Promise(() => undefined);
    },
    free,
  };
  function hold(name: string, work: () => unknown): void {
    const held = work();
    if (held instanceof Promise) held.then(() => free(name));
  }
  /** The tab that holds it has closed. */
  function free(name: string): void {
    const [, ...rest] = waiting.get(name) ?? [];
    waiting.set(name, rest);
    if (rest[0]) hold(name, rest[0]);
  }
}
let locks: ReturnType<typeof makeLocks>;

beforeEach(() => {
  requests = [];
  locks = makeLocks();
  person += 1;
  vi.stubGlobal('navigator', { locks });
  vi.stubGlobal(
    'fetch',
    (_: string, { body }: { body: string }) =>
      new Promise((done, failed) => {
        requests.push({
          body: JSON.parse(body) as Body,
          answer: (answers) => done({ json: async () => (Array.isArray(answers) ? { answers } : answers) }),
          fail: () => failed(new TypeError('no network')),
        });
      }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const set = (studentId: number, value: number, base = 0): NewCommand => ({
  name: 'mark.set',
  input: { lessonId: 10, workId: 20, studentId, number: 1, value },
  base,
});
const ok = (seq = 1): CommandAnswer => ({ ok: true, seq, events: [] });
const waitFor = (what: () => void) => vi.waitFor(what, { interval: 1 });
async function sentAt(index: number): Promise<Request> {
  await waitFor(() => expect(requests.length).toBeGreaterThan(index));
  const request = requests[index];
  if (!request) throw new Error('no request');
  return request;
}
const valuesOf = (request: Request) =>
  request.body.commands.map((command) => (command.name === 'mark.set' ? command.input.value : null));
const eventOf = (commandId: string): AppliedEvent => ({
  name: 'roll.confirmed',
  seq: 5,
  commandId,
  by: { id: 1, name: 'Орлова Е. В.' },
  data: { lessonId: 10, groupId: 1, classId: 1, date: '2026-12-02', confirmed: true, v: 1 },
});

async function tab(): Promise<CommandQueue> {
  const queue = createCommandQueue(person);
  await queue.ready;
  return queue;
}

describe('an own event that overtakes the answer', () => {
  it('settles its command at once: it is not counted a second time among the waiting ones', async () => {
    const queue = await tab();
    const answered = queue.send(set(1, 4));
    const request = await sentAt(0);
    const [command] = request.body.commands;
    const seen: number[] = [];
    queue.listen({
      changed: () => undefined,
      // The value and the end of the waiting come together, or the next key would stand on one version too many.
      settled: (events) => seen.push(events.length, queue.state().pending.length),
    });
    queue.confirm([eventOf(command?.id ?? '')]);
    expect(seen).toEqual([1, 0]);
    expect(await answered).toMatchObject({ ok: true, seq: 5 });
    request.answer([ok(5)]);
    queue.send(set(1, 5, 1));
    expect(valuesOf(await sentAt(1))).toEqual([5]);
  });

  it('is an answer even when HTTP never brings one: nothing is sent again', async () => {
    const queue = await tab();
    void queue.send(set(1, 4));
    const request = await sentAt(0);
    queue.confirm([eventOf(request.body.commands[0]?.id ?? '')]);
    request.fail();
    await waitFor(() => expect(queue.state().lost).toBe(true));
    queue.retryNow();
    void queue.send(set(2, 3));
    expect(valuesOf(await sentAt(1))).toEqual([3]);
  });
});

describe('several tabs of one person', () => {
  it('one of them sends for all, in the order of typing; each shows the whole queue', async () => {
    const first = await tab();
    const second = await tab();
    void first.send(set(1, 4));
    const request = await sentAt(0);
    const answered = second.send(set(2, 3));
    // Typed after the other tab's is seen: what two tabs do in the same moment has no order.
    await waitFor(() => expect(first.state().pending).toHaveLength(2));
    void first.send(set(3, 5));
    await waitFor(() => {
      expect(first.state().pending).toHaveLength(3);
      expect(second.state().pending).toHaveLength(3);
    });
    request.answer([ok(1)]);
    const next = await sentAt(1);
    expect(valuesOf(next)).toEqual([3, 5]);
    next.answer([ok(2), ok(3)]);
    expect(await answered).toMatchObject({ ok: true, seq: 2 });
    await waitFor(() => {
      expect(first.state().pending).toEqual([]);
      expect(second.state().pending).toEqual([]);
    });
    expect(requests).toHaveLength(2);
  });

  it('when the sending tab is gone the other takes over with the same ids', async () => {
    await tab();
    const second = await tab();
    void second.send(set(1, 4));
    const lost = await sentAt(0);
    locks.free(`zvonok:${person}`);
    const again = await sentAt(1);
    expect(again.body.commands.map(({ id }) => id)).toEqual(lost.body.commands.map(({ id }) => id));
  });
});

describe('what the server says', () => {
  it('a conflict is shared by the later change of the same field: it was typed over what nobody had seen', async () => {
    const queue = await tab();
    void queue.send(set(1, 4));
    void queue.send(set(1, 5, 1));
    void queue.send(set(2, 3));
    const request = await sentAt(0);
    expect(valuesOf(request)).toEqual([4]);
    request.answer([refuse('conflict', 'Изменено.', { current: { value: 2, version: 1 } })]);
    expect(valuesOf(await sentAt(1))).toEqual([3]);
    const open = queue.state().outcomes.filter((outcome) => outcome.open);
    expect(open.map(({ command, kind }) => [command, kind])).toEqual([[set(1, 5, 1), 'conflict']]);
    requests[1]?.answer([ok()]);
    // «Оставить моё»: over the value that was shown.
    queue.decide(open[0]?.id ?? '', 'mine');
    const mine = await sentAt(2);
    expect(mine.body.commands[0]).toMatchObject({ input: { value: 5 }, base: 1 });
    expect(queue.state().outcomes.filter((outcome) => outcome.open)).toEqual([]);
  });

  it('an outdated page and an ended session stop the sending and drop nothing', async () => {
    for (const code of ['outdated', 'unauthenticated'] as const) {
      person += 1;
      requests = [];
      const queue = await tab();
      void queue.send(set(1, 4));
      (await sentAt(0)).answer(refuse(code, 'Нет.'));
      await waitFor(() => expect(queue.state().halted?.code).toBe(code));
      expect(queue.state().pending).toHaveLength(1);
      void queue.send(set(2, 4));
      expect(requests).toHaveLength(1);
      expect(queue.state().pending.every((command) => command.about.waited)).toBe(true);
    }
  });

  it('an outdated tab gives the sending to a newer one', async () => {
    const old = await tab();
    const newer = await tab();
    void old.send(set(1, 4));
    (await sentAt(0)).answer(refuse('outdated', 'Обновите.'));
    (await sentAt(1)).answer([ok()]);
    await waitFor(() => expect([...old.state().pending, ...newer.state().pending]).toEqual([]));
    expect(old.state().halted?.code).toBe('outdated');
    expect(newer.state().halted).toBeNull();
  });

  it('an answer that this page cannot read settles nothing by half', async () => {
    const queue = await tab();
    void queue.send(set(1, 4));
    const events = [{ name: 'something.new' }] as unknown as AppliedEvent[];
    (await sentAt(0)).answer([{ ok: true, seq: 1, events }]);
    await waitFor(() => expect(queue.state().halted?.code).toBe('outdated'));
    expect(queue.state().pending).toHaveLength(1);
  });

  it('after a lost connection all that waited is in the report; sign-out leaves nothing', async () => {
    const queue = await tab();
    void queue.send(set(1, 4));
    (await sentAt(0)).fail();
    await waitFor(() => expect(queue.state().lost).toBe(true));
    void queue.send(set(2, 4));
    queue.retryNow();
    (await sentAt(1)).answer([ok(1), ok(2)]);
    await waitFor(() => expect(queue.state().pending).toEqual([]));
    expect(queue.state().outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied']);
    const unsent = queue.send(set(3, 4));
    queue.drop();
    expect(await unsent).toMatchObject({ ok: false, code: 'unauthenticated' });
    expect(queue.state()).toMatchObject({ pending: [], outcomes: [] });
  });
});
