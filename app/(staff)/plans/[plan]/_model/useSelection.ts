import { useCallback, useMemo, useState } from 'react';
import { type Range, rangeOf, sizeOf } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import type { PlanColumn } from './columns.ts';
import type { Line } from './lines.ts';

type Place = { rowId: string | null; key: string | null; row: number; col: number };

export type PlanSelection = {
  cursor: Cursor;
  /** The selected cells when there are several. */
  range: Range | null;
  setCursor(at: Cursor): void;
  /** To a row that may not be drawn yet. */
  setPlace(rowId: string, key: string): void;
  extend(to: Cursor): void;
  select(range: Range): void;
};

/** The cursor stays with its row and its column when colleagues add, move or remove rows. */
export function useSelection(
  lines: readonly Line[],
  columns: readonly PlanColumn[],
  first: string | null,
): PlanSelection {
  const [places, setPlaces] = useState<{ cursor: Place; anchor: Place | null }>({
    cursor: { rowId: first, key: 'topic', row: 0, col: 0 },
    anchor: null,
  });
  const placeAt = useCallback(
    ({ row, col }: Cursor): Place => ({ rowId: lines[row]?.row.id ?? null, key: columns[col]?.key ?? null, row, col }),
    [lines, columns],
  );
  const found = useCallback(
    (place: Place): Cursor => {
      const row = lines.findIndex((line) => line.row.id === place.rowId);
      const col = columns.findIndex((column) => column.key === place.key);
      const last = (count: number, wanted: number) => Math.max(0, Math.min(wanted, count - 1));
      return {
        row: row === -1 ? last(lines.length, place.row) : row,
        col: col === -1 ? last(columns.length, place.col) : col,
      };
    },
    [lines, columns],
  );
  const cursor = useMemo(() => found(places.cursor), [found, places.cursor]);
  const range = useMemo(() => {
    const whole = places.anchor && rangeOf(found(places.anchor), cursor);
    return whole && sizeOf(whole) > 1 ? whole : null;
  }, [found, places.anchor, cursor]);
  const setCursor = useCallback((at: Cursor) => setPlaces({ cursor: placeAt(at), anchor: null }), [placeAt]);
  const setPlace = useCallback(
    (rowId: string, key: string) =>
      setPlaces(({ cursor: { row, col } }) => ({ cursor: { rowId, key, row, col }, anchor: null })),
    [],
  );
  const extend = useCallback(
    (to: Cursor) => setPlaces((old) => ({ cursor: placeAt(to), anchor: old.anchor ?? old.cursor })),
    [placeAt],
  );
  const select = useCallback(
    ({ top, bottom, left, right }: Range) =>
      setPlaces({ cursor: placeAt({ row: top, col: left }), anchor: placeAt({ row: bottom, col: right }) }),
    [placeAt],
  );
  return { cursor, range, setCursor, setPlace, extend, select };
}
