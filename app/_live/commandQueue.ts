import { createStore, del, get, set } from 'idb-keyval';
import { type NewCommand, type Numbered, sendCommands } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
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
  const key = `${personId}:${tabName()}`;
  const listeners = new Set<Listener>();
  const waiting = new Map<string, (answer: CommandAnswer) => void>();
  let state: QueueState = { pending: [], lost: false, refused: null, savedAt: null, kept: true };
  let sending = false;
  let failures = 0;
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
        const batch = state.pending.slice(0, TOGETHER);
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

  /** True: send what is left again after a pause. */
  async function sendBatch(batch: readonly Numbered[]): Promise<boolean> {
    const sent = await sendCommands(batch);
    if (sent.kind === 'lost') return true;
    if (sent.kind === 'refused') {
      const { refusal } = sent;
      if (refusal.code === 'busy' || refusal.code === 'throttled') return true;
      // The session has ended or the page is outdated: nothing is dropped, the person signs in or reloads, and they go.
      update({ refused: refusal.message });
      return true;
    }
    const settled = new Set<string>();
    const events: AppliedEvent[] = [];
    let refused: string | null = null;
    let retry = false;
    for (const [index, command] of batch.entries()) {
      const answer = sent.answers[index];
      if (!answer || (!answer.ok && (answer.code === 'busy' || answer.code === 'throttled'))) {
        // What follows must not overtake it.
        retry = true;
        break;
      }
      settled.add(command.id);
      if (answer.ok) events.push(...answer.events);
      else if (answer.code !== 'conflict') refused = answer.message;
      waiting.get(command.id)?.(answer);
      waiting.delete(command.id);
    }
    // The values and the end of their waiting are painted together: a cell must not flicker back in between.
    state = { ...state, pending: remove(settled), lost: false, savedAt: settled.size > 0 ? Date.now() : state.savedAt };
    if (refused) state = { ...state, refused };
    for (const listener of listeners) listener.settled(events);
    for (const listener of listeners) listener.changed();
    keep();
    return retry;
  }

  void get<Numbered[]>(key, store)
    .then((kept) => {
      if (!kept?.length) return;
      const known = new Set(state.pending.map((c) => c.id));
      update({
        pending: [
          ...kept.filter((c) => !known.has(c.id)).map((c) => ({ ...c, state: 'waiting' as const })),
          ...state.pending,
        ],
      });
      void pump();
    })
    .catch(() => update({ kept: false }));

  return {
    state: () => state,
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

/** A name for this tab that survives its reload, so that two tabs do not send each other's changes. */
function tabName(): string {
  const kept = sessionStorage.getItem('zvonok-tab');
  if (kept) return kept;
  const name = crypto.randomUUID();
  sessionStorage.setItem('zvonok-tab', name);
  return name;
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
