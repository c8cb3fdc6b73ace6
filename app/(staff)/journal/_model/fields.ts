import type { PendingCommand } from '#app/_live/commandQueue.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type {
  JournalAttendance,
  JournalFinal,
  JournalLesson,
  JournalMark,
  JournalView,
  JournalWork,
} from '#lib/contract/journalView.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import type { LessonPass } from '#lib/domain/plans/drafts.ts';
import { homeworkChange } from './lessonFields.ts';

/** Each command of the journal writes one field with a version of its own. This file knows which field, what stands in it
 *  now and at which version; undo, conflicts, waiting values and `base` all rest on that. */

export type Note = JournalView['notes'][number];
export type JournalIndex = {
  /** Marks by student: a wide journal has six thousand, and a key asks for one or two. */
  marks: Map<number, JournalMark[]>;
  attendance: Map<string, JournalAttendance>;
  notes: Map<string, Note>;
  lessons: Map<number, JournalLesson>;
  works: Map<number, JournalWork>;
  finals: Map<string, JournalFinal>;
};

export const markKey = (workId: number, studentId: number, number: number) => `${workId}:${studentId}:${number}`;
export const pairKey = (id: number, studentId: number) => `${id}:${studentId}`;

export function byStudent<T extends { studentId: number }>(items: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(item.studentId);
    if (group) group.push(item);
    else groups.set(item.studentId, [item]);
  }
  return groups;
}
type MarkPlace = { workId: number; studentId: number; number: number };
const markAt = ({ marks }: JournalIndex, { workId, studentId, number }: MarkPlace): JournalMark | undefined =>
  marks.get(studentId)?.find((mark) => mark.workId === workId && mark.number === number);

export function indexOf(
  view: Pick<JournalView, 'marks' | 'attendance' | 'notes' | 'lessons' | 'works' | 'finals'>,
): JournalIndex {
  return {
    marks: byStudent(view.marks),
    attendance: new Map(view.attendance.map((a) => [pairKey(a.lessonId, a.studentId), a])),
    notes: new Map(view.notes.map((n) => [pairKey(n.workId, n.studentId), n])),
    lessons: new Map(view.lessons.map((l) => [l.id, l])),
    works: new Map(view.works.map((w) => [w.id, w])),
    finals: new Map(view.finals.map((f) => [pairKey(f.periodId, f.studentId), f])),
  };
}

/** Names the field a command writes: two commands with one name write over each other. Null: it writes no field. */
export function fieldOf(command: NewCommand): string | null {
  switch (command.name) {
    case 'mark.set':
    case 'mark.kind':
    case 'mark.comment':
      return `${command.name}:${markKey(command.input.workId, command.input.studentId, command.input.number)}`;
    case 'mark.note':
      return `${command.name}:${pairKey(command.input.workId, command.input.studentId)}`;
    case 'absence.mark':
    case 'absence.reason':
      return `${command.name}:${pairKey(command.input.lessonId, command.input.studentId)}`;
    case 'periodMark.set':
      return `${command.name}:${pairKey(command.input.periodId, command.input.studentId)}`;
    case 'roll.confirm':
      return `${command.name}:${command.input.lessonId}`;
    case 'lesson.record':
      return `${command.input.change.field}:${command.input.lessonId}`;
    case 'lesson.pass':
      return `${command.name}:${command.input.lessonId}`;
    case 'work.change':
      return `${command.name}:${command.input.workId}`;
    default:
      return null;
  }
}

/** What would say again what stands of a lesson and its plan. What its topic alone says is no decision to go back to. */
export function passAs(pass: LessonPass | null): Extract<NewCommand, { name: 'lesson.pass' }>['input']['as'] {
  switch (pass?.how) {
    case 'rows':
      return { kind: 'rows', rows: pass.rows, reason: pass.reason };
    case 'repeat':
    case 'lost':
      return { kind: pass.how, reason: pass.reason ?? '' };
    default:
      return null;
  }
}

type Change = Extract<NewCommand, { name: 'lesson.record' }>['input']['change'];
function recorded(change: Change, lesson: JournalLesson): { change: Change; v: number } {
  switch (change.field) {
    case 'topic':
      return { change: { field: 'topic', value: lesson.topic }, v: lesson.topicV };
    case 'kind':
      return { change: { field: 'kind', value: lesson.kind }, v: lesson.kindV };
    case 'ict':
      return { change: { field: 'ict', value: lesson.ict }, v: lesson.ictV };
    case 'homework': {
      return { change: homeworkChange(lesson.homework), v: lesson.homeworkV };
    }
  }
}

