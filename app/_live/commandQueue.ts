import { createOutbox, type Kept } from '#app/_live/outbox.ts';
import { type About, closeField, inOrder, type Outcome, outcomeOf } from '#app/_live/outcomes.ts';
import type { ForeignEdit, Place } from '#app/_live/place.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { createSender } from '#app/_live/sender.ts';
import { joinTabs } from '#app/_live/tabs.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { refuse } from '#lib/contract/refusal.ts';

/** The way of every write out of this browser: painted as pending → kept in IndexedDB → sent in order → settled by the
 *  answer that comes after the commit, or by the event if that comes first. All tabs of one person share one queue: one of
 *  them sends, the others hear of it. A reload or a crash of the browser finds the unsent ones again. */

export type PendingCommand = NewCommand & { id: string; state: 'waiting' | 'sent'; about: About };
/** Sending has stopped until the person does something: nothing is dropped. */
export type Halt = { code: 'outdated' | 'unauthenticated'; message: string };
export type QueueState = {
  pending: readonly PendingCommand[];
  /** The last try found no server. */
  lost: boolean;
  halted: Halt | null;
  refused: string | null;
  /** When the last acknowledgement came: Date.now(). */
  savedAt: number | null;
  /** False: this browser gives no IndexedDB, unsent changes live in this tab's memory only. */
  kept: boolean;
  /** Answers to what had waited, and every answer that the person still has to decide about. */
  outcomes: readonly Outcome[];
  /** Changes by others that this page has heard of, oldest first. */
  edits: readonly ForeignEdit[];
};
type Listener = { changed(): void; settled?(events: AppliedEvent[]): void };
/** Where and on what the person typed. */
type Seen = { place: Place | null; since: number };
const UNSEEN: Seen = { place: null, since: 0 };
export type Answered = { id: string; answer: CommandAnswer };

/** As many changes by others and old answers as anybody would look through. */
const REMEMBERED = 200;

export type CommandQueue = ReturnType<typeof createCommandQueue>;

