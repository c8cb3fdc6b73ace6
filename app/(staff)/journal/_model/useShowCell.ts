import { useCallback, useEffect, useRef } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { Column } from './columns.ts';
import type { PaintedRow } from './rows.ts';

/** A cursor passing over cells tells colleagues only where it has stopped, ms. */
const SETTLES = 120;

/** Tells colleagues where the cursor stands; the answer tells them that it has left the grid. */
export function useShowCell(
  showCell: LiveView<JournalView>['showCell'],
  column: Column | undefined,
  painted: PaintedRow | undefined,
): () => void {
  const latest = useRef(showCell);
  latest.current = showCell;
  const workId = column?.workId ?? null;
  const studentId = painted?.row.student.id ?? null;
  useEffect(() => {
    const cell = workId && studentId ? { workId, studentId } : null;
    const timer = setTimeout(() => latest.current(cell), SETTLES);
    return () => clearTimeout(timer);
  }, [workId, studentId]);
  return useCallback(() => latest.current(null), []);
}
