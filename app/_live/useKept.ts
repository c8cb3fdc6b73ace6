'use client';

import { useEffect, useRef } from 'react';
import { keepView } from '#app/_live/keptViews.ts';
import type { LiveStore } from '#app/_live/liveStore.ts';
import type { View } from '#lib/contract/views.ts';

/** After a change the view is kept at most this late, ms: often enough for a reload, seldom enough for a fast typist. */
const KEPT_AFTER = 400;

/** What the offline shell can draw. The deputy's wall is of use only while it lives; the school's timetable is a family's
 *  alone to keep, a plan its authors': its document lies on their device anyway. */
const KEPT: ReadonlySet<View['view']> = new Set(['journal', 'diary', 'marks', 'results', 'absences']);
function isKept(view: View): boolean {
  if (view.view === 'timetable') return view.family !== null;
  return view.view === 'plan' ? view.may.write : KEPT.has(view.view);
}

/** Copying six thousand marks takes some milliseconds: between two keys, not under one. */
function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 1000 });
  else work();
}

/** Keeps the newest state of a view on the device while its page is open. */
export function useKept<V extends View>(store: LiveStore<V> | null, viewer: { personId: number }): void {
  const latest = useRef(viewer);
  latest.current = viewer;
  useEffect(() => {
    if (!store || !isKept(store.get().view)) return;
    // What the page began with is kept already when it was opened without a network, and must not look younger.
    let kept: View | null = null;
    let online = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const path = addressOf(store.get().view);
    const keep = () => {
      const { view } = store.get();
      kept = view;
      const current: View = { ...view, seq: store.seen(), now: store.now().toISOString() };
      // A full disk or a private window: the page works without, it only cannot be opened offline.
      keepView({ path, savedAt: Date.now(), view: current, viewer: latest.current }).catch(() => undefined);
    };
    const look = () => {
      const follows = store.follows();
      const dropped = online && !follows;
      online = follows;
      // Until this moment it was true.
      if (dropped) keep();
      else if (online && store.get().view !== kept) timer ??= setTimeout(later, KEPT_AFTER);
    };
    const later = () => {
      timer = null;
      whenIdle(keep);
    };
    const hide = () => {
      if (document.visibilityState === 'hidden' && online) keep();
    };
    look();
    const stop = store.subscribe(look);
    document.addEventListener('visibilitychange', hide);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', hide);
      if (timer) clearTimeout(timer);
      if (online) keep();
    };
  }, [store]);
}

/** A journal and a plan have one address whatever cell a link opens them at; a diary's week and child are part of its own. */
function addressOf(view: View): string {
  if (view.view === 'journal') return `/journal/${view.group.id}`;
  if (view.view === 'plan') return `/plans/${view.plan.id}`;
  return window.location.pathname + window.location.search;
}
