import type { Cursor, KeyPress } from '#lib/domain/journalKeys.ts';

/** What a key means in the grid of a plan while no cell is being typed in: a pure table. Letters with Ctrl go by the physical
 *  key, so that both layouts work. */

export type PlanKeyContext = {
  rows: number;
  cols: number;
  /** Lines of one screen. */
  page: number;
  /** What the cell takes: text, digits, one of a list, nothing. */
  takes: 'text' | 'digits' | 'choice' | 'nothing';
  /** The cursor stands on a section's row. */
  section: boolean;
  mayWrite: boolean;
  /** Esc was pressed: Tab leaves the grid instead of walking it (WCAG 2.1.2, no keyboard trap). */
  leaving: boolean;
};

type Act =
  | ('insertBelow' | 'insertAbove' | 'remove' | 'moveUp' | 'moveDown' | 'split' | 'merge' | 'clear' | 'fill')
  | ('undo' | 'redo' | 'find' | 'findNext' | 'findPrevious' | 'help' | 'menu' | 'leave' | 'collapse' | 'selectAll');
export type PlanKeyAction =
  | { do: 'move' | 'extend'; to: Cursor }
  /** `text` null: the cell opens with what stands in it; else this letter replaces it. */
  | { do: 'edit'; text: string | null }
  /** The next value of the list that begins with the letter. */
  | { do: 'choose'; letter: string }
  | { do: Act };

const CHANGES: ReadonlySet<Act> = new Set([
  'insertBelow',
  'insertAbove',
  'remove',
  'moveUp',
  'moveDown',
  'split',
  'merge',
  'clear',
  'fill',
  'undo',
  'redo',
]);
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';
/** A letter of the Latin layout as the Russian one on the same key: lists are in Russian. */
export function russianLetter(key: string): string {
  const at = LATIN.indexOf(key.toLowerCase());
  return at === -1 ? key.toLowerCase() : (CYRILLIC[at] ?? key);
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

function target(press: KeyPress, at: Cursor, context: PlanKeyContext): Cursor | null {
  if (press.alt) return null;
  switch (press.key) {
    case 'ArrowUp':
      return { row: press.ctrl ? 0 : at.row - 1, col: at.col };
    case 'ArrowDown':
      return { row: press.ctrl ? context.rows - 1 : at.row + 1, col: at.col };
    case 'ArrowLeft':
      return { row: at.row, col: press.ctrl ? 0 : at.col - 1 };
    case 'ArrowRight':
      return { row: at.row, col: press.ctrl ? context.cols - 1 : at.col + 1 };
    case 'Home':
      return { row: press.ctrl ? 0 : at.row, col: 0 };
    case 'End':
      return { row: press.ctrl ? context.rows - 1 : at.row, col: context.cols - 1 };
    case 'PageUp':
      return { row: at.row - context.page, col: at.col };
    case 'PageDown':
      return { row: at.row + context.page, col: at.col };
    default:
      return null;
  }
}

const WITH_CTRL: Record<string, Act> = {
  KeyZ: 'undo',
  KeyY: 'redo',
  KeyF: 'find',
  KeyA: 'selectAll',
  KeyD: 'fill',
};

function actOf(press: KeyPress, context: PlanKeyContext): Act | null {
  const { key, code, ctrl, shift, alt } = press;
  if (alt && !ctrl) return key === 'ArrowUp' ? 'moveUp' : key === 'ArrowDown' ? 'moveDown' : null;
  if (ctrl && !alt) {
    if (key === 'Enter') return shift ? 'split' : 'insertBelow';
    if (key === 'Backspace' && shift) return 'merge';
    if (key === 'Delete' && !shift) return 'remove';
    if (code === 'KeyZ' && shift) return 'redo';
    return shift ? null : (WITH_CTRL[code] ?? null);
  }
  if (key === 'Delete' || key === 'Backspace') return 'clear';
  if (key === 'Insert') return 'insertAbove';
  if (key === 'F3') return shift ? 'findPrevious' : 'findNext';
  if (key === 'Escape') return 'leave';
  if (key === 'ContextMenu' || (key === 'F10' && shift)) return 'menu';
  if (key === 'F1' || key === '?') return 'help';
  if (key === ' ' && context.section) return 'collapse';
  return null;
}

/** What a key does in the grid; null: it is the browser's. */
export function planKey(press: KeyPress, at: Cursor, context: PlanKeyContext): PlanKeyAction | null {
  const inside = ({ row, col }: Cursor): Cursor => ({
    row: clamp(row, context.rows - 1),
    col: clamp(col, context.cols - 1),
  });
  const to = target(press, at, context);
  if (to) return { do: press.shift ? 'extend' : 'move', to: inside(to) };
  const act = actOf(press, context);
  if (act) return context.mayWrite || !CHANGES.has(act) ? { do: act } : null;
  if (press.key === 'Tab' && !press.ctrl && !press.alt) {
    const col = at.col + (press.shift ? -1 : 1);
    if (context.leaving) return null;
    if (col >= 0 && col < context.cols) return { do: 'move', to: { row: at.row, col } };
    const row = at.row + (press.shift ? -1 : 1);
    return row >= 0 && row < context.rows ? { do: 'move', to: { row, col: press.shift ? context.cols - 1 : 0 } } : null;
  }
  if (press.ctrl || press.alt) return null;
  if (press.key === 'Enter' && press.shift) return { do: 'move', to: inside({ row: at.row - 1, col: at.col }) };
  const opens = press.key === 'Enter' || press.key === 'F2';
  if (!context.mayWrite)
    return press.key === 'Enter' ? { do: 'move', to: inside({ row: at.row + 1, col: at.col }) } : null;
  if (context.takes === 'nothing') return opens ? { do: 'move', to: inside({ row: at.row + 1, col: at.col }) } : null;
  if (opens) return { do: 'edit', text: null };
  if ([...press.key].length !== 1) return null;
  if (context.takes === 'choice')
    return press.key === ' ' ? { do: 'edit', text: null } : { do: 'choose', letter: russianLetter(press.key) };
  if (context.takes === 'digits') return /^\d$/.test(press.key) ? { do: 'edit', text: press.key } : null;
  return { do: 'edit', text: press.key };
}
