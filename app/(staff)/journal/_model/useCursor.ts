import { useCallback, useMemo, useState } from 'react';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import type { Columns } from './columns.ts';
import type { PaintedRow } from './rows.ts';

type Place = { studentId: number | null; key: string | null; row: number; col: number };

/** The cursor stays with its student and its work when a column is added or a student comes. */
export function useCursor(rows: readonly PaintedRow[], columns: Columns['columns'], start: () => Cursor) {
  const placeAt = useCallback(
    ({ row, col }: Cursor): Place => ({
      studentId: rows[row]?.row.student.id ?? null,
      key: columns[col]?.key ?? null,
      row,
      col,
    }),
    [rows, columns],
  );
  const [place, setPlace] = useState<Place>(() => placeAt(start()));
  const cursor = useMemo<Cursor>(() => {
    const row = rows.findIndex((painted) => painted.row.student.id === place.studentId);
    const col = columns.findIndex((column) => column.key === place.key);
    const last = (count: number, wanted: number) => Math.max(0, Math.min(wanted, count - 1));
    return {
      row: row === -1 ? last(rows.length, place.row) : row,
      col: col === -1 ? last(columns.length, place.col) : col,
    };
  }, [rows, columns, place]);
  const setCursor = useCallback((at: Cursor) => setPlace(placeAt(at)), [placeAt]);
  return { cursor, setCursor };
}
