import type { Grid } from '#lib/domain/timetableImport/grid.ts';
import { numberOf } from '#lib/domain/timetableImport/labels.ts';

export type RowNumber = { number: number | null; doubt: string | null };

/** The number of the lesson in a row, for a column of lessons. Schools keep one column of numbers for all classes or one for
 *  each, leave the number out where two lessons go at once, and mistype it: what the row's other columns say then decides,
 *  and a person is told. */
export function rowNumbers(
  grid: Grid,
  top: number,
  bottom: number,
  columns: number[],
): (row: number, column: number) => RowNumber {
  const known = (row: number, column: number): number | null => numberOf(grid.text(row, column));
  /** What the other number columns of a row agree on. */
  const agreedIn = (row: number, own: number): number | null => {
    const said = columns.flatMap((column) => (column === own ? [] : (known(row, column) ?? [])));
    const counts = new Map<number, number>();
    for (const number of said) counts.set(number, (counts.get(number) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    return most && most[1] * 2 > said.length ? most[0] : null;
  };
  const nearest = (column: number): number | undefined => columns.filter((own) => own < column).at(-1) ?? columns[0];

  const read = (row: number, column: number): RowNumber => {
    const own = nearest(column);
    if (own === undefined || row < top || row > bottom) return { number: null, doubt: null };
    const here = known(row, own);
    const before = row > top ? known(row - 1, own) : null;
    if (here !== null) {
      const apart = row > top && grid.span(row, own).top === row;
      const next = row < bottom ? known(row + 1, own) : null;
      // 3, 3, 5 in a column of its own, and the neighbours count 3, 4, 5.
      if (
        apart &&
        here === before &&
        agreedIn(row, own) === here + 1 &&
        (next === null || next > here + 1 || next < here)
      )
        return { number: here + 1, doubt: `номер ${here} стоит дважды, по соседним столбцам это ${here + 1}-й урок` };
      return { number: here, doubt: null };
    }
    const agreedHere = agreedIn(row, own);
    if (agreedHere !== null && agreedHere !== before)
      return {
        number: agreedHere,
        doubt: columns.length > 1 ? `номер не указан: взят ${agreedHere}-й, как у соседних классов` : null,
      };
    // Under a numbered row of this very column, or under one that itself stands under such a row: options that go at once.
    if (row > top && grid.text(row - 1, column) !== '' && grid.owns(row, column)) {
      const { number } = read(row - 1, column);
      if (number !== null) return { number, doubt: `номер не указан: взят ${number}-й, как у строки выше` };
    }
    return { number: null, doubt: null };
  };
  return read;
}
