import { createStore, del, get, keys, set } from 'idb-keyval';
import { type NewCommand, type Numbered, sendCommands } from '#app/_live/sendCommands.ts';
import { type CommandAnswer, fieldKey } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';

/** The way of every write out of this page: painted as pending → kept in IndexedDB → sent in order → settled by the
 *  answer that comes after the commit. A reload or a crash of the browser finds the unsent ones again; nothing but
 *  them is kept (no list of a class). */

export type PendingCommand = NewCommand & { id: string; state: 'waiting' | 'sent' };
export type QueueState = {
  pending: readonly PendingCommand[];
  /** The last try found no server. */
  lost: boolean;
  refused: string | null;
  /** When the last acknowledgement came: Date.now(). */
  savedAt: number | null;
  /** False: this browser gives no IndexedDB, unsent changes live in this tab's memory only. */
  kept: boolean;
};
type Listener = { changed(): void; settled(events: AppliedEvent[]): void };

/** Commands of one POST at most, and the pauses between tries while the server is silent, ms. */
const TOGETHER = 50;
const PAUSES = [300, 1000, 2000, 4000, 8000] as const;

export type CommandQueue = ReturnType<typeof createCommandQueue>;

export function createCommandQueue(personId: number) {
  const store = createStore('zvonok', 'unsent');
  // One list per page load: a duplicated tab must not wipe its twin's.
  const key = `${personId}:${crypto.randomUUID()}`;
  const listeners = new Set<Listener>();
  const waiting = new Map<string, (answer: CommandAnswer) => void>();
  let state: QueueState = { pending: [], lost: false, refused: null, savedAt: null, kept: true };
  let sending = false;
  let failures = 0;
  let together: number = TOGETHER;
  let wake: (() => void) | null = null;

  const update = (change: Partial<QueueState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener.changed();
  };
  /** Writes follow each other; the last one holds the newest list. */
  let written: Promise<void> = Promise.resolve();
  function keep(): void {
    const list = state.pending.map(({ state: _, ...command }) => command);
    written = written
      .then(() => (list.length > 0 ? set(key, list, store) : del(key, store)))
      .catch(() => update({ kept: false }));
  }
  const remove = (ids: ReadonlySet<string>) => state.pending.filter((c) => !ids.has(c.id));

  async function pump(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      while (state.pending.length > 0) {
        const batch = nextBatch();
        const ids = new Set(batch.map((c) => c.id));
        update({ pending: state.pending.map((c) => (ids.has(c.id) ? { ...c, state: 'sent' } : c)) });
        const again = await sendBatch(batch);
        if (!again) failures = 0;
        else {
          update({ lost: true });
          const pause = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 8000;
          failures += 1;
          await new Promise<void>((go) => {
            wake = go;
            setTimeout(go, pause);
          });
        }
      }
    } finally {
      sending = false;
    }
  }

  /** The longest run that may go together: a second change of one field waits for the first one's answer, for when that
   *  is a conflict the second was typed over a value that the person had not seen either. */
  function nextBatch(): PendingCommand[] {
    const fields = new Set<string>();
    const batch: PendingCommand[] = [];
    for (const command of state.pending.slice(0, together)) {
      const field = fieldKey(command.name, command.input);
      if (fields.has(field)) break;
      fields.add(field);
      batch.push(command);
    }
    return batch;
  }

  function settle(command: Numbered, answer: CommandAnswer, settled: Set<string>): void {
    settled.add(command.id);
    waiting.get(command.id)?.(answer);
    waiting.delete(command.id);
  }

  /** True: send what is left again after a pause. */
  async function sendBatch(batch: readonly Numbered[]): Promise<boolean> {
    const sent = await sendCommands(batch, personId);
    if (sent.kind === 'lost') return true;
    const settled = new Set<string>();
    const events: AppliedEvent[] = [];
    let refused: string | null = null;
    let saved = false;
    let retry = false;
    if (sent.kind === 'refused') {
      const { refusal } = sent;
      if (refusal.code === 'busy' || refusal.code === 'throttled') return true;
      if (refusal.code !== 'invalid') {
        // The session has ended or the page is outdated: nothing is dropped, the person signs in or reloads, and they go.
        update({ refused: refusal.message });
        return true;
      }
      // Too large together: by halves, down to the one that is at fault, which must not block those behind it.
      if (batch.length > 1) {
        together = Math.ceil(batch.length / 2);
        return false;
      }
      for (const command of batch) settle(command, refusal, settled);
      refused = refusal.message;
    } else
      for (const [index, command] of batch.entries()) {
        const answer = sent.answers[index];
        if (!answer || (!answer.ok && (answer.code === 'busy' || answer.code === 'throttled'))) {
          // What follows must not overtake it.
          retry = true;
          break;
        }
        settle(command, answer, settled);
        if (answer.ok) {
          saved = true;
          events.push(...answer.events);
          continue;
        }
        if (answer.code !== 'conflict') refused = answer.message;
        const field = fieldKey(command.name, command.input);
        for (const later of state.pending)
          if (!settled.has(later.id) && fieldKey(later.name, later.input) === field) settle(later, answer, settled);
      }
    together = TOGETHER;
    // The values and the end of their waiting are painted together: a cell must not flicker back in between. Only a
    // commit makes «Сохранено»: a conflict has saved nothing.
    state = { ...state, pending: remove(settled), lost: false, savedAt: saved ? Date.now() : state.savedAt };
    if (refused) state = { ...state, refused };
    for (const listener of listeners) listener.settled(events);
    for (const listener of listeners) listener.changed();
    keep();
    return retry;
  }

  /** Takes over what a closed page or a crashed browser of this person has left: its lock is free. */
  async function adopt(): Promise<void> {
    // Held until this page goes: it tells the others that this list is somebody's.
    void navigator.locks.request(key, () => new Promise(() => undefined));
    for (const other of await keys<string>(store)) {
      if (other === key || !other.startsWith(`${personId}:`)) continue;
      await navigator.locks.request(other, { ifAvailable: true }, async (lock) => {
        const left = lock && (await get<Numbered[]>(other, store));
        if (!left?.length) return;
        const known = new Set(state.pending.map((c) => c.id));
        const mine = left.filter((c) => !known.has(c.id)).map((c) => ({ ...c, state: 'waiting' as const }));
        update({ pending: [...mine, ...state.pending] });
        keep();
        await written;
        await del(other, store);
      });
    }
    void pump();
  }
  const ready = adopt().catch(() => update({ kept: false }));

  return {
    state: () => state,
    /** What an earlier page has left unsent is in `state` now. */
    ready,
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(command: NewCommand): Promise<CommandAnswer> {
      const numbered = { ...command, id: crypto.randomUUID(), state: 'waiting' as const };
      update({ pending: [...state.pending, numbered] });
      keep();
      const answer = new Promise<CommandAnswer>((resolve) => waiting.set(numbered.id, resolve));
      void pump();
      return answer;
    },
    /** In order, told to the page and kept once: a pasted table is hundreds of commands. */
    sendAll(commands: readonly NewCommand[]): Promise<CommandAnswer>[] {
      const numbered = commands.map((c) => ({ ...c, id: crypto.randomUUID(), state: 'waiting' as const }));
      update({ pending: [...state.pending, ...numbered] });
      keep();
      const answers = numbered.map(({ id }) => new Promise<CommandAnswer>((resolve) => waiting.set(id, resolve)));
      void pump();
      return answers;
    },
    /** The network is back: do not wait for the pause to end. */
    retryNow(): void {
      failures = 0;
      wake?.();
    },
    dismiss(): void {
      update({ refused: null });
    },
    /** Gives up what was not sent, with a word for whoever waits for it: sign-out. */
    drop(): void {
      for (const resolve of waiting.values()) resolve(refuse('unauthenticated', 'Вы вышли: запись не отправлена.'));
      waiting.clear();
      update({ pending: [] });
      keep();
    },
  };
}

const queues = new Map<number, CommandQueue>();
/** The queue of the signed-in person: one per page. */
export function commandQueue(personId: number): CommandQueue {
  let queue = queues.get(personId);
  if (!queue) {
    queue = createCommandQueue(personId);
    queues.set(personId, queue);
  }
  return queue;
}