export type Stored = { command: NewCommand; v: number };
/** The command that would set what the server holds now in the field of `command`, and the field's version. */
export function storedFor(index: JournalIndex, command: NewCommand): Stored {
  switch (command.name) {
    case 'mark.set': {
      const { input } = command;
      const mark = markAt(index, input);
      return { command: { name: 'mark.set', input: { ...input, value: mark?.value ?? null } }, v: mark?.v ?? 0 };
    }
    case 'mark.kind': {
      const { input } = command;
      const mark = markAt(index, input);
      const kind = mark?.kind ?? PLAIN_KIND;
      return { command: { name: 'mark.kind', input: { ...input, ...kind } }, v: mark?.kindV ?? 0 };
    }
    case 'periodMark.set': {
      const { input } = command;
      const final = index.finals.get(pairKey(input.periodId, input.studentId));
      const { value = null, grounds = null } = final ?? {};
      return { command: { name: 'periodMark.set', input: { ...input, value, grounds } }, v: final?.v ?? 0 };
    }
    case 'mark.comment': {
      const { input } = command;
      const mark = markAt(index, input);
      const comment = mark?.comment ?? null;
      return { command: { name: 'mark.comment', input: { ...input, comment } }, v: mark?.commentV ?? 0 };
    }
    case 'mark.note': {
      const { input } = command;
      const note = index.notes.get(pairKey(input.workId, input.studentId));
      return { command: { name: 'mark.note', input: { ...input, note: note?.note ?? null } }, v: note?.v ?? 0 };
    }
    case 'absence.mark': {
      const { input } = command;
      const cell = index.attendance.get(pairKey(input.lessonId, input.studentId));
      // «ДО» and «ОСВ» are nobody's to set from the grid; a command has no word for them.
      const code = cell?.code === 'absent' || cell?.code === 'late' ? cell.code : null;
      return {
        command: { name: 'absence.mark', input: { ...input, code, minutes: cell?.minutes ?? null } },
        v: cell?.v ?? 0,
      };
    }
    case 'absence.reason': {
      const { input } = command;
      const cell = index.attendance.get(pairKey(input.lessonId, input.studentId));
      const reason = cell?.reason ?? null;
      return { command: { name: 'absence.reason', input: { ...input, reason } }, v: cell?.reasonV ?? 0 };
    }
    case 'roll.confirm': {
      const lesson = index.lessons.get(command.input.lessonId);
      const input = { lessonId: command.input.lessonId, confirmed: lesson?.roll ?? false };
      return { command: { name: 'roll.confirm', input }, v: lesson?.rollV ?? 0 };
    }
    case 'lesson.record': {
      const { lessonId, change } = command.input;
      const lesson = index.lessons.get(lessonId);
      if (!lesson) return { command, v: 0 };
      const now = recorded(change, lesson);
      return { command: { name: 'lesson.record', input: { lessonId, change: now.change } }, v: now.v };
    }
    case 'lesson.pass': {
      const { lessonId } = command.input;
      const pass = index.lessons.get(lessonId)?.pass ?? null;
      return { command: { name: 'lesson.pass', input: { lessonId, as: passAs(pass) } }, v: pass?.v ?? 0 };
    }
    case 'work.change': {
      const work = index.works.get(command.input.workId);
      if (!work) return { command, v: 0 };
      const { typeId, name, weight } = work;
      return { command: { name: 'work.change', input: { ...command.input, typeId, name, weight } }, v: work.v };
    }
    default:
      return { command, v: 0 };
  }
}

/** What the server holds when the waiting clearing of a mark has been carried out: it takes the mark's comment and its own
 *  type and weight along, and each of them is a version newer then. */
function storedBehind(index: JournalIndex, pending: readonly NewCommand[], command: NewCommand): Stored {
  const stored = storedFor(index, command);
  if (command.name !== 'mark.kind' && command.name !== 'mark.comment') return stored;
  const key = (place: MarkPlace) => markKey(place.workId, place.studentId, place.number);
  const cleared = pending.some(
    (other) => other.name === 'mark.set' && other.input.value === null && key(other.input) === key(command.input),
  );
  const bare: NewCommand =
    command.name === 'mark.kind'
      ? { name: 'mark.kind', input: { ...command.input, ...PLAIN_KIND } }
      : { name: 'mark.comment', input: { ...command.input, comment: null } };
  return cleared && !sameValue(stored.command, bare) ? { command: bare, v: stored.v + 1 } : stored;
}

/** What the person sees in the field: the newest waiting command, else what the server holds. */
export function shownFor(index: JournalIndex, pending: readonly PendingCommand[], command: NewCommand): NewCommand {
  const field = fieldOf(command);
  const waiting = pending.findLast((other) => fieldOf(other) === field);
  if (!waiting) return storedBehind(index, pending, command).command;
  const { id, state, base, ...bare } = waiting;
  return bare;
}

/** The version the field will have when everything waiting has been carried out: what a new command must stand on. The
 *  event of a waiting command may come before its answer, so what waits is not added to the stored version: the newest of
 *  it says on which version it stands. */
export function baseFor(index: JournalIndex, pending: readonly NewCommand[], command: NewCommand): number {
  const field = fieldOf(command);
  const { v } = storedBehind(index, pending, command);
  const newest = pending.findLast((waiting) => fieldOf(waiting) === field);
  return newest ? Math.max(v, (newest.base ?? v) + 1) : v;
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const others = new Map(Object.entries(b));
  const own = Object.entries(a);
  return own.length === others.size && own.every(([key, value]) => others.has(key) && same(value, others.get(key)));
}
/** Both set the same value. A command that changes nothing must not be sent: it raises no version, and the next base
 *  would be one too high. */
export const sameValue = (a: NewCommand, b: NewCommand): boolean => same(comparable(a), comparable(b));

/** A topic says beside its text which rows of the plan it passes: that is kept elsewhere, and not compared. */
function comparable(command: NewCommand): unknown {
  if (command.name !== 'lesson.record' || command.input.change.field !== 'topic') return command.input;
  const { field, value } = command.input.change;
  return { ...command.input, change: { field, value } };
}
