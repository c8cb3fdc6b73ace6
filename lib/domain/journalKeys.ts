import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import { type CellFacts, refuseAttendance, refuseMark } from '#lib/domain/cells.ts';
import { moveOf, type Range } from '#lib/domain/gridMoves.ts';
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
  /** Where the last «Н» or «О» was typed: F2 asks its minutes, though the cursor has moved on. */
  lastAbsence: Cursor | null;
  /** The selected cells when there are several; a value typed then is meant for all of them. */
  range: Range | null;
  /** «/» was pressed and brought the cursor back: the next digit is the second mark. */
  appending: boolean;
  /** Esc was pressed: Tab leaves the grid instead of walking it (WCAG 2.1.2, no keyboard trap). */
  leaving: boolean;
  mayReason: boolean;
  cell(at: Cursor): KeyCell;
};

export type KeyAction =
  | { do: 'move' | 'extend'; to: Cursor }
  | { do: 'select'; range: Range }
  | { do: 'mark'; at: Cursor; number: 1 | 2; value: number; to: Cursor }
  | { do: 'absence'; at: Cursor; code: 'absent' | 'late'; to: Cursor }
  | { do: 'reason'; at: Cursor; reason: AbsenceReason | null }
  | { do: 'clear'; at: Cursor; what: 'marks' | 'absence' }
  | { do: 'append'; at: Cursor }
  | { do: 'minutes'; at: Cursor }
  | { do: 'refuse'; at: Cursor; hint: string }
  /** A value for every cell of the range, after a look at what would change. */
  | { do: 'bulk'; value: number | 'absent' | 'late' }
  | { do: 'clearRange'; range: Range }
  | { do: Plain };
type Plain =
  | ('card' | 'comment' | 'help' | 'palette' | 'actions' | 'undo' | 'redo' | 'fill')
  | ('roll' | 'topic' | 'homework' | 'entry' | 'collapse' | 'leave' | 'nothing');

type Letter = 'absent' | 'late' | 'ill' | 'roll' | 'topic' | 'homework' | 'entry' | 'actions';
/** A Cyrillic letter means itself in any layout; a Latin one means what stands on the same key in the Russian layout. */
const BY_LETTER: Record<string, Letter> = {
  н: 'absent',
  о: 'late',
  б: 'ill',
  в: 'roll',
  т: 'topic',
  д: 'homework',
  г: 'actions',
  р: 'entry',
};
const BY_CODE: Record<string, Letter> = {
  KeyY: 'absent',
  KeyJ: 'late',
  Comma: 'ill',
  KeyD: 'roll',
  KeyN: 'topic',
  KeyL: 'homework',
  KeyU: 'actions',
  KeyH: 'entry',
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

/** The cell a value typed at `at` leaves the cursor in. */
function advance(at: Cursor, context: KeyContext): Cursor {
  if (context.after === 'right') return { row: at.row, col: clamp(at.col + 1, context.cols - 1) };
  if (context.after === 'stay' || at.row >= context.lastRow) return at;
  return { row: at.row + 1, col: at.col };
}

/** After a mark the cursor steps over those who can have none here (absent, not yet in the class): a pile of exercise
 *  books has none of theirs either. When nobody below can, it goes down by one as always. */
function advanceMark(at: Cursor, context: KeyContext): Cursor {
  const to = advance(at, context);
  if (context.after !== 'down') return to;
  for (let row = to.row; row <= context.lastRow; row += 1) {
    const { facts } = context.cell({ row, col: at.col });
    if (facts.member && (!facts.absent || facts.absenceWithMark)) return { row, col: at.col };
  }
  return to;
}

const refused = (at: Cursor, hint: string): KeyAction => ({ do: 'refuse', at, hint });

function typeMark(value: number, at: Cursor, append: boolean, context: KeyContext): KeyAction {
  const cell = context.cell(at);
  const refusal = cell.marksLocked ?? refuseMark(cell.facts, value)?.message;
  if (refusal) return refused(at, refusal);
  const number = append && cell.marks[0] !== null ? 2 : 1;
  return { do: 'mark', at, number, value, to: advanceMark(at, context) };
}

function setReason(at: Cursor, cell: KeyCell, reason: AbsenceReason | null, context: KeyContext): KeyAction {
  if (!context.mayReason) return refused(at, 'Причину пропуска указывает классный руководитель.');
  return { do: 'reason', at, reason: reason === cell.reason ? null : reason };
}

function typeLetter(letter: Letter, at: Cursor, context: KeyContext): KeyAction {
  if (letter === 'roll' || letter === 'topic' || letter === 'homework' || letter === 'entry' || letter === 'actions')
    return { do: letter };
  if (context.range && letter !== 'ill') return { do: 'bulk', value: letter };
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
  if (context.range) return { do: 'clearRange', range: context.range };
  const cell = context.cell(at);
  const marked = cell.marks.some((mark) => mark !== null);
  if (!marked && cell.code !== 'absent' && cell.code !== 'late') return { do: 'nothing' };
  const refusal = marked
    ? (cell.marksLocked ?? refuseMark(cell.facts, null)?.message)
    : (cell.rollLocked ?? refuseAttendance(cell.facts, null)?.message);
  return refusal ? refused(at, refusal) : { do: 'clear', at, what: marked ? 'marks' : 'absence' };
}

/** Minutes of lateness belong to an «О»: under the cursor, else the one just typed. */
function askMinutes(at: Cursor, context: KeyContext): KeyAction {
  const typed = context.lastAbsence;
  const place = context.cell(at).code === 'late' || !typed || context.cell(typed).code !== 'late' ? at : typed;
  const cell = context.cell(place);
  if (cell.code !== 'late') return refused(at, 'Минуты указывают при опоздании: сначала поставьте «О».');
  return cell.rollLocked ? refused(place, cell.rollLocked) : { do: 'minutes', at: place };
}

function chord(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  const column = { top: 0, bottom: context.lastRow, left: at.col, right: at.col };
  if (press.code === 'KeyZ') return { do: press.shift ? 'redo' : 'undo' };
  if (press.shift) return null;
  switch (press.code) {
    case 'KeyM':
      return { do: 'comment' };
    case 'KeyY':
      return { do: 'redo' };
    case 'KeyD':
      return { do: 'fill' };
    case 'KeyK':
      return { do: 'palette' };
    case 'KeyA':
    case 'Space':
      return { do: 'select', range: column };
    default:
      return null;
  }
}

/** The meaning of a key with the cursor at `at`; null when the key is the browser's own. */
export function journalKey(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  const moved = moveOf(press, at, context);
  if (moved) return moved;
  if (press.alt) return press.key === 'Enter' ? { do: 'comment' } : null;
  if (press.ctrl) return chord(press, at, context);
  const action = typed(press, at, context);
  // A key held down must not run along the column and fill it.
  return action && press.repeat ? { do: 'nothing' } : action;
}

function typed(press: KeyPress, at: Cursor, context: KeyContext): KeyAction | null {
  if (press.key === 'F1' || press.key === '?') return { do: 'help' };
  if (press.key === 'F2') return askMinutes(at, context);
  if (press.key === 'ContextMenu' || (press.key === 'F10' && press.shift)) return { do: 'actions' };
  if (press.key === 'Escape') return { do: context.range ? 'collapse' : 'leave' };
  if (press.key === ' ') return { do: 'card' };
  if (press.key === 'Delete' || press.key === 'Backspace') return clear(at, context);
  const digit = digitOf(press);
  const value = digit && digit.value >= 1 && digit.value <= 5 ? digit.value : isPoint(press) ? POINT : null;
  if (context.range && value !== null) return { do: 'bulk', value };
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
