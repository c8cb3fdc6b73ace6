import { useEffect, useRef, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { DraftView } from '#lib/contract/draftViews.ts';

/** How long a place that somebody else has changed stands out, ms. */
const STANDS_OUT = 6000;

/** Places that a colleague has just put or moved. */
export function useFresh(live: LiveView<DraftView>): ReadonlySet<number> {
  const known = useRef(new Map(live.view.slots.map((slot) => [slot.id, slot.v])));
  const own = useRef(new Set<number>());
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set());
  for (const command of live.pending)
    if (command.name === 'draft.edit') for (const change of command.input.changes) own.current.add(change.slotId ?? 0);
  useEffect(() => {
    const changed = live.view.slots.filter((slot) => known.current.get(slot.id) !== slot.v).map((slot) => slot.id);
    known.current = new Map(live.view.slots.map((slot) => [slot.id, slot.v]));
    const others = changed.filter((id) => !own.current.has(id) && !own.current.has(0));
    own.current = new Set();
    if (others.length === 0) return;
    setFresh(new Set(others));
    const timer = setTimeout(() => setFresh(new Set()), STANDS_OUT);
    return () => clearTimeout(timer);
  }, [live.view.slots]);
  return fresh;
}
