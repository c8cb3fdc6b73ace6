import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { notePlanCopy, type PlanCopy, planCopyName, unsentOfCopy } from '#app/_live/keptPlans.ts';

/** The document's way to the server and to this device. «Сохранено» is said only after the server has answered our marker:
 *  everything sent before it is committed. */

const SYNC = 0;
/** Ours: a marker, and the answer that what came before it is committed or was not taken. A stock client never sends one. */
const MARKER = 4;
/** A device that does not open its database in this time, ms (a private window, a full disk), is worked without. */
const DEVICE_WAITS = 3000;
/** After so many connections in a row that did not stand, some three seconds, the server is asked whether it is there. */
const ASK_AFTER = 4;
const OTHER_GENERATION = 4409;
const RIGHT_LOST = 4401;

export type LinkState = {
  /** The document is whole here: from the server, or from this device after an earlier visit. */
  ready: boolean;
  /** Null: not yet known. */
  online: boolean | null;
  /** The server is there, but lets nobody more into the plan: too many windows, too many people. */
  turnedAway: boolean;
  /** Changes the server has not confirmed. */
  waiting: number;
  /** Date.now() of the last confirmation. */
  savedAt: number | null;
  /** Why the server did not take the last changes. */
  refused: string | null;
  /** The server closed the door and a new attempt would not help. */
  closed: 'generation' | 'right' | 'broken' | null;
  /** False: this browser keeps nothing, the tab must stay open. */
  kept: boolean;
};
export type PlanLink = ReturnType<typeof createPlanLink>;

type Options = {
  doc: Y.Doc;
  copy: PlanCopy;
  /** Of the page: «https://…». */
  origin: string;
  mayWrite: boolean;
  /** False: nothing is kept on this device («чужой компьютер», readers). */
  keep: boolean;
};

export function createPlanLink({ doc, copy, origin, mayWrite, keep }: Options) {
  const listeners = new Set<() => void>();
  let state: LinkState = {
    ready: false,
    online: null,
    turnedAway: false,
    waiting: keep ? unsentOfCopy(copy) : 0,
    savedAt: null,
    refused: null,
    closed: null,
    kept: false,
  };
  const set = (change: Partial<LinkState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  /** Local changes so far, and how many of them each marker stands behind. */
  let made = state.waiting;
  let marker = 0;
  let markers = new Map<number, number>();
  /** Connections closed in a row without one that stood. */
  let tries = 0;

  const provider = new WebsocketProvider(`${origin.replace(/^http/, 'ws')}/collab`, String(copy.planId), doc, {
    connect: false,
    params: { generation: copy.generation },
  });
  // Tabs talk past the server: never with another document or another person's tab.
  provider.bcChannel = planCopyName(copy);
  const persistence =
    keep && typeof indexedDB !== 'undefined' ? new IndexeddbPersistence(planCopyName(copy), doc) : null;

  function count(waiting: number): void {
    if (persistence) notePlanCopy(copy, waiting);
  }
  function mark(): void {
    if (!mayWrite || !provider.wsconnected || made === 0) return;
    marker += 1;
    markers.set(marker, made);
    const message = encoding.createEncoder();
    encoding.writeVarUint(message, MARKER);
    encoding.writeVarUint(message, marker);
    provider.ws?.send(encoding.toUint8Array(message));
  }
  const sync = provider.messageHandlers[SYNC];
  provider.messageHandlers[SYNC] = (encoder, decoder, from, ofSocket, type) => {
    sync?.(encoder, decoder, from, ofSocket, type);
    // The answer to the server's question holds what it lacks; it is sent right after this handler, and the marker behind it.
    if (ofSocket && encoding.length(encoder) > 1) queueMicrotask(mark);
  };
  provider.messageHandlers[MARKER] = (_encoder, decoder) => {
    const answered = decoding.readVarUint(decoder);
    const taken = decoding.readVarUint(decoder) === 0;
    const upTo = markers.get(answered);
    if (upTo === undefined) return;
    for (const other of markers.keys()) if (other <= answered) markers.delete(other);
    if (!taken) return set({ refused: decoding.readVarString(decoder) });
    const waiting = made - upTo;
    count(waiting);
    set({ waiting, savedAt: Date.now(), refused: null });
  };

  const onUpdate = (_update: Uint8Array, from: unknown) => {
    if (from === provider || from === persistence) return;
    made += 1;
    const waiting = state.waiting + 1;
    count(waiting);
    set({ waiting });
    mark();
  };
  doc.on('update', onUpdate);
  provider.on('status', ({ status }) => {
    markers = new Map();
    if (status === 'connected') {
      tries = 0;
      set({ online: true, turnedAway: false });
    } else if (status === 'disconnected') set({ online: false });
  });
  provider.on('connection-close', () => {
    tries += 1;
    set({ online: false });
    if (tries % ASK_AFTER === 0) void askServer();
  });
  // A browser is not told why a socket was refused.
  async function askServer(): Promise<void> {
    const answer = await fetch('/readyz', { cache: 'no-store' }).catch(() => null);
    if (!over && state.online === false) set({ turnedAway: answer?.ok ?? false });
  }
  provider.on('sync', (synced) => {
    if (synced) set({ ready: true });
  });
  provider.on('closed', ({ code }) => {
    const closed = code === OTHER_GENERATION ? 'generation' : code === RIGHT_LOST ? 'right' : 'broken';
    set({ online: false, closed });
  });

  let over = false;
  const connect = () => {
    if (!over && state.closed === null) provider.connect();
  };
  async function open(): Promise<void> {
    if (persistence) {
      const opened = persistence.whenSynced.then(() => {
        if (over) return;
        set({ kept: true, ready: state.ready || doc.getMap('rows').size > 0 });
        count(state.waiting);
        // The device was slow: the server may have asked before these changes were here.
        if (provider.wsconnected) mark();
      });
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([
        opened,
        new Promise((late) => {
          timer = setTimeout(late, DEVICE_WAITS);
        }),
      ]);
      clearTimeout(timer);
    }
    connect();
  }
  // Without a network the socket would be believed alive for half a minute.
  const onOffline = () => {
    provider.disconnect();
    provider.connectBc();
    set({ online: false });
  };
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', connect);
  void open();

  return {
    provider,
    awareness: provider.awareness,
    get: (): LinkState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy(): void {
      over = true;
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', connect);
      doc.off('update', onUpdate);
      listeners.clear();
      provider.destroy();
      void persistence?.destroy();
    },
  };
}
