import type { AbsenceReason, AttendanceCode } from '#lib/contract/views.ts';
import { type CellFacts, refuseAttendance, refuseMark } from '#lib/domain/cells.ts';
import { allowedText, nextReason, POINT } from '#lib/domain/marks.ts';

/** What a key means in the grid of the journal: a pure table, so that both keyboard layouts and the number
 *  pad are proved by tests and not by hand. Letters go by the physical key where the layouts differ. */

export type KeyPress = { key: string; code: string; ctrl: boolean; shift: boolean; alt: boolean; repeat: boolean };
export type Cursor = { row: number; col: number };
/** «После ввода»: where the cursor goes when a value has been typed. */
export type AfterInput = 'down' | 'right' | 'stay';

export type KeyCell = {
  facts: CellFacts;
  marks: readonly [number | null, number | null];
  code: AttendanceCode | null;
  reason: AbsenceReason | null;
  /** Why this person may not write here, as a sentence; null when he may. */
  marksLocked: string | null;
  rollLocked: string | null;
};

export type KeyContext = {
  rows: number;
  cols: number;
  /** The last row typing advances to: the departed stand below it and are reached by arrows only. */
  lastRow: number;
  /** First column of each month, ascending. */
  months: readonly number[];
  after: AfterInput;
  /** Where the last mark was typed: «/» returns there. */
  last: Cursor | null;
  /** «/» was pressed and brought the cursor back: the next digit is the second mark. */
  appending: boolean;
  /** Esc was pressed: Tab leaves the grid instead of walking it (WCAG 2.1.2, no keyboard trap). */
  leaving: boolean;
  mayReason: boolean;
  cell(at: Cursor): KeyCell;
};

export type KeyAction =
  | { do: 'move'; to: Cursor }
  | { do: 'mark'; at: Cursor; number: 1 | 2; value: number; to: Cursor }
  | { do: 'absence'; at: Cursor; code: 'absent' | 'late'; to: Cursor }
  | { do: 'reason'; at: Cursor; reason: AbsenceReason | null }
  | { do: 'clear'; at: Cursor; what: 'marks' | 'absence' }
  | { do: 'append'; at: Cursor }
  | { do: 'refuse'; at: Cursor; hint: string }
  | { do: 'card' | 'comment' | 'help' | 'undo' | 'redo' | 'roll' | 'topic' | 'homework' | 'leave' | 'nothing' };

type Letter = 'absent' | 'late' | 'ill' | 'roll' | 'topic' | 'homework';
/** A Cyrillic letter means itself in any layout; a Latin one means what stands on the same key in the Russian layout. */
const BY_LETTER: Record<string, Letter> = { н: 'absent', о: 'late', б: 'ill', в: 'roll', т: 'topic', д: 'homework' };
const BY_CODE: Record<string, Letter> = {
  KeyY: 'absent',
  KeyJ: 'late',
  Comma: 'ill',
  KeyD: 'roll',
  KeyN: 'topic',
  KeyL: 'homework',
};
function letterOf(press: KeyPress): Letter | null {
  const lower = press.key.toLowerCase();
  return (/^[а-яё]$/.test(lower) ? BY_LETTER[lower] : BY_CODE[press.code]) ?? null;
}

