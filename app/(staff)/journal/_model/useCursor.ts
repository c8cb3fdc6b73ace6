import { useCallback, useMemo, useState } from 'react';
import { type Range, rangeOf, sizeOf } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import type { Columns } from './columns.ts';
import type { PaintedRow } from './rows.ts';

type Place = { studentId: number | null; key: string | null; row: number; col: number };
/** The cursor is the moving corner of the range; the anchor is the one that stays. */
type Places = { cursor: Place; anchor: Place | null };

export type Selection = {
  cursor: Cursor;
  /** The selected cells when there are several. */
  range: Range | null;
  setCursor(at: Cursor): void;
  extend(to: Cursor): void;
  select(range: Range): void;
};

/** The cursor stays with its student and its work when a column is added or a student comes. */
export function useCursor(rows: readonly PaintedRow[], columns: Columns['columns'], start: () => Cursor): Selection {
  const placeAt = useCallback(
    ({ row, col }: Cursor): Place => ({
      studentId: rows[row]?.row.student.id ?? null,
      key: columns[col]?.key ?? null,
      row,
      col,
    }),
    [rows, columns],
  );
  const [places, setPlaces] = useState<Places>(() => ({ cursor: placeAt(start()), anchor: null }));
  const found = useCallback(
    (place: Place): Cursor => {
      const row = rows.findIndex((painted) => painted.row.student.id === place.studentId);
      const col = columns.findIndex((column) => column.key === place.key);
      const last = (count: number, wanted: number) => Math.max(0, Math.min(wanted, count - 1));
      return {
        row: row === -1 ? last(rows.length, place.row) : row,
        col: col === -1 ? last(columns.length, place.col) : col,
      };
    },
    [rows, columns],
  );
  const cursor = useMemo(() => found(places.cursor), [found, places.cursor]);
  const range = useMemo(() => {
    const whole = places.anchor && rangeOf(found(places.anchor), cursor);
    return whole && sizeOf(whole) > 1 ? whole : null;
  }, [found, places.anchor, cursor]);
  const setCursor = useCallback((at: Cursor) => setPlaces({ cursor: placeAt(at), anchor: null }), [placeAt]);
  const extend = useCallback(
    (to: Cursor) => setPlaces((old) => ({ cursor: placeAt(to), anchor: old.anchor ?? old.cursor })),
    [placeAt],
  );
  const select = useCallback(
    ({ top, bottom, left, right }: Range) =>
      setPlaces({ cursor: placeAt({ row: top, col: left }), anchor: placeAt({ row: bottom, col: right }) }),
    [placeAt],
  );
  return { cursor, range, setCursor, extend, select };
}
