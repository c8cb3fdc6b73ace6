import { useCallback, useMemo, useState } from 'react';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { linesOf } from './lines.ts';

/** Which sections are folded, and the lines that are left to draw. */
export function useFolding(rows: readonly PlanRow[]) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(rows, closed), [rows, closed]);
  const toggle = useCallback((sectionId: string) => {
    setClosed((old) => {
      const next = new Set(old);
      if (!next.delete(sectionId)) next.add(sectionId);
      return next;
    });
  }, []);
  /** The section of a row opens, so that the row can be gone to. */
  const reveal = useCallback(
    (rowId: string) => {
      const at = rows.findIndex((row) => row.id === rowId);
      const section = rows.slice(0, at + 1).findLast((row) => row.kind === 'section');
      if (section && section.id !== rowId)
        setClosed((old) => (old.has(section.id) ? new Set([...old].filter((id) => id !== section.id)) : old));
    },
    [rows],
  );
  const anyClosed = closed.size > 0;
  const toggleAll = () =>
    setClosed(anyClosed ? new Set() : new Set(rows.filter((row) => row.kind === 'section').map((row) => row.id)));
  return { lines, anyClosed, toggle, toggleAll, reveal };
}