/** «.», and «,» of the number pad or of Shift+«.» in the Russian layout. The «,» of the Latin layout is the Б key. */
const isPoint = (press: KeyPress): boolean => press.key === '.' || (press.key === ',' && press.code !== 'Comma');
const isSlash = (press: KeyPress): boolean => press.key === '/' || press.key === '\\';
/** Shift+digit gives a sign that depends on the layout, so the row of digits is read by its physical keys. */
function digitOf(press: KeyPress): { value: number; append: boolean } | null {
  if (press.shift) {
    const physical = /^Digit([1-5])$/.exec(press.code);
    if (physical) return { value: Number(physical[1]), append: true };
  }
  return /^\d$/.test(press.key) ? { value: Number(press.key), append: false } : null;
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

function move(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  const to = (row: number, col: number): KeyAction => ({
    do: 'move',
    to: { row: clamp(row, context.rows - 1), col: clamp(col, context.cols - 1) },
  });
  switch (press.key) {
    case 'ArrowUp':
      return to(press.ctrl ? 0 : at.row - 1, at.col);
    case 'ArrowDown':
      return to(press.ctrl ? context.rows - 1 : at.row + 1, at.col);
    case 'ArrowLeft':
      return to(at.row, press.ctrl ? 0 : at.col - 1);
    case 'ArrowRight':
      return to(at.row, press.ctrl ? context.cols - 1 : at.col + 1);
    case 'Home':
      return to(press.ctrl ? 0 : at.row, 0);
    case 'End':
      return to(press.ctrl ? context.rows - 1 : at.row, context.cols - 1);
    case 'PageUp':
      return to(at.row, context.months.findLast((month) => month < at.col) ?? 0);
    case 'PageDown':
      return to(at.row, context.months.find((month) => month > at.col) ?? context.cols - 1);
    case 'Enter':
      return press.ctrl ? null : to(at.row + (press.shift ? -1 : 1), at.col);
    case 'Tab': {
      const col = at.col + (press.shift ? -1 : 1);
      return context.leaving || col < 0 || col >= context.cols ? null : to(at.row, col);
    }
    default:
      return null;
  }
}

/** The cell a value typed at `at` leaves the cursor in. */
function advance(at: Cursor, context: KeyContext): Cursor {
  if (context.after === 'right') return { row: at.row, col: clamp(at.col + 1, context.cols - 1) };
  if (context.after === 'stay' || at.row >= context.lastRow) return at;
  return { row: at.row + 1, col: at.col };
}

const refused = (at: Cursor, hint: string): KeyAction => ({ do: 'refuse', at, hint });

function typeMark(value: number, at: Cursor, append: boolean, context: KeyContext): KeyAction {
  const cell = context.cell(at);
  const refusal = cell.marksLocked ?? refuseMark(cell.facts, value)?.message;
  if (refusal) return refused(at, refusal);
  const number = append && cell.marks[0] !== null ? 2 : 1;
  return { do: 'mark', at, number, value, to: advance(at, context) };
}

function setReason(at: Cursor, cell: KeyCell, reason: AbsenceReason | null, context: KeyContext): KeyAction {
  if (!context.mayReason) return refused(at, 'Причину пропуска указывает классный руководитель.');
  return { do: 'reason', at, reason: reason === cell.reason ? null : reason };
}

function typeLetter(letter: Letter, at: Cursor, context: KeyContext): KeyAction {
  if (letter === 'roll' || letter === 'topic' || letter === 'homework') return { do: letter };
  const cell = context.cell(at);
  if (letter === 'ill') {
    if (cell.code === 'absent') return setReason(at, cell, 'ill', context);
    return refused(at, '«Б» — причина пропуска: сначала поставьте «Н».');
  }
  if (letter === 'absent' && cell.code === 'absent') return setReason(at, cell, nextReason(cell.reason), context);
  if (cell.code === 'exempt') return refused(at, 'Ученик освобождён от урока.');
  if (letter === 'late' && cell.code === 'late') return refused(at, 'Опоздание уже отмечено. Убрать — Delete.');
  const refusal = cell.rollLocked ?? refuseAttendance(cell.facts, letter)?.message;
  return refusal ? refused(at, refusal) : { do: 'absence', at, code: letter, to: advance(at, context) };
}

function clear(at: Cursor, context: KeyContext): KeyAction {
  const cell = context.cell(at);
  const marked = cell.marks.some((mark) => mark !== null);
  if (!marked && cell.code !== 'absent' && cell.code !== 'late') return { do: 'nothing' };
  const refusal = marked
    ? (cell.marksLocked ?? refuseMark(cell.facts, null)?.message)
    : (cell.rollLocked ?? refuseAttendance(cell.facts, null)?.message);
  return refusal ? refused(at, refusal) : { do: 'clear', at, what: marked ? 'marks' : 'absence' };
}

function chord(press: KeyPress): KeyAction | null {
  if (press.code === 'KeyM') return { do: 'comment' };
  if (press.code === 'KeyZ') return { do: press.shift ? 'redo' : 'undo' };
  return press.code === 'KeyY' ? { do: 'redo' } : null;
}

/** The meaning of a key with the cursor at `at`; null when the key is the browser's own. */
export function journalKey(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  if (press.alt) return press.key === 'Enter' ? { do: 'comment' } : null;
  const moved = move(press, at, context);
  if (moved) return moved;
  if (press.ctrl) return chord(press);
  const action = typed(press, at, context);
  // A key held down must not run along the column and fill it.
  return action && press.repeat ? { do: 'nothing' } : action;
}

function typed(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  if (press.key === 'F1' || press.key === '?') return { do: 'help' };
  if (press.key === 'Escape') return { do: 'leave' };
  if (press.key === ' ') return { do: 'card' };
  if (press.key === 'Delete' || press.key === 'Backspace') return clear(at, context);
  const digit = digitOf(press);
  if (digit && digit.value >= 1 && digit.value <= 5)
    return typeMark(digit.value, at, digit.append || context.appending, context);
  if (isPoint(press)) return typeMark(POINT, at, context.appending, context);
  if (isSlash(press)) return { do: 'append', at: context.last ?? at };
  const letter = letterOf(press);
  if (letter) return typeLetter(letter, at, context);
  if (press.key.length !== 1) return null;
  const { grade, graded } = context.cell(at).facts;
  return refused(at, allowedText(grade, graded));
}
