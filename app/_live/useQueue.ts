'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type CommandQueue, commandQueue, type QueueState } from '#app/_live/commandQueue.ts';

const NOTHING: QueueState = {
  pending: [],
  lost: false,
  halted: null,
  refused: null,
  savedAt: null,
  kept: true,
  outcomes: [],
  edits: [],
};

/** The person's queue on any page: it begins to send what an earlier page has left as soon as one is open. */
export function useQueue(personId: number): { queue: CommandQueue | null; state: QueueState } {
  // Made in the browser only, after the first paint: the server has no queue.
  const [queue, setQueue] = useState<CommandQueue | null>(null);
  useEffect(() => setQueue(commandQueue(personId)), [personId]);
  const subscribe = useCallback((changed: () => void) => queue?.listen({ changed }) ?? (() => undefined), [queue]);
  const state = useSyncExternalStore(
    subscribe,
    () => queue?.state() ?? NOTHING,
    () => NOTHING,
  );
  return { queue, state };
}
