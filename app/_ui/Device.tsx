'use client';

import { useEffect } from 'react';
import { claimDevice, leaveSession, type Owner, onForgotten } from '#app/_live/keptViews.ts';
import { useQueue } from '#app/_live/useQueue.ts';

/** Puts this device under the signed-in person's session and lets the product be opened without a network. */
export function Device({ owner, worker }: { owner: Owner; worker: boolean }) {
  const text = JSON.stringify(owner);
  // The text changes only when the owner does; the object is new with every render of the server.
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by its text
  useEffect(() => claimDevice(owner), [text]);
  const { halted } = useQueue(owner.person.id).state;
  useEffect(() => {
    if (halted?.code === 'unauthenticated') leaveSession();
  }, [halted]);
  useEffect(() => onForgotten(leaveSession), []);
  useEffect(() => {
    // A browser without workers, or one that forbids them: everything works but opening without a network.
    if (worker) navigator.serviceWorker?.register('/sw.js').catch(() => undefined);
  }, [worker]);
  return null;
}
