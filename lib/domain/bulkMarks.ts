import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import { refuseAttendance, refuseMark } from '#lib/domain/cells.ts';
import type { Cursor, KeyCell } from '#lib/domain/journalKeys.ts';
import { attendanceText, POINT } from '#lib/domain/marks.ts';

/** Many cells at once: what is wanted in each, what would change, and why the rest would not. Pasting, filling and the
 *  actions over a column all go through here, so that a preview and the deed cannot differ. */

export type Pair = readonly [number | null, number | null];
/** What should stand in a cell. `null` leaves that part as it is; «clear» empties both. */
export type Wanted = { marks: Pair | null; code: 'absent' | 'late' | 'none' | null } | 'clear';
export const wantMark = (value: number): Wanted => ({ marks: [value, null], code: null });
export const wantCode = (code: 'absent' | 'late' | 'none'): Wanted => ({ marks: null, code });

export type CellChange =
  | { set: 'mark'; number: 1 | 2; value: number | null }
  | { set: 'absence'; code: 'absent' | 'late' | null };
type Content = { marks: Pair; code: AttendanceCode | null; reason: AbsenceReason | null };

/** What a cell shows, as it goes to the clipboard and comes back: «5/4», «н», «.», «н 4». */
export function cellText({ marks, code, reason }: Content): string {
  const values = marks.flatMap((value) => (value === null ? [] : [value === POINT ? '.' : String(value)]));
  return [attendanceText({ code, reason })?.toLowerCase(), values.join('/')].filter(Boolean).join(' ');
}

/** The changes that bring a cell to what is wanted, in the order they must be sent; or the sentence why not. */
export function planCell(wanted: Wanted, cell: KeyCell): { changes: CellChange[] } | { refused: string } {
  const marks: Pair | null = wanted === 'clear' ? [null, null] : wanted.marks;
  const asked = wanted === 'clear' ? 'none' : wanted.code;
  const present = cell.code === 'absent' || cell.code === 'late' ? cell.code : null;
  const code = asked === 'none' ? null : (asked ?? present);
  const changes: CellChange[] = [];
  if (asked !== null && code !== present) {
    if (cell.code === 'exempt') return { refused: 'Ученик освобождён от урока.' };
    const refused = cell.rollLocked ?? refuseAttendance(cell.facts, code)?.message;
    if (refused) return { refused };
    changes.push({ set: 'absence', code });
  }
  const facts = { ...cell.facts, absent: code === 'absent' };
  for (const number of [1, 2] as const) {
    const value = marks?.[number - 1] ?? null;
    if (!marks || value === cell.marks[number - 1]) continue;
    const refused = cell.marksLocked ?? refuseMark(facts, value)?.message;
    if (refused) return { refused };
    changes.push({ set: 'mark', number, value });
  }
  // A second mark is never left without a first.
  const clears = (change: CellChange) => (change.set === 'mark' && change.value === null ? change.number : 0);
  return { changes: changes.sort((a, b) => clears(b) - clears(a)) };
}

export type Target = { at: Cursor; wanted: Wanted };
export type Planned = { at: Cursor; before: string; after: string; changes: CellChange[] };
export type BulkPlan = { changed: Planned[]; refused: { at: Cursor; why: string }[]; same: number };

type Desk = { cell(at: Cursor): KeyCell; lessonOf(col: number): number };
/** Plans all targets, each over what the ones before it will have done to the same pupil at the same lesson: attendance is
 *  one for all works of a lesson. */
export function planTargets(targets: readonly Target[], desk: Desk): BulkPlan {
  const done = new Map<string, { code: AttendanceCode | null; hasMark: boolean }>();
  const plan: BulkPlan = { changed: [], refused: [], same: 0 };
  for (const { at, wanted } of targets) {
    const stored = desk.cell(at);
    const key = `${at.row}:${desk.lessonOf(at.col)}`;
    const over = done.get(key);
    const code = over ? over.code : stored.code;
    const hasMark = stored.facts.hasMark || (over?.hasMark ?? false);
    const cell = { ...stored, code, facts: { ...stored.facts, absent: code === 'absent', hasMark } };
    const result = planCell(wanted, cell);
    if ('refused' in result) {
      plan.refused.push({ at, why: result.refused });
      continue;
    }
    if (result.changes.length === 0) {
      plan.same += 1;
      continue;
    }
    const content = apply({ marks: cell.marks, code, reason: stored.reason }, result.changes);
    const own = result.changes.some((change) => change.set === 'mark' && change.value !== null);
    done.set(key, { code: content.code, hasMark: hasMark || own });
    plan.changed.push({ at, before: cellText({ ...stored, code }), after: cellText(content), changes: result.changes });
  }
  return plan;
}

function apply(content: Content, changes: readonly CellChange[]): Content {
  const marks: [number | null, number | null] = [...content.marks];
  let { code, reason } = content;
  for (const change of changes)
    if (change.set === 'mark') marks[change.number - 1] = change.value;
    else {
      code = change.code;
      reason = null;
    }
  return { marks, code, reason };
}
