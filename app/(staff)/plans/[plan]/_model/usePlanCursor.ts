import { useMemo } from 'react';
import { type GridCursor, useGridCursor } from '#app/_ui/useGridCursor.ts';
import type { PlanColumn } from './columns.ts';
import type { Line } from './lines.ts';

/** `first`: the row it begins in; null: the first line. */
export function usePlanCursor(
  lines: readonly Line[],
  columns: readonly PlanColumn[],
  first: string | null,
): GridCursor<string> {
  const ids = useMemo(() => lines.map((line) => line.row.id), [lines]);
  const keys = useMemo(() => columns.map((column) => column.key), [columns]);
  return useGridCursor(ids, keys, () => ({ id: first, key: 'topic', row: 0, col: 0 }));
}
