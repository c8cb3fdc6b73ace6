import type { Cursor, KeyAction, KeyPress } from '#lib/domain/journalKeys.ts';

/** Movement and selection in the grid: where an arrow leads, and what a range covers. */

/** A rectangle of cells, its edges included. */
export type Range = { top: number; bottom: number; left: number; right: number };

type Sheet = {
  rows: number;
  cols: number;
  /** First column of each month, ascending. */
  months: readonly number[];
  /** Esc was pressed: Tab leaves the grid instead of walking it (WCAG 2.1.2, no keyboard trap). */
  leaving: boolean;
};

/** Rows that Alt+↓ passes at once: every fifth rule of the grid is darker, so the eye knows where it will land. */
const LEAP = 5;
const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

export const rangeOf = (a: Cursor, b: Cursor): Range => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.col, b.col),
  right: Math.max(a.col, b.col),
});
export const sizeOf = (range: Range): number => (range.bottom - range.top + 1) * (range.right - range.left + 1);
/** The cells of a range by rows. */
export const cellsOf = (range: Range): Cursor[] =>
  Array.from({ length: range.bottom - range.top + 1 }, (_, r) =>
    Array.from({ length: range.right - range.left + 1 }, (_, c) => ({ row: range.top + r, col: range.left + c })),
  ).flat();

function target(press: KeyPress, at: Cursor, { rows, cols, months }: Sheet): Cursor | null {
  const step = press.alt ? LEAP : 1;
  switch (press.key) {
    case 'ArrowUp':
      return { row: press.ctrl ? 0 : at.row - step, col: at.col };
    case 'ArrowDown':
      return { row: press.ctrl ? rows - 1 : at.row + step, col: at.col };
    case 'ArrowLeft':
      return press.alt ? null : { row: at.row, col: press.ctrl ? 0 : at.col - 1 };
    case 'ArrowRight':
      return press.alt ? null : { row: at.row, col: press.ctrl ? cols - 1 : at.col + 1 };
    case 'Home':
      return { row: press.ctrl ? 0 : at.row, col: 0 };
    case 'End':
      return { row: press.ctrl ? rows - 1 : at.row, col: cols - 1 };
    case 'PageUp':
      return { row: at.row, col: months.findLast((month) => month < at.col) ?? 0 };
    case 'PageDown':
      return { row: at.row, col: months.find((month) => month > at.col) ?? cols - 1 };
    default:
      return null;
  }
}

/** What a moving key does; null when it is none. With Shift it draws the range along. */
export function moveOf(press: KeyPress, at: Cursor, sheet: Sheet): KeyAction | null {
  const inside = ({ row, col }: Cursor): Cursor => ({
    row: clamp(row, sheet.rows - 1),
    col: clamp(col, sheet.cols - 1),
  });
  const to = target(press, at, sheet);
  if (to) return { do: press.shift ? 'extend' : 'move', to: inside(to) };
  if (press.key === 'Enter' && !press.ctrl && !press.alt)
    return { do: 'move', to: inside({ row: at.row + (press.shift ? -1 : 1), col: at.col }) };
  if (press.key !== 'Tab' || press.alt) return null;
  const col = at.col + (press.shift ? -1 : 1);
  return sheet.leaving || col < 0 || col >= sheet.cols ? null : { do: 'move', to: { row: at.row, col } };
}
