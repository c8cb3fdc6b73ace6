import type { Merge, Sheet } from '#lib/domain/timetableImport/grid.ts';

/** What a reader of files hands over: tables as texts by place, and what stood between them. Nothing is understood yet. */

/** One sheet of a workbook, or a whole document: its tables one below another, the paragraphs between them as rows. */
export type PlanSheet = Sheet & {
  /** Rows that are paragraphs, not cells of a table. */
  loose: number[];
  /** Rows at which a table begins. Empty: the sheet is one table. */
  starts: number[];
};
export type PlanSource = { kind: 'xlsx' | 'docx' | 'html' | 'text'; sheets: PlanSheet[]; notes: string[] };

/** Columns of a table that are looked at: a plan has about ten, a sheet that goes to XFD is nobody's plan. */
export const COLUMN_LIMIT = 60;
/** Characters of one cell that a reader hands over; what a plan keeps of them is its own limit. */
export const SOURCE_CELL = 8000;
/** Characters of a whole source: a programme of two hundred pages has half a million. */
export const SOURCE_TEXT = 3_000_000;

/** Spaces and dashes of all kinds made plain, lines kept: a cell of links has one on each line. An apostrophe before a sign
 *  of a formula is what spreadsheets (and our own export) put there so that it stays a text. */
export const lines = (text: string): string =>
  text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/\r\n?|[\v\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/^'(?=[=+\-@＝])/, '');
export const oneLine = (text: string): string => lines(text).replace(/\n+/g, ' ');

/** Cells of a sheet with its merges: a place within a merged range holds what its first cell holds. */
export type PlanGrid = {
  name: string;
  height: number;
  width: number;
  text(row: number, column: number): string;
  /** What stands in the place itself: nothing where it only belongs to a merged range. */
  own(row: number, column: number): string;
  span(row: number, column: number): Merge;
  loose(row: number): boolean;
  /** Whether anything stands in the row. */
  filled(row: number): boolean;
  /** Which table of the sheet the row is of, from 1; 0: the sheet is one table. */
  table(row: number): number;
  /** Columns of the row's table. */
  tableWidth(row: number): number;
  /** «Лист1, строка 7», «таблица 2, строка 3», «абзац 12». */
  place(row: number): string;
};

export function planGrid(sheet: PlanSheet): PlanGrid {
  const height = sheet.rows.length;
  const width = Math.min(
    COLUMN_LIMIT,
    sheet.rows.reduce((most, row) => Math.max(most, row.length), 0),
  );
  const texts = sheet.rows.map((row) => row.slice(0, COLUMN_LIMIT).map(lines));
  const merged = new Map<number, Merge>();
  for (const merge of sheet.merges) {
    const inside = { ...merge, bottom: Math.min(merge.bottom, height - 1), right: Math.min(merge.right, width - 1) };
    for (let row = inside.top; row <= inside.bottom; row += 1)
      for (let column = inside.left; column <= inside.right; column += 1) merged.set(row * width + column, inside);
  }
  const loose = new Map(sheet.loose.map((row, at) => [row, at + 1]));
  function reach(row: number): number {
    for (let column = width; column > 0; column -= 1) if (merged.has(row * width + column - 1)) return column;
    return 0;
  }
  const span = (row: number, column: number): Merge =>
    merged.get(row * width + column) ?? { top: row, left: column, bottom: row, right: column };
  const table = (row: number): number => {
    let [from, to] = [0, sheet.starts.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if ((sheet.starts[middle] ?? 0) <= row) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const widths = new Map<number, number>();
  for (const [row, cells] of texts.entries())
    if (!loose.has(row)) widths.set(table(row), Math.max(widths.get(table(row)) ?? 0, cells.length, reach(row)));
  const own = (row: number, column: number): string => texts[row]?.[column] ?? '';
  return {
    name: sheet.name,
    height,
    width,
    span,
    own,
    loose: (row) => loose.has(row),
    filled: (row) => texts[row]?.some((text) => text !== '') ?? false,
    table,
    tableWidth: (row) => widths.get(table(row)) ?? 0,
    text(row, column) {
      const { top, left } = span(row, column);
      return own(top, left);
    },
    place(row) {
      const paragraph = loose.get(row);
      if (paragraph !== undefined) return `абзац ${paragraph}`;
      const number = table(row);
      if (number === 0) return `${sheet.name}, строка ${row + 1}`;
      return `таблица ${number}, строка ${row - (sheet.starts[number - 1] ?? 0) + 1}`;
    },
  };
}
