import type { AppliedEvent } from '#lib/contract/events.ts';
import type { MarksView, ResultsView, SheetMark, StudentMark } from '#lib/contract/views.ts';

/** The reducers of a family's «Отметки» and «Итоги»: see apply.ts for what every reducer promises. */

type MarkData = Extract<AppliedEvent, { name: 'mark.changed' }>['data'];
type Placed = { workId: number; number: number };
const sameMark = (a: Placed) => (b: Placed) => a.workId === b.workId && a.number === b.number;
const knows = (view: { subjects: { groupIds: number[] }[] }, groupId: number): boolean =>
  view.subjects.some((subject) => subject.groupIds.includes(groupId));
const within = ({ starts, ends }: { starts: string; ends: string }, date: string): boolean =>
  starts <= date && date <= ends;

/** The list with `item` in its place among others that are in order by `keys`. */
function insert<T>(list: readonly T[], item: T, keys: (item: T) => (string | number)[]): T[] {
  const own = keys(item);
  const isBefore = (other: (string | number)[]): boolean => {
    for (const [index, key] of own.entries()) {
      const theirs = other[index];
      if (theirs !== undefined && theirs !== key) return key < theirs;
    }
    return false;
  };
  const place = list.findIndex((other) => isBefore(keys(other)));
  return place < 0 ? [...list, item] : list.toSpliced(place, 0, item);
}
/** A list with each item passed through `change`; the same list when none was changed. */
function mapped<T>(list: T[], change: (item: T) => T): T[] {
  const next = list.map(change);
  return next.every((item, index) => item === list[index]) ? list : next;
}
const markOrder = (m: { date: string; workId: number; number: number }) => [m.date, m.workId, m.number];

export function applyToMarks(view: MarksView, event: AppliedEvent): MarksView {
  switch (event.name) {
    case 'mark.changed': {
      const { studentId, groupId, date } = event.data;
      const mine = studentId === view.student.id && knows(view, groupId) && within(view.period, date);
      return mine ? changeMark(view, event.data) : view;
    }
    case 'mark.commented': {
      const { studentId, comment, v } = event.data;
      if (studentId !== view.student.id) return view;
      const same = sameMark(event.data);
      return withMarks(view, (m) => (same(m) && m.commentV < v ? { ...m, comment, commentV: v } : m));
    }
    case 'work.changed': {
      const { id, typeId, name, weight } = event.data.work;
      const next = { typeId, workName: name, weight: weight ?? weightOf(view, typeId) };
      return withMarks(view, (m) => (m.workId === id ? { ...m, ...next } : m));
    }
    case 'lesson.recorded': {
      const { change, lessonId, groupId, date, v } = event.data;
      if (change.field !== 'topic' || !knows(view, groupId) || !within(view.period, date)) return view;
      const old = view.topics.find((t) => t.lessonId === lessonId);
      if (old && old.v >= v) return view;
      const others = view.topics.filter((t) => t !== old);
      return { ...view, topics: insert(others, { lessonId, topic: change.value, v }, (t) => [t.lessonId]) };
    }
    case 'absence.changed':
    case 'absence.reasoned':
    case 'mark.noted':
    case 'roll.confirmed':
    case 'work.added':
    case 'filling.changed':
    case 'file.attached':
    case 'file.removed':
    case 'homework.ticked':
    case 'rights.changed':
    case 'session.ended':
      return view;
  }
}

const weightOf = (view: MarksView | ResultsView, typeId: number): number =>
  view.workTypes.find((type) => type.id === typeId)?.weight ?? 100;

function withMarks(view: MarksView, change: (mark: StudentMark) => StudentMark): MarksView {
  const marks = mapped(view.marks, change);
  return marks === view.marks ? view : { ...view, marks };
}

function changeMark(view: MarksView, data: MarkData): MarksView {
  const { workId, number, lessonId, groupId, date, value, previous, setAt, v, typeId, workName, weight } = data;
  const old = view.marks.find(sameMark(data));
  if (old && old.v >= v) return view;
  const others = view.marks.filter((m) => m !== old);
  if (value === null) return { ...view, marks: others };
  const subject = view.subjects.find((s) => s.groupIds.includes(groupId))?.name ?? '';
  const { comment, commentV } = old && old.commentV > data.commentV ? old : data;
  // A mark set after clearing is a new one, without a past.
  const before = old?.history ?? [];
  const history = previous === null ? [] : [...before, { from: previous, to: value, at: setAt }];
  const shown = { workId, number, lessonId, groupId, subject, date, value, previous, setAt, v, typeId, workName };
  const mark: StudentMark = { ...shown, weight, comment, commentV, history };
  return { ...view, marks: insert(others, mark, markOrder) };
}

export function applyToResults(view: ResultsView, event: AppliedEvent): ResultsView {
  switch (event.name) {
    case 'mark.changed': {
      const { studentId, workId, number, groupId, date, value, weight, v } = event.data;
      if (studentId !== view.student.id || !knows(view, groupId) || !within(view.year, date)) return view;
      const old = view.marks.find(sameMark(event.data));
      if (old && old.v >= v) return view;
      const others = view.marks.filter((m) => m !== old);
      if (value === null) return { ...view, marks: others };
      const mark: SheetMark = { workId, number, groupId, date, value, weight, v };
      return { ...view, marks: insert(others, mark, markOrder) };
    }
    case 'work.changed': {
      const { id, typeId, weight } = event.data.work;
      const next = weight ?? weightOf(view, typeId);
      const marks = mapped(view.marks, (m) => (m.workId === id && m.weight !== next ? { ...m, weight: next } : m));
      return marks === view.marks ? view : { ...view, marks };
    }
    case 'absence.changed': {
      const { studentId, lessonId, groupId, date, code, v } = event.data;
      if (studentId !== view.student.id || !knows(view, groupId) || !within(view.year, date)) return view;
      const old = view.missed.find((m) => m.lessonId === lessonId);
      if (old && old.v >= v) return view;
      const others = view.missed.filter((m) => m !== old);
      const lesson = { lessonId, groupId, date, absent: code === 'absent', v };
      return { ...view, missed: insert(others, lesson, (m) => [m.lessonId]) };
    }
    case 'mark.commented':
    case 'mark.noted':
    case 'absence.reasoned':
    case 'roll.confirmed':
    case 'lesson.recorded':
    case 'work.added':
    case 'filling.changed':
    case 'file.attached':
    case 'file.removed':
    case 'homework.ticked':
    case 'rights.changed':
    case 'session.ended':
      return view;
  }
}
