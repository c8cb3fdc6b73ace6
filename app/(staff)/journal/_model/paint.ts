import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalAttendance, JournalFinal, JournalMark, JournalStudent } from '#lib/contract/journalView.ts';
import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import type { Thresholds } from '#lib/domain/averages.ts';
import { finalText } from '#lib/domain/finals.ts';
import { kindWords, type MarkKind, PLAIN_KIND } from '#lib/domain/markKind.ts';
import { attendanceText, attendanceWords, markText, POINT } from '#lib/domain/marks.ts';
import type { Column } from './columns.ts';
import { fieldOf, markKey, type Note, pairKey } from './fields.ts';
import { type PaintedMark, paintMarks, remarkOf } from './paintMarks.ts';
import type { TotalColumn } from './totals.ts';

/** What a cell looks like: the server's truth with waiting commands, conflicts and refusals laid over it. */

/** What the school has decided and what day it is: a change of it paints every row anew. */
export type Rules = {
  thresholds: Thresholds;
  pointDays: number;
  today: string;
  weightOf(typeId: number): number;
  totals: readonly TotalColumn[];
};
export type CellPaint = {
  marks: PaintedMark[];
  letter: string | null;
  tone: 'absent' | 'excused' | 'unexcused' | 'late' | 'exempt' | null;
  waiting: boolean;
  comment: string | null;
  /** What the marks do not say by themselves: «точка: сдать до 09.12», «не учитывается в среднем». */
  remark: string | null;
  note: boolean;
  /** Not a student of the group on that day. */
  outside: boolean;
  /** The family has reported an absence, or the school has a document: nobody has written «Н» yet. */
  expected: boolean;
  conflict: { mine: string; theirs: string } | null;
  refused: boolean;
  /** Who has just changed it. */
  fresh: string | null;
  /** Words for the screen reader where the text alone does not say it. */
  label: string | null;
};

/** Everything a row is painted from. Its parts are compared by identity, so they must be kept when nothing changed. */
export type RowSource = {
  student: JournalStudent;
  marks: readonly JournalMark[];
  attendance: readonly JournalAttendance[];
  notes: readonly Note[];
  finals: readonly JournalFinal[];
  pending: readonly NewCommand[];
  troubles: readonly Trouble[];
  fresh: readonly Fresh[];
  /** Lessons at which he is not expected and whose roll nobody has taken. */
  expected: readonly number[];
};
/** An answer that was not «Сохранено», by the field it belongs to. */
export type Trouble = { field: string; kind: 'conflict' | 'refused'; command: NewCommand; theirs: NewCommand };
export type Fresh = { workId: number; name: string };

/** One cell as it would stand after all that waits has been saved. */
export type CellContent = {
  marks: [number | null, number | null];
  kinds: [MarkKind, MarkKind];
  code: AttendanceCode | null;
  reason: AbsenceReason | null;
  minutes: number | null;
  waiting: boolean;
};

type Lookup = {
  source: RowSource;
  /** By {@link spot}: a row of a wide journal is painted at each key, and texts as keys cost more than the painting. */
  marks: Map<number, JournalMark>;
  attendance: Map<number, JournalAttendance>;
  pending: Map<string, NewCommand>;
};
const spot = (workId: number, number: number): number => workId * 2 + number;

function lookup(source: RowSource): Lookup {
  const pending = new Map<string, NewCommand>();
  for (const command of source.pending) {
    const field = fieldOf(command);
    if (field) pending.set(field, command);
  }
  return {
    source,
    marks: new Map(source.marks.map((m) => [spot(m.workId, m.number), m])),
    attendance: new Map(source.attendance.map((a) => [a.lessonId, a])),
    pending,
  };
}

const isMember = (student: JournalStudent, date: string): boolean =>
  student.from <= date && (student.to === null || date <= student.to);

function contentOf(found: Lookup, column: Column): CellContent {
  const cell = found.attendance.get(column.lessonId);
  const content: CellContent = {
    marks: [null, null],
    kinds: [PLAIN_KIND, PLAIN_KIND],
    code: cell?.code ?? null,
    reason: cell?.reason ?? null,
    minutes: cell?.minutes ?? null,
    waiting: false,
  };
  if (column.workId !== null)
    for (const number of [1, 2] as const) {
      const mark = found.marks.get(spot(column.workId, number));
      if (!mark) continue;
      content.marks[number - 1] = mark.value;
      content.kinds[number - 1] = mark.kind;
    }
  return found.pending.size === 0 ? content : withPending(found, column, content);
}

