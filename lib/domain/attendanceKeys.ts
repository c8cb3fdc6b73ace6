import type { AbsenceReason } from '#lib/contract/viewParts.ts';

/** The keys of «Журнал дня». A Cyrillic letter means itself in any layout, a Latin one what stands on its key. */
export type DayKey =
  | { do: 'move'; rows: number; cols: number }
  | { do: 'edge'; to: 'first' | 'last' }
  | { do: 'reason'; reason: AbsenceReason | null; day: boolean }
  | { do: 'code'; code: 'absent' | 'late'; day: boolean }
  | { do: 'undo' }
  | { do: 'day'; by: -1 | 1 }
  | { do: 'today' }
  | { do: 'open' };

type Press = { key: string; code: string; shift: boolean; ctrl: boolean; alt: boolean };
type Letter = 'ill' | 'excused' | 'unexcused' | 'absent' | 'late';
const BY_LETTER: Record<string, Letter> = { б: 'ill', у: 'excused', п: 'unexcused', н: 'absent', о: 'late' };
const BY_CODE: Record<string, Letter> = {
  Comma: 'ill',
  KeyE: 'excused',
  KeyG: 'unexcused',
  KeyY: 'absent',
  KeyJ: 'late',
};
const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** What a key asks for; null: nothing of this page. With Shift a letter means the student's whole day. */
export function attendanceKey(press: Press): DayKey | null {
  if (press.alt) return null;
  const move = MOVES[press.key];
  if (press.ctrl) {
    if (press.code === 'KeyZ' && !press.shift) return { do: 'undo' };
    return null;
  }
  if (move) return { do: 'move', rows: move[0], cols: move[1] };
  switch (press.key) {
    case 'Home':
      return { do: 'edge', to: 'first' };
    case 'End':
      return { do: 'edge', to: 'last' };
    case 'PageUp':
      return { do: 'day', by: -1 };
    case 'PageDown':
      return { do: 'day', by: 1 };
    case 'Enter':
      return { do: 'open' };
    case 'Delete':
    case 'Backspace':
      return { do: 'reason', reason: null, day: press.shift };
  }
  const lower = press.key.toLowerCase();
  const letter = /^[а-яё]$/.test(lower) ? BY_LETTER[lower] : BY_CODE[press.code];
  if (lower === 'с' || (press.code === 'KeyC' && !/^[а-яё]$/.test(lower))) return { do: 'today' };
  if (!letter) return null;
  return letter === 'absent' || letter === 'late'
    ? { do: 'code', code: letter, day: press.shift }
    : { do: 'reason', reason: letter, day: press.shift };
}
