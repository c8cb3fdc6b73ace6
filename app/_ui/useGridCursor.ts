import { useCallback, useMemo, useState } from 'react';
import { type Range, rangeOf, sizeOf } from '#lib/domain/gridMoves.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';

/** A cell by the row and the column it belongs to; `row`, `col`: where it stood, for when they are gone. */
export type GridPlace<Id> = { id: Id | null; key: string | null } & Cursor;
/** The cursor is the moving corner of the range; the anchor is the one that stays. */
type Places<Id> = { cursor: GridPlace<Id>; anchor: GridPlace<Id> | null };

export type GridCursor<Id> = {
  cursor: Cursor;
  /** The selected cells when there are several. */
  range: Range | null;
  setCursor(at: Cursor): void;
  /** To a row that may not be drawn yet. */
  setPlace(id: Id, key: string): void;
  extend(to: Cursor): void;
  select(range: Range): void;
};

/** The cursor of a grid stays with its row and its column when others add, move or remove some. Both lists are the same
 *  array as long as nothing in them changes. */
export function useGridCursor<Id>(
  ids: readonly Id[],
  keys: readonly string[],
  start: (placeAt: (at: Cursor) => GridPlace<Id>) => GridPlace<Id>,
): GridCursor<Id> {
  const placeAt = useCallback(
    ({ row, col }: Cursor): GridPlace<Id> => ({ id: ids[row] ?? null, key: keys[col] ?? null, row, col }),
    [ids, keys],
  );
  const [places, setPlaces] = useState<Places<Id>>(() => ({ cursor: start(placeAt), anchor: null }));
  const found = useCallback(
    ({ id, key, row, col }: GridPlace<Id>): Cursor => {
      const at = (index: number, count: number, old: number) =>
        index === -1 ? Math.max(0, Math.min(old, count - 1)) : index;
      return {
        row: at(id === null ? -1 : ids.indexOf(id), ids.length, row),
        col: at(key === null ? -1 : keys.indexOf(key), keys.length, col),
      };
    },
    [ids, keys],
  );
  const cursor = useMemo(() => found(places.cursor), [found, places.cursor]);
  const range = useMemo(() => {
    const whole = places.anchor && rangeOf(found(places.anchor), cursor);
    return whole && sizeOf(whole) > 1 ? whole : null;
  }, [found, places.anchor, cursor]);
  const setCursor = useCallback((at: Cursor) => setPlaces({ cursor: placeAt(at), anchor: null }), [placeAt]);
  const setPlace = useCallback(
    (id: Id, key: string) => setPlaces(({ cursor: { row, col } }) => ({ cursor: { id, key, row, col }, anchor: null })),
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