export function createCommandQueue(personId: number) {
  const outbox = createOutbox(personId);
  const listeners = new Set<Listener>();
  const waiting = new Map<string, (answer: CommandAnswer) => void>();
  /** Settled or dropped: a list that was read a moment earlier must not bring them back. */
  const gone = new Set<string>();
  let state: QueueState = {
    pending: [],
    lost: false,
    halted: null,
    refused: null,
    savedAt: null,
    kept: true,
    outcomes: [],
    edits: [],
  };
  let lastAt = 0;

  const tell = () => {
    for (const listener of listeners) listener.changed();
  };
  const update = (change: Partial<QueueState>) => {
    state = { ...state, ...change };
    tell();
  };
  const unkept = () => update({ kept: false });
  const waited = <T extends { about: About }>(command: T): T => ({
    ...command,
    about: { ...command.about, waited: true },
  });
  function add(commands: readonly Kept[]): void {
    const known = new Set(state.pending.map((c) => c.id));
    const fresh = commands.filter((c) => !known.has(c.id) && !gone.has(c.id));
    if (fresh.length === 0) return;
    const added = fresh.map((c): PendingCommand => ({ ...c, state: 'waiting' }));
    update({ pending: inOrder([...state.pending, ...added]) });
  }
  /** What the last try came to, told by the tab that sends. */
  function link(lost: boolean, told: Halt | null): void {
    const halted = state.halted?.code === 'outdated' ? state.halted : told;
    if (lost === state.lost && halted === state.halted) return;
    update({ lost, halted, pending: lost || halted ? state.pending.map(waited) : state.pending });
  }

  const tabs = joinTabs(`zvonok:${personId}`, {
    add: (commands) => {
      add(commands);
      void sender.pump();
    },
    settled: settle,
    link,
    wake: retry,
    closed: (ids) => close(new Set(ids)),
    cleared: clearReport,
    dropped: forgetAll,
    // What another tab has left when it closed or crashed: nobody else sends it any more.
    lead: () => void takeOver(),
  });

  async function load(isLeft: boolean): Promise<void> {
    try {
      const kept = await outbox.load();
      add(isLeft ? kept.commands.map(waited) : kept.commands);
      const known = new Set(state.outcomes.map((o) => o.id));
      const earlier = inOrder(kept.outcomes.filter((o) => !known.has(o.id)));
      if (earlier.length > 0) update({ outcomes: [...earlier, ...state.outcomes].slice(-REMEMBERED) });
    } catch {
      // No IndexedDB here (a strict private window): the page works, and says that unsent changes live in it alone.
      unkept();
    }
  }
  const ready = load(false);
  /** This tab sends for all from now on. Not before it has read what was left: that was typed earlier, and goes first. */
  async function takeOver(): Promise<void> {
    await ready;
    update({ pending: state.pending.map(waited) });
    await load(true);
    sender.lead();
  }

  const sender = createSender(personId, {
    pending: () => state.pending,
    halted: () => state.halted !== null,
    sent: (ids) => update({ pending: state.pending.map((c) => (ids.has(c.id) ? { ...c, state: 'sent' } : c)) }),
    answered(answers) {
      settle(answers);
      tabs.tell({ kind: 'settled', answers });
      linkEverywhere(false, null);
    },
    link: linkEverywhere,
    outdated: outdate,
  });
  function linkEverywhere(lost: boolean, halted: Halt | null): void {
    link(lost, halted);
    tabs.tell({ kind: 'link', lost, halted });
  }
  /** This page is older than the program: it sends nothing more. Another tab may be newer, and the next page will be. */
  function outdate(message: string): void {
    link(state.lost, { code: 'outdated', message });
    sender.stop();
    tabs.resign();
  }

  /** Takes answers in, in every tab alike. */
  function settle(answers: readonly Answered[]): void {
    const byId = new Map(answers.map(({ id, answer }) => [id, answer]));
    let { outcomes, refused, savedAt } = state;
    const reported: Outcome[] = [];
    for (const command of state.pending) {
      const answer = byId.get(command.id);
      if (!answer) continue;
      const { id, about, state: _, ...bare } = command;
      if (answer.ok) savedAt = Date.now();
      else if (answer.code !== 'conflict') refused = answer.message;
      const outcome = outcomeOf(id, bare, about, answer);
      if (!outcome.open && !about.waited) continue;
      outcomes = [...(outcome.open ? closeField(outcomes, bare) : outcomes), outcome].slice(-REMEMBERED);
      if (about.waited) reported.push(outcome);
    }
    for (const [id, answer] of byId) {
      gone.add(id);
      waiting.get(id)?.(answer);
      waiting.delete(id);
    }
    // The values and the end of their waiting are painted together: a cell must not flicker back in between. Only a
    // commit makes «Сохранено»: a conflict has saved nothing.
    state = { ...state, pending: state.pending.filter((c) => !byId.has(c.id)), outcomes, refused, savedAt };
    const events = answers.flatMap(({ answer }) => (answer.ok ? answer.events : []));
    for (const listener of listeners) listener.settled?.(events);
    tell();
    outbox.settle(byId.keys(), reported).catch(unkept);
  }

  function close(ids: ReadonlySet<string>): void {
    if (!state.outcomes.some((o) => o.open && ids.has(o.id))) return;
    // What never waited is in no report: once decided, nobody asks for it again.
    const left = state.outcomes.filter((o) => o.about.waited || !ids.has(o.id));
    update({ outcomes: left.map((o) => (ids.has(o.id) ? { ...o, open: false } : o)) });
    outbox.unreport(ids).catch(unkept);
  }
  function clearReport(): void {
    const read = state.outcomes.filter((o) => !o.open).map((o) => o.id);
    update({ outcomes: state.outcomes.filter((o) => o.open) });
    outbox.unreport(read).catch(unkept);
  }
  const closeEverywhere = (ids: readonly string[]): void => {
    if (ids.length === 0) return;
    close(new Set(ids));
    tabs.tell({ kind: 'closed', ids });
  };
  function retry(): void {
    // A page of an older protocol stays outdated until it is loaded anew.
    if (state.halted?.code === 'unauthenticated') update({ halted: null });
    sender.retry();
  }
  function forgetAll(): void {
    for (const { id } of state.pending) gone.add(id);
    for (const resolve of waiting.values()) resolve(refuse('unauthenticated', 'Вы вышли: запись не отправлена.'));
    waiting.clear();
    update({ pending: [], outcomes: [], edits: [], refused: null });
  }

  function sendAll(commands: readonly NewCommand[], seenAt: (command: NewCommand) => Seen): Promise<CommandAnswer>[] {
    const waits = state.lost || state.halted !== null;
    const kept = commands.map((command): Kept => {
      lastAt = Math.max(Date.now(), lastAt + 1);
      return { ...command, id: crypto.randomUUID(), about: { ...seenAt(command), at: lastAt, waited: waits } };
    });
    // A new word on a field ends what was asked about it.
    const open: readonly Outcome[] = state.outcomes.filter((o) => o.open);
    const left = commands.reduce((asked, command) => closeField(asked, command), open);
    closeEverywhere(open.filter((o) => !left.includes(o)).map((o) => o.id));
    const answers = kept.map(({ id }) => new Promise<CommandAnswer>((resolve) => waiting.set(id, resolve)));
    add(kept);
    outbox.keep(kept).catch(unkept);
    tabs.tell({ kind: 'add', commands: kept });
    void sender.pump();
    return answers;
  }
  function send(command: NewCommand, seen: Seen = UNSEEN): Promise<CommandAnswer> {
    const [answer] = sendAll([command], () => seen);
    return answer ?? Promise.resolve(refuse('invalid', 'Нечего отправлять.'));
  }

  return {
    state: () => state,
    /** What an earlier page has left unsent is in `state` now. */
    ready,
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    /** In order, told to the page and kept once: a pasted table is hundreds of commands. */
    sendAll,
    /** Events of the log, as they come: one's own are an answer, even if HTTP has not brought it yet. Without this a
     *  change would count twice, in the value and among the waiting ones, and the next would conflict with it. */
    confirm(events: readonly AppliedEvent[]): void {
      const answers = state.pending.flatMap(({ id }): Answered[] => {
        const told = events.filter((event) => event.commandId === id);
        return told.length > 0 ? [{ id, answer: { ok: true, seq: told.at(-1)?.seq ?? 0, events: told } }] : [];
      });
      if (answers.length > 0) settle(answers);
    },
    /** Changes by others, for the report and for the list of the journal. */
    notice(edits: readonly ForeignEdit[]): void {
      const fresh = edits.filter(
        (edit) => !state.edits.some((old) => old.seq === edit.seq && old.field === edit.field),
      );
      if (fresh.length > 0) update({ edits: [...state.edits, ...fresh].slice(-REMEMBERED) });
    },
    /** «Оставить моё»: written anew over the value that was shown. «Принять»: what stands, stands. */
    decide(id: string, keep: 'mine' | 'theirs'): void {
      const outcome = state.outcomes.find((o) => o.id === id && o.open);
      if (!outcome) return;
      closeEverywhere([id]);
      if (keep === 'theirs') return;
      const { command, about, theirs } = outcome;
      void send(theirs ? { ...command, base: theirs.version } : command, about);
    },
    /** Ends the questions about these answers: they were decided elsewhere, in a cell or by typing anew. */
    close: (which: (outcome: Outcome) => boolean): void =>
      closeEverywhere(state.outcomes.filter((o) => o.open && which(o)).map((o) => o.id)),
    /** The report was read: only what still asks for a decision stays. */
    clearReport(): void {
      clearReport();
      tabs.tell({ kind: 'cleared' });
    },
    outdate,
    /** Nothing waits to be sent, and what became of it lies in the store: the page can be read anew. */
    async idle(): Promise<void> {
      await ready;
      if (state.pending.length > 0)
        await new Promise<void>((done) => {
          const listener: Listener = {
            changed() {
              if (state.pending.length > 0) return;
              listeners.delete(listener);
              done();
            },
          };
          listeners.add(listener);
        });
      await outbox.written();
    },
    /** The network is back: do not wait for the pause to end. */
    retryNow(): void {
      retry();
      tabs.tell({ kind: 'wake' });
    },
    dismiss(): void {
      update({ refused: null });
    },
    /** Gives up what was not sent, with a word for whoever waits for it: sign-out. */
    drop(): void {
      const ids = [...state.pending.map((c) => c.id), ...state.outcomes.map((o) => o.id)];
      outbox.forget(ids).catch(unkept);
      outbox.unreport(ids).catch(unkept);
      forgetAll();
      tabs.tell({ kind: 'dropped' });
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
