'use client';

import { useEffect, useRef } from 'react';
import { keepView } from '#app/_live/keptViews.ts';
import type { LiveStore } from '#app/_live/liveStore.ts';
import type { View } from '#lib/contract/views.ts';

/** After a change the view is kept at most this late, ms: often enough for a reload, seldom enough for a fast typist. */
const KEPT_AFTER = 400;

/** Keeps the newest state of a view on the device while its page is open. The deputy's wall is not kept: it is of use
 *  only while it lives. */
export function useKept<V extends View>(store: LiveStore<V> | null, viewer: { personId: number }): void {
  const latest = useRef(viewer);
  latest.current = viewer;
  useEffect(() => {
    if (!store || store.get().view.view === 'wall') return;
    let kept: View | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const path = addressOf(store.get().view);
    const keep = () => {
      timer = null;
      const { view, online } = store.get();
      if (view === kept) return;
      // Without a connection nothing new was heard: the data stay as old as they are.
      if (kept !== null && !online) return;
      kept = view;
      const current: View = { ...view, seq: store.seen(), now: store.now().toISOString() };
      // A full disk or a private window: the page works without, it only cannot be opened offline.
      keepView({ path, savedAt: Date.now(), view: current, viewer: latest.current }).catch(() => undefined);
    };
    const later = () => {
      timer ??= setTimeout(keep, KEPT_AFTER);
    };
    const now = () => {
      if (document.visibilityState === 'hidden') keep();
    };
    later();
    const stop = store.subscribe(later);
    document.addEventListener('visibilitychange', now);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', now);
      if (timer) clearTimeout(timer);
      keep();
    };
  }, [store]);
}

/** A journal has one address whatever cell a link opens it at; a diary's week and child are part of its own. */
function addressOf(view: View): string {
  if (view.view === 'journal') return `/journal/${view.group.id}`;
  return window.location.pathname + window.location.search;
}
