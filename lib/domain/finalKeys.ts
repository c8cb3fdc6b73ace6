import type { KeyPress } from '#lib/domain/journalKeys.ts';
import type { PeriodValue } from '#lib/domain/periodMarks.ts';

/** What a key means in the columns of totals: «Ср. балл», «Прогноз», «Итог». A pure table. Digits act at once; «н/а», «осв»,
 *  «зач», «незач» are typed and finished by Enter. */

/** What may be typed, as it is said aloud in school. */
const WORDS: readonly [text: string, value: PeriodValue][] = [
  ['н/а', 'na'],
  ['на', 'na'],
  ['осв', 'exempt'],
  ['зач', 'pass'],
  ['зачёт', 'pass'],
  ['зачет', 'pass'],
  ['незач', 'fail'],
  ['незачёт', 'fail'],
  ['незачет', 'fail'],
];
export const FINAL_HINT = 'Допустимо: 5 4 3 2 н/а осв зач незач';

/** The value that has been typed; null when it is none yet or could be two. */
export function typedFinal(text: string): PeriodValue | null {
  if (text === '') return null;
  const values = new Set(WORDS.filter(([word]) => word.startsWith(text)).map(([, value]) => value));
  const exact = WORDS.find(([word]) => word === text)?.[1];
  const [only] = values;
  return exact ?? (values.size === 1 ? (only ?? null) : null);
}
/** Letters by the physical key, where the layout is Latin. */
const BY_CODE: Record<string, string> = {
  ...{ KeyY: 'н', KeyF: 'а', KeyJ: 'о', KeyC: 'с', KeyD: 'в', KeyP: 'з', KeyX: 'ч', KeyT: 'е', KeyN: 'т' },
  Backquote: 'ё',
};
function letterKey({ key, code }: KeyPress): string {
  const lower = key.toLowerCase();
  // «/» stands where the Russian layout has «.», or on another key with Shift.
  if (lower === '/' || lower === '\\' || lower === '.') return '/';
  return /^[а-яё]$/.test(lower) ? lower : (BY_CODE[code] ?? lower);
}
const canBegin = (text: string): boolean => WORDS.some(([word]) => word.startsWith(text));

export type FinalContext = {
  /** The column takes marks: «Итог», «Год», «Экзамен», «Итоговая». */
  takes: boolean;
  /** Why this person may not set a mark here; null when he may. */
  locked: string | null;
  filled: boolean;
  /** Letters typed so far. */
  typed: string;
  /** The last column: Tab goes out of the grid. */
  last: boolean;
};
export type FinalAction =
  | { do: 'move'; rows: number; cols: number }
  | { do: 'edge'; to: 'first' | 'last' | 'top' | 'bottom' }
  /** `browser`: not ours, and not the lessons' either, for the cursor is not there. */
  | { do: 'leave' | 'open' | 'clear' | 'propose' | 'nothing' | 'browser' }
  | { do: 'type'; typed: string }
  | { do: 'set'; value: PeriodValue }
  | { do: 'refuse'; hint: string };

const move = (rows: number, cols: number): FinalAction => ({ do: 'move', rows, cols });

function walk(press: KeyPress): FinalAction | null {
  switch (press.key) {
    case 'ArrowUp':
      return press.ctrl ? { do: 'edge', to: 'top' } : move(-1, 0);
    case 'ArrowDown':
      return press.ctrl ? { do: 'edge', to: 'bottom' } : move(1, 0);
    case 'ArrowLeft':
      return move(0, -1);
    case 'ArrowRight':
      return move(0, 1);
    case 'Home':
      return { do: 'edge', to: 'first' };
    case 'End':
      return { do: 'edge', to: 'last' };
    default:
      return null;
  }
}

const digitOf = ({ key, code }: KeyPress): PeriodValue | null => {
  const digit = /^[1-5]$/.test(key) ? key : /^Numpad([1-5])$/.exec(code)?.[1];
  return digit === '5' || digit === '4' || digit === '3' || digit === '2' || digit === '1' ? digit : null;
};

/** Keys of the whole page with Ctrl: undo, redo, the palette. */
const OF_PAGE = ['KeyZ', 'KeyY', 'KeyK'];

/** The meaning of a key; null: it is the whole page's (undo, help, the palette). */
export function finalKey(press: KeyPress, context: FinalContext): FinalAction | null {
  if (press.alt) return { do: 'browser' };
  if (press.key === 'Enter' && press.ctrl) return context.takes ? { do: 'propose' } : { do: 'nothing' };
  const walked = walk(press);
  if (walked) return walked;
  if (press.ctrl) return OF_PAGE.includes(press.code) ? null : { do: 'browser' };
  const { typed } = context;
  if (press.key === 'Escape') return typed ? { do: 'type', typed: '' } : { do: 'leave' };
  if (press.key === ' ') return { do: 'open' };
  if (press.key === 'Enter') {
    if (!typed) return { do: 'open' };
    const value = typedFinal(typed);
    return value ? { do: 'set', value } : { do: 'refuse', hint: FINAL_HINT };
  }
  if (press.key === 'Tab') {
    if (press.shift) return move(0, -1);
    return context.last ? { do: 'browser' } : move(0, 1);
  }
  if (press.key === 'F1' || press.key === '?') return null;
  return context.takes ? typing(press, context) : { do: press.key.length === 1 ? 'nothing' : 'browser' };
}

function typing(press: KeyPress, { locked, filled, typed }: FinalContext): FinalAction {
  const erase = press.key === 'Backspace' || press.key === 'Delete';
  if (erase && typed) return { do: 'type', typed: typed.slice(0, -1) };
  if (!erase && press.key.length !== 1) return { do: 'browser' };
  if (press.repeat) return { do: 'nothing' };
  if (locked) return { do: 'refuse', hint: locked };
  if (erase) return filled ? { do: 'clear' } : { do: 'nothing' };
  const digit = digitOf(press);
  if (digit) return typed ? { do: 'refuse', hint: FINAL_HINT } : { do: 'set', value: digit };
  const next = typed + letterKey(press);
  return canBegin(next) ? { do: 'type', typed: next } : { do: 'refuse', hint: FINAL_HINT };
}
