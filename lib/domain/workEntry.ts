import { isNumericMark } from '#lib/domain/cells.ts';
import type { KeyPress } from '#lib/domain/journalKeys.ts';
import { POINT } from '#lib/domain/marks.ts';

/** «Ввод работы»: the marks of one work, a key for each student. Pure: who is asked, who comes next, what a key means. */

export type EntryStudent = {
  id: number;
  name: string;
  /** Place in the journal's list. */
  place: number;
  /** A student of the group on the day of the lesson. */
  member: boolean;
  absent: boolean;
  /** The first mark of the work: 0 «точка», null none. */
  value: number | null;
};
export type EntrySort = 'list' | 'alphabet';
export type EntryList = {
  /** Present students without a mark, and those in `kept`, whose marks were set here. */
  lines: EntryStudent[];
  absent: EntryStudent[];
  /** Present students without a numeric mark: a control work demands theirs (001 3.2.4). */
  missing: EntryStudent[];
  present: number;
};

/** Who is asked for a mark. `kept`: students who were asked since the work was opened, so that one can go back to them. */
export function entryList(
  students: readonly EntryStudent[],
  sort: EntrySort,
  kept: ReadonlySet<number> = new Set(),
): EntryList {
  const members = students
    .filter((student) => student.member)
    .toSorted((a, b) =>
      sort === 'list' ? a.place - b.place : a.name.localeCompare(b.name, 'ru') || a.place - b.place,
    );
  const present = members.filter((student) => !student.absent);
  const missing = present.filter((student) => !isNumericMark(student.value));
  return {
    lines: present.filter((student) => kept.has(student.id) || !isNumericMark(student.value)),
    absent: members.filter((student) => student.absent),
    missing,
    present: present.length,
  };
}

/** The line after `at` that has nothing yet, from the top again when the end is reached; `at` when all have something. */
export function nextOpen(lines: readonly EntryStudent[], at: number): number {
  for (let step = 1; step <= lines.length; step += 1) {
    const index = (at + step) % lines.length;
    if (lines[index]?.value === null) return index;
  }
  return Math.max(0, Math.min(at, lines.length - 1));
}

export type EntryAction =
  | { do: 'mark'; value: number }
  | { do: 'move'; by: number }
  | { do: 'absent' | 'clear' | 'undo' | 'close' };

/** The meaning of a key; null when it is the browser's own. Letters go by the physical key where the layouts differ. */
export function entryKey({ key, code, ctrl, alt, shift, repeat }: KeyPress): EntryAction | null {
  if (alt) return null;
  if (ctrl) return code === 'KeyZ' && !shift ? { do: 'undo' } : null;
  switch (key) {
    case 'ArrowDown':
      return { do: 'move', by: 1 };
    case 'ArrowUp':
      return { do: 'move', by: -1 };
    case 'Home':
      return { do: 'move', by: -999 };
    case 'End':
      return { do: 'move', by: 999 };
    case 'Escape':
      return { do: 'close' };
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' };
  }
  // A key held down must not run along the list and fill it.
  if (repeat) return null;
  if (/^[1-5]$/.test(key)) return { do: 'mark', value: Number(key) };
  if (key === '.' || (key === ',' && code !== 'Comma')) return { do: 'mark', value: POINT };
  const lower = key.toLowerCase();
  const absent = /^[а-яё]$/.test(lower) ? lower === 'н' : code === 'KeyY';
  return absent ? { do: 'absent' } : null;
}