function withPending({ source, pending }: Lookup, column: Column, content: CellContent): CellContent {
  const { student } = source;
  const pair = pairKey(column.lessonId, student.id);
  const roll = pending.get(`absence.mark:${pair}`);
  if (roll?.name === 'absence.mark') Object.assign(content, { code: roll.input.code, minutes: roll.input.minutes });
  const reason = pending.get(`absence.reason:${pair}`);
  if (reason?.name === 'absence.reason') content.reason = reason.input.reason;
  content.waiting = column.first && (roll ?? reason) !== undefined;
  if (column.workId === null) return content;
  for (const number of [1, 2] as const) {
    const key = markKey(column.workId, student.id, number);
    const kind = pending.get(`mark.kind:${key}`);
    const waiting = pending.get(`mark.set:${key}`);
    if (kind?.name === 'mark.kind') {
      const { typeId, weight, counted, dueOn } = kind.input;
      content.kinds[number - 1] = { typeId, weight, counted, dueOn };
    }
    if (waiting?.name === 'mark.set') content.marks[number - 1] = waiting.input.value;
    content.waiting ||= (kind ?? waiting) !== undefined;
  }
  return content;
}

function letterTone(code: AttendanceCode | null, reason: AbsenceReason | null): CellPaint['tone'] {
  if (code === null) return null;
  if (code === 'late' || code === 'exempt') return code;
  if (code !== 'absent' || reason === 'excused' || reason === 'ill') return 'excused';
  return reason === 'unexcused' ? 'unexcused' : 'absent';
}

/** «4», «Н», «пусто»: one side of a conflict. */
export function sideText(command: NewCommand): string {
  if (command.name === 'mark.set') return command.input.value === null ? 'пусто' : markText(command.input.value);
  if (command.name === 'mark.kind') return kindWords(command.input);
  if (command.name === 'periodMark.set') return command.input.value === null ? 'пусто' : finalText(command.input.value);
  if (command.name === 'absence.mark') return attendanceText({ code: command.input.code, reason: null }) ?? 'пусто';
  if (command.name === 'absence.reason') return attendanceText({ code: 'absent', reason: command.input.reason }) ?? 'Н';
  return '…';
}

function troubleOf(source: RowSource, column: Column): Trouble | null {
  if (source.troubles.length === 0) return null;
  const cell = [pairKey(column.lessonId, source.student.id)];
  if (column.workId !== null) for (const n of [1, 2]) cell.push(markKey(column.workId, source.student.id, n));
  const fields = cell.flatMap((key) => [`mark.set:${key}`, `absence.mark:${key}`, `absence.reason:${key}`]);
  return source.troubles.find((trouble) => fields.includes(trouble.field)) ?? null;
}

function commentOf(found: Lookup, column: Column): string | null {
  if (column.workId === null) return null;
  const { workId } = column;
  const own = [1, 2].map((n) => found.marks.get(spot(workId, n))?.comment).filter(Boolean);
  return own.length > 0 ? own.join('; ') : null;
}

const BLANK: CellPaint = {
  marks: [],
  letter: null,
  tone: null,
  waiting: false,
  comment: null,
  remark: null,
  note: false,
  outside: false,
  expected: false,
  conflict: null,
  refused: false,
  fresh: null,
  label: null,
};
const REPORTED = 'сообщили об отсутствии';
const OUTSIDE: CellPaint = { ...BLANK, outside: true, label: 'не учился' };

function paintCell(found: Lookup, column: Column, content: CellContent, rules: Rules): CellPaint {
  const { student, notes, fresh } = found.source;
  const values = content.marks.filter((value) => value !== null);
  const outside = !isMember(student, column.date);
  const comment = commentOf(found, column);
  const note = notes.some((n) => n.workId === column.workId && n.note !== null);
  const trouble = troubleOf(found.source, column);
  const changedBy = fresh.find((f) => f.workId === column.workId)?.name ?? null;
  const expected =
    column.first &&
    !content.code &&
    values.length === 0 &&
    !column.cancelled &&
    !outside &&
    found.source.expected.includes(column.lessonId);
  const bare = values.length === 0 && !content.code && !content.waiting && !comment && !note && !trouble && !changedBy;
  if (bare && !expected) return outside ? OUTSIDE : BLANK;
  const marks = paintMarks(content, column, rules);
  const weight = marks.at(-1)?.weight ?? null;
  const remarks = content.marks.flatMap((value, nth) =>
    value === null ? [] : (remarkOf(value, content.kinds[nth] ?? PLAIN_KIND, column, rules) ?? []),
  );
  const remark = remarks.length > 0 ? remarks.join('; ') : null;
  const words = [
    content.code && attendanceWords(content),
    expected && REPORTED,
    content.minutes && `${content.minutes} мин`,
    values.filter((value) => value !== POINT).join(' и '),
    weight && `вес ${weight}`,
    remark,
    comment && `комментарий: ${comment}`,
    note && 'есть личная заметка',
    content.waiting && 'ещё не сохранено',
  ].filter(Boolean);
  return {
    marks,
    // Attendance belongs to the lesson: its other works show it only where they have no mark to show.
    letter: column.first || values.length === 0 ? attendanceText(content) : null,
    tone: letterTone(content.code, content.reason),
    waiting: content.waiting,
    comment,
    remark,
    note,
    outside,
    expected,
    conflict:
      trouble?.kind === 'conflict' ? { mine: sideText(trouble.command), theirs: sideText(trouble.theirs) } : null,
    refused: trouble?.kind === 'refused',
    fresh: changedBy,
    label: words.length > 1 || content.code || remark || expected ? words.join(', ') : null,
  };
}

