import { useMemo, useState } from 'react';
import { findIn, replaced } from '#lib/domain/plans/planFind.ts';
import type { PlanField, PlanRow } from '#lib/domain/plans/rows.ts';
import type { Looking } from '../_parts/FindBar.tsx';
import { setText, textOf } from '../document.ts';
import type { PlanStore } from './planStore.ts';

/** «Найти» and «Заменить»: what is looked for, the places, and which of them the cursor is on. */
export function useFinding(
  rows: readonly PlanRow[],
  shown: readonly PlanField[],
  store: PlanStore | null,
  goTo: (rowId: string, field: PlanField) => void,
) {
  const [looking, setLooking] = useState<Looking | null>(null);
  const [at, setAt] = useState(0);
  const wanted = looking?.wanted ?? '';
  const found = useMemo(() => findIn(rows, wanted, shown), [rows, wanted, shown]);

  function select(place: { row: string; field: PlanField }) {
    const focused = document.activeElement;
    goTo(place.row, place.field);
    // The search keeps the keys: Enter goes on to the next.
    if (focused instanceof HTMLElement && focused.closest('.pfind')) focused.focus();
  }
  return {
    looking,
    wanted,
    count: found.length,
    at: Math.min(at, found.length - 1),
    open: () => setLooking((old) => old ?? { wanted: '', by: '' }),
    close: () => setLooking(null),
    step(direction: 1 | -1) {
      if (looking === null) return setLooking({ wanted: '', by: '' });
      if (found.length === 0) return;
      const next = (at + direction + found.length) % found.length;
      setAt(next);
      const place = found[next];
      if (place) select(place);
    },
    look(next: Looking) {
      setLooking(next);
      if (next.wanted === wanted) return;
      setAt(0);
      const [first] = findIn(rows, next.wanted, shown);
      if (first) select(first);
    },
    replace() {
      const place = found[at];
      if (!store || !place || !looking) return;
      store.act(() => {
        const text = textOf(store.doc, place.row, place.field)?.toString() ?? '';
        const next = text.slice(0, place.at) + looking.by + text.slice(place.at + looking.wanted.length);
        setText(store.doc, place.row, place.field, next, place.at + looking.by.length);
      });
    },
    /** How many places were changed. */
    replaceAll(): number {
      if (!store || !looking) return 0;
      const cells = new Map(found.map((place) => [`${place.row}/${place.field}`, place]));
      store.act(() => {
        for (const { row, field } of cells.values()) {
          const text = textOf(store.doc, row, field)?.toString() ?? '';
          setText(store.doc, row, field, replaced(text, looking.wanted, looking.by));
        }
      });
      return found.length;
    },
  };
}
