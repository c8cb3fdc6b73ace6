import { tidy } from '#lib/domain/timetableImport/labels.ts';

/** A merged range, rows and columns from 0, both ends in it. */
export type Merge = { top: number; left: number; bottom: number; right: number };
/** A sheet as a reader of files hands it over: texts by place, and merged ranges. */
export type Sheet = { name: string; rows: string[][]; merges: Merge[] };

/** Cells of a sheet with their merges: a place within a merged range holds what its first cell holds. */
export type Grid = {
  name: string;
  height: number;
  width: number;
  text(row: number, column: number): string;
  /** The range a place belongs to; of one cell when it is not merged. */
  span(row: number, column: number): Merge;
  /** Whether the place is the first of its range, where the text really stands. */
  owns(row: number, column: number): boolean;
  /** «C3». */
  address(row: number, column: number): string;
};

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

export function gridOf(sheet: Sheet): Grid {
  const height = sheet.rows.length;
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const texts = sheet.rows.map((row) => row.map(tidy));
  const merged = new Map<number, Merge>();
  for (const merge of sheet.merges) {
    const inside = { ...merge, bottom: Math.min(merge.bottom, height - 1), right: Math.min(merge.right, width - 1) };
    for (let row = inside.top; row <= inside.bottom; row += 1)
      for (let column = inside.left; column <= inside.right; column += 1) merged.set(row * width + column, inside);
  }
  const span = (row: number, column: number): Merge =>
    merged.get(row * width + column) ?? { top: row, left: column, bottom: row, right: column };
  return {
    name: sheet.name,
    height,
    width,
    span,
    text(row, column) {
      const { top, left } = span(row, column);
      return texts[top]?.[left] ?? '';
    },
    owns(row, column) {
      const { top, left } = span(row, column);
      return top === row && left === column;
    },
    address: (row, column) => `${letters(column)}${row + 1}`,
  };
}

/** The same sheet with rows for columns: a timetable whose classes stand in rows is one whose classes stand in columns. */
export const transposed = (grid: Grid): Grid => ({
  name: grid.name,
  height: grid.width,
  width: grid.height,
  text: (row, column) => grid.text(column, row),
  owns: (row, column) => grid.owns(column, row),
  address: (row, column) => grid.address(column, row),
  span(row, column) {
    const { top, left, bottom, right } = grid.span(column, row);
    return { top: left, left: top, bottom: right, right: bottom };
  },
});
