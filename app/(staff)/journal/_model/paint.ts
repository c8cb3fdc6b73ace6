import type { NewCommand } from "#app/_live/useLive.ts";
import type { AbsenceReason, AttendanceCode, JournalAttendance, JournalMark, JournalStudent } from "#lib/contract/views.ts";
import { formatWeight } from "#lib/domain/averages.ts";
import { attendanceText, attendanceWords, markText, markTone } from "#lib/domain/marks.ts";
import { type Column } from "./columns.ts";
import { type Note, fieldOf, markKey, pairKey } from "./fields.ts";

/** What a cell looks like: the server's truth with waiting commands, conflicts and refusals laid over it. */

export type PaintedMark = { text: string; tone: ReturnType<typeof markTone>; weight: string | null };
export type CellPaint = {
  marks: PaintedMark[];
  letter: string | null;
  tone: "absent" | "excused" | "unexcused" | "late" | null;
  waiting: boolean;
  comment: string | null;
  note: boolean;
  /** Not a student of the group on that day. */
  outside: boolean;
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
  pending: readonly NewCommand[];
  troubles: readonly Trouble[];
  fresh: readonly Fresh[];
};
/** An answer that was not «Сохранено», by the field it belongs to. */
export type Trouble = { field: string; kind: "conflict" | "refused"; command: NewCommand; theirs: NewCommand };
export type Fresh = { workId: number; name: string };

/** One cell as it would stand after all that waits has been saved. */
export type CellContent = {
  marks: [number | null, number | null];
  code: AttendanceCode | null;
  reason: AbsenceReason | null;
  minutes: number | null;
  waiting: boolean;
};

type Lookup = {
  source: RowSource;
  marks: Map<string, JournalMark>;
  attendance: Map<number, JournalAttendance>;
  pending: Map<string, NewCommand>;
};
export function lookup(source: RowSource): Lookup {
  const pending = new Map<string, NewCommand>();
  for (const command of source.pending) {
    const field = fieldOf(command);
    if (field) pending.set(field, command);
  }
  return {
    source,
    marks: new Map(source.marks.map((m) => [markKey(m.workId, m.studentId, m.number), m])),
    attendance: new Map(source.attendance.map((a) => [a.lessonId, a])),
    pending,
  };
}

const isMember = (student: JournalStudent, date: string): boolean =>
  student.from <= date && (student.to === null || date <= student.to);

export function contentOf(found: Lookup, column: Column): CellContent {
  const { student } = found.source;
  const cell = found.attendance.get(column.lessonId);
  const content: CellContent = {
    marks: [null, null],
    code: cell?.code ?? null,
    reason: cell?.reason ?? null,
    minutes: cell?.minutes ?? null,
    waiting: false,
  };
  const pair = pairKey(column.lessonId, student.id);
  const roll = found.pending.get(`absence.mark:${pair}`);
  if (roll?.name === "absence.mark") Object.assign(content, { code: roll.input.code, minutes: roll.input.minutes });
  const reason = found.pending.get(`absence.reason:${pair}`);
  if (reason?.name === "absence.reason") content.reason = reason.input.reason;
  content.waiting = column.first && (roll ?? reason) !== undefined;
  if (column.workId === null) return content;
  for (const number of [1, 2] as const) {
    const key = markKey(column.workId, student.id, number);
    const waiting = found.pending.get(`mark.set:${key}`);
    if (waiting?.name === "mark.set") {
      content.marks[number - 1] = waiting.input.value;
      content.waiting = true;
    } else content.marks[number - 1] = found.marks.get(key)?.value ?? null;
  }
  return content;
}

function letterTone(code: AttendanceCode | null, reason: AbsenceReason | null): CellPaint["tone"] {
  if (code === null) return null;
  if (code === "late") return "late";
  if (code !== "absent" || reason === "excused" || reason === "ill") return "excused";
  return reason === "unexcused" ? "unexcused" : "absent";
}

/** «4», «Н», «пусто»: one side of a conflict. */
export function sideText(command: NewCommand): string {
  if (command.name === "mark.set") return command.input.value === null ? "пусто" : markText(command.input.value);
  if (command.name === "absence.mark") return attendanceText({ code: command.input.code, reason: null }) ?? "пусто";
  if (command.name === "absence.reason") return attendanceText({ code: "absent", reason: command.input.reason }) ?? "Н";
  return "…";
}

function paintCell(found: Lookup, column: Column): CellPaint {
  const { student, notes, troubles, fresh } = found.source;
  const content = contentOf(found, column);
  const values = content.marks.filter((value) => value !== null);
  const weight = column.weight === 100 ? null : formatWeight(column.weight);
  // Attendance belongs to the lesson: its other works show it only where they have no mark to show.
  const letter = column.first || values.length === 0 ? attendanceText(content) : null;
  const own = (number: 1 | 2) => column.workId !== null && markKey(column.workId, student.id, number);
  const comments = [own(1), own(2)].map((key) => (key && found.marks.get(key)?.comment) || null).filter(Boolean);
  const comment = comments.length > 0 ? comments.join("; ") : null;
  const prefixes = [`${pairKey(column.lessonId, student.id)}`, own(1), own(2)];
  const trouble = troubles.find(
    (t) => prefixes.some((p) => p && t.field.endsWith(`:${p}`)) && /^(mark\.set|absence)/.test(t.field),
  );
  const note = notes.some((n) => n.workId === column.workId && n.note !== null);
  const words = [
    content.code && attendanceWords(content),
    values.map((value) => (value === 0 ? "точка" : value)).join(" и "),
    weight && values.length > 0 && `вес ${weight}`,
    comment && `комментарий: ${comment}`,
    note && "есть личная заметка",
    content.waiting && "ещё не сохранено",
  ].filter(Boolean);
  return {
    marks: values.map((value, nth) => ({
      text: markText(value),
      tone: markTone(value),
      weight: nth === values.length - 1 && value !== 0 ? weight : null,
    })),
    letter,
    tone: letterTone(content.code, content.reason),
    waiting: content.waiting,
    comment,
    note,
    outside: !isMember(student, column.date),
    conflict: trouble?.kind === "conflict" ? { mine: sideText(trouble.command), theirs: sideText(trouble.theirs) } : null,
    refused: trouble?.kind === "refused",
    fresh: fresh.find((f) => f.workId === column.workId)?.name ?? null,
    label: words.length > 1 || content.code || values.includes(0) ? words.join(", ") : null,
  };
}

const BLANK: CellPaint = {
  marks: [],
  letter: null,
  tone: null,
  waiting: false,
  comment: null,
  note: false,
  outside: false,
  conflict: null,
  refused: false,
  fresh: null,
  label: null,
};
const BLANK_OUTSIDE: CellPaint = { ...BLANK, outside: true, label: "не учился" };
const samePaint = (a: CellPaint, b: CellPaint): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Paints a row. Cells that look as before are the same objects as before, so React leaves them alone. */
export function paintCells(source: RowSource, columns: readonly Column[], old: readonly CellPaint[] | null): CellPaint[] {
  const found = lookup(source);
  return columns.map((column, index) => {
    const paint = paintCell(found, column);
    const before = old?.[index];
    if (before && samePaint(before, paint)) return before;
    if (samePaint(paint, BLANK)) return BLANK;
    return samePaint(paint, { ...BLANK, outside: true }) ? BLANK_OUTSIDE : paint;
  });
}