function samePaint(a: CellPaint, b: CellPaint): boolean {
  if (a === b) return true;
  for (const part of PARTS) if (a[part] !== b[part]) return false;
  if (a.conflict?.mine !== b.conflict?.mine || a.conflict?.theirs !== b.conflict?.theirs) return false;
  return (
    a.marks.length === b.marks.length &&
    a.marks.every(({ text, tone, weight, uncounted, overdue }, i) => {
      const other = b.marks[i];
      if (!other || uncounted !== other.uncounted || overdue !== other.overdue) return false;
      return text === other.text && tone === other.tone && weight === other.weight;
    })
  );
}
const PARTS = [
  'letter',
  'tone',
  'waiting',
  'comment',
  'remark',
  'note',
  'outside',
  'expected',
  'refused',
  'fresh',
  'label',
] as const;

export type RowContent = { found: Lookup; content: CellContent[]; touched: (column: Column) => boolean };
type Painted = { source: RowSource; content: readonly CellContent[]; cells: readonly CellPaint[] };

/** What stands in each cell of a row. `old`: the row over the same columns as it was; cells that no changed record concerns
 *  are taken from it, for a key changes one of a hundred and eighty. */
export function rowContent(source: RowSource, columns: readonly Column[], old: Painted | null): RowContent {
  const found = lookup(source);
  const touched = old ? touchedBy(old.source, source) : () => true;
  const content = columns.map((column, i) => (!touched(column) && old?.content[i]) || contentOf(found, column));
  return { found, content, touched };
}

/** Paints a row. Cells that look as before are the same objects as before, so React leaves them alone. */
export const paintCells = (
  { found, content, touched }: RowContent,
  columns: readonly Column[],
  rules: Rules,
  old: Painted | null,
): CellPaint[] =>
  columns.map((column, i) => {
    const before = old?.cells[i];
    if (before && !touched(column)) return before;
    const cell = content[i];
    const paint = cell ? paintCell(found, column, cell, rules) : BLANK;
    return before && samePaint(before, paint) ? before : paint;
  });

/** Which columns differ between two states of a row's records: those of a work, or of a lesson, that has a record in one
 *  of them only. Records are compared by identity. */
function touchedBy(before: RowSource, after: RowSource): (column: Column) => boolean {
  const works = new Set<number>();
  const lessons = new Set<number>();
  const ofCommand = ({ input }: NewCommand) => {
    if ('workId' in input) works.add(input.workId);
    else if ('lessonId' in input) lessons.add(input.lessonId);
  };
  changed(before.marks, after.marks, (mark) => works.add(mark.workId));
  changed(before.notes, after.notes, (note) => works.add(note.workId));
  changed(before.fresh, after.fresh, (fresh) => works.add(fresh.workId));
  changed(before.attendance, after.attendance, (cell) => lessons.add(cell.lessonId));
  changed(before.expected, after.expected, (lessonId) => lessons.add(lessonId));
  changed(before.pending, after.pending, ofCommand);
  changed(before.troubles, after.troubles, (trouble) => ofCommand(trouble.command));
  return ({ workId, lessonId }) => lessons.has(lessonId) || (workId !== null && works.has(workId));
}
function changed<T>(before: readonly T[], after: readonly T[], tell: (item: T) => void): void {
  if (before === after) return;
  const [old, fresh] = [new Set(before), new Set(after)];
  for (const item of before) if (!fresh.has(item)) tell(item);
  for (const item of after) if (!old.has(item)) tell(item);
}
