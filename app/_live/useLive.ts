'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { commandQueue } from '#app/_live/commandQueue.ts';
import { isSessionOver, leaveSession } from '#app/_live/keptViews.ts';
import { liveSocket } from '#app/_live/liveSocket.ts';
import { createLiveStore, type LiveSnapshot, type LiveStore } from '#app/_live/liveStore.ts';
import type { Outcome } from '#app/_live/outcomes.ts';
import { usePageSource } from '#app/_live/PageSource.tsx';
import { placeOf } from '#app/_live/place.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { useKept } from '#app/_live/useKept.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import { keyText, type ViewKey } from '#lib/contract/socket.ts';
import type { View } from '#lib/contract/views.ts';

export type LiveView<V extends View> = LiveSnapshot<V> & {
  /** Resolves with the server's answer, after the commit; keeps trying while there is no connection. */
  send(command: NewCommand): Promise<CommandAnswer>;
  /** Many, in order; the page is drawn once. */
  sendAll(commands: readonly NewCommand[]): Promise<CommandAnswer>[];
  dismissRefusal(): void;
  /** Ends the questions about these answers: decided in a cell, or by typing anew. */
  closeOutcomes(which: (outcome: Outcome) => boolean): void;
  /** «Оставить моё», «Принять». */
  decide(id: string, keep: 'mine' | 'theirs'): void;
  /** Where my cursor stands, for colleagues. */
  showCell(cell: { workId: number; studentId: number } | null): void;
  /** School time, ticking. */
  now(): Date;
};

/** A view that stays true by itself. `initial` is what the server rendered: the store starts from it and follows the
 *  school's log from its `seq`; after a reconnect it asks for what was missed. */
export function useLive<V extends View>(initial: V, key: ViewKey, viewer: { personId: number }): LiveView<V> {
  const router = useRouter();
  const source = usePageSource();
  const reload = useRef(source.reload);
  reload.current = source.reload;
  const text = keyText(key);
  const first = useRef(initial);
  first.current = initial;
  // A newer state of the same view is handed to the same store, below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a store lives as long as its view's key
  const store: LiveStore<V> | null = useMemo(() => {
    if (typeof window === 'undefined') return null;
    return createLiveStore({
      initial: first.current,
      key,
      personId: viewer.personId,
      queue: commandQueue(viewer.personId),
      socket: liveSocket(),
      reload: () => (reload.current ?? router.refresh)(),
      leave: leaveSession,
    });
  }, [text, viewer.personId]);
  useEffect(() => store?.start(), [store]);
  useEffect(() => store?.replace(initial), [store, initial]);
  useKept(store, viewer);
  useEffect(() => {
    const back = () => commandQueue(viewer.personId).retryNow();
    const leaving = (event: BeforeUnloadEvent) => {
      if (!isSessionOver() && commandQueue(viewer.personId).state().pending.length > 0) event.preventDefault();
    };
    window.addEventListener('online', back);
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [viewer.personId]);
  const still = useMemo(() => stillSnapshot(initial), [initial]);
  const snapshot = useSyncExternalStore(
    store?.subscribe ?? nothing,
    () => store?.get() ?? still,
    () => still,
  );
  return useMemo(
    () => ({
      ...snapshot,
      send: (command: NewCommand) => commandQueue(viewer.personId).send(command, seenIn(store, command)),
      sendAll: (commands: readonly NewCommand[]) =>
        commandQueue(viewer.personId).sendAll(commands, (command) => seenIn(store, command)),
      dismissRefusal: () => commandQueue(viewer.personId).dismiss(),
      closeOutcomes: (which: (outcome: Outcome) => boolean) => commandQueue(viewer.personId).close(which),
      decide: (id: string, keep: 'mine' | 'theirs') => commandQueue(viewer.personId).decide(id, keep),
      showCell: (cell: { workId: number; studentId: number } | null) => store?.showCell(cell),
      now: () => store?.now() ?? new Date(initial.now),
    }),
    [snapshot, store, viewer.personId, initial.now],
  );
}

const seenIn = <V extends View>(store: LiveStore<V> | null, command: NewCommand) => ({
  place: store && placeOf(store.get().view, command),
  since: store?.seen() ?? 0,
});
const nothing = () => () => undefined;
/** What the server renders: the state as read, nothing pending, nobody here. */
const stillSnapshot = <V extends View>(view: V): LiveSnapshot<V> => ({
  view,
  pending: [],
  status: { state: 'saved', at: null },
  online: true,
  people: [],
  changedBy: new Map(),
  freshMarks: new Set(),
  edits: [],
  outcomes: [],
});
