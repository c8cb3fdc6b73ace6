import { newerKind, staleView } from '#lib/contract/applyTools.ts';
import { putType, weighed } from '#lib/contract/applyTypes.ts';
import type { FamilyFinal, MarksView, ResultsView, SheetMark, StudentMark } from '#lib/contract/diaryViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';

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

type ChangedLesson = Extract<AppliedEvent, { name: 'lesson.changed' }>['data'];
/** A lesson ahead was cancelled, moved or brought back: so many marks can still be earned, and a lesson that enters or leaves the
 *  period takes its topic along. A difference has no version: the page is read anew. */
function aheadAfter(view: MarksView, { date, status, from }: ChangedLesson): MarksView {
  const ahead = (place: { date: string; status: string }) =>
    place.status === 'planned' && place.date > view.today && within(view.period, place.date);
  const entered = within(view.period, date) !== within(view.period, from.date);
  return entered || ahead({ date, status }) !== ahead(from) ? staleView(view) : view;
}

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
    case 'mark.qualified': {
      const { studentId, kind, v } = event.data;
      if (studentId !== view.student.id) return view;
      const same = sameMark(event.data);
      return withMarks(view, (m) => (same(m) && m.kindV < v ? weighed(view, { ...m, kind, kindV: v }) : m));
    }
    case 'work.changed': {
      const { id, typeId, name: workName, weight } = event.data.work;
      const next = { work: { typeId, weight }, workName };
      return withMarks(view, (m) => (m.workId === id ? weighed(view, { ...m, ...next }) : m));
    }
    case 'workType.changed': {
      const workTypes = putType(view.workTypes, event.data.type);
      if (workTypes === view.workTypes) return view;
      const next = { ...view, workTypes };
      return withMarks(next, (m) => weighed(next, m));
    }
    case 'settings.changed': {
      const { change } = event.data;
      if (change.field === 'pointDays') return { ...view, pointDays: change.value };
      return change.field === 'thresholds' ? { ...view, thresholds: change.value } : view;
    }
    case 'periodMark.set':
      return event.data.periodId === view.period.id ? withFinal(view, event.data) : view;
    case 'lesson.recorded': {
      const { change, lessonId, groupId, date, v } = event.data;
      if (change.field !== 'topic' || !knows(view, groupId) || !within(view.period, date)) return view;
      const old = view.topics.find((t) => t.lessonId === lessonId);
      if (old && old.v >= v) return view;
      const others = view.topics.filter((t) => t !== old);
      return { ...view, topics: insert(others, { lessonId, topic: change.value, v }, (t) => [t.lessonId]) };
    }
    case 'lesson.changed':
      return knows(view, event.data.groupId) ? aheadAfter(view, event.data) : view;
    case 'absence.changed':
    case 'absence.reasoned':
    case 'mark.noted':
    case 'roll.confirmed':
    case 'work.added':
    case 'controlWork.changed':
    case 'homework.weighed':
    case 'filling.changed':
    case 'file.attached':
    case 'file.removed':
    case 'homework.ticked':
    case 'classPlan.changed':
    case 'calendar.changed':
    case 'teacherAbsence.changed':
    case 'substitution.paid':
    case 'rights.changed':
    case 'timetable.changed':
    case 'timetable.versioned':
    case 'draft.edited':
    case 'plan.drafts':
    case 'plan.paced':
    case 'lesson.passed':
    case 'plan.changed':
    case 'plan.rows':
    case 'plan.versioned':
    case 'planRemark.changed':
    case 'approval.given':
    case 'import.changed':
    case 'absenceDocument.changed':
    case 'absenceNotice.changed':
    case 'absence.expected':
    case 'absenceCase.changed':
    case 'session.ended':
      return view;
  }
}

type Graded = { student: { id: number }; subjects: { groupIds: number[] }[]; periodMarks: FamilyFinal[] };
function withFinal<V extends Graded>(view: V, data: FamilyFinal & { studentId: number }): V {
  const { studentId, groupId, periodId, value, setAt, v } = data;
  if (studentId !== view.student.id || !knows(view, groupId)) return view;
  const old = view.periodMarks.find((m) => m.groupId === groupId && m.periodId === periodId);
  if (old && old.v >= v) return view;
  const others = view.periodMarks.filter((m) => m !== old);
  const final: FamilyFinal = { groupId, periodId, value, setAt, v };
  return { ...view, periodMarks: insert(others, final, (m) => [m.periodId, m.setAt, m.groupId]) };
}

function withMarks(view: MarksView, change: (mark: StudentMark) => StudentMark): MarksView {
  const marks = mapped(view.marks, change);
  return marks === view.marks ? view : { ...view, marks };
}

function changeMark(view: MarksView, data: MarkData): MarksView {
  const { workId, number, lessonId, groupId, date, value, previous, setAt, v, work, workName } = data;
  const old = view.marks.find(sameMark(data));
  if (old && old.v >= v) return view;
  const others = view.marks.filter((m) => m !== old);
  if (value === null) return { ...view, marks: others };
  const subject = view.subjects.find((s) => s.groupIds.includes(groupId))?.name ?? '';
  const { comment, commentV } = old && old.commentV > data.commentV ? old : data;
  // A mark set after clearing is a new one, without a past.
  const before = old?.history ?? [];
  const history = previous === null ? [] : [...before, { from: previous, to: value, at: setAt }];
  const { kind, kindV } = newerKind(old, data);
  const mark: StudentMark = weighed(view, {
    ...{ workId, number, lessonId, groupId, subject, date, value, previous, setAt, v },
    ...{ typeId: data.typeId, weight: data.weight, counted: kind.counted },
    ...{ kind, kindV, work, workName, comment, commentV, history },
  });
  return { ...view, marks: insert(others, mark, markOrder) };
}

function withSheet(view: ResultsView, change: (mark: SheetMark) => SheetMark): ResultsView {
  const marks = mapped(view.marks, change);
  return marks === view.marks ? view : { ...view, marks };
}

export function applyToResults(view: ResultsView, event: AppliedEvent): ResultsView {
  switch (event.name) {
    case 'mark.changed': {
      const { studentId, workId, number, groupId, date, value, v, typeId, weight, work } = event.data;
      if (studentId !== view.student.id || !knows(view, groupId) || !within(view.year, date)) return view;
      const old = view.marks.find(sameMark(event.data));
      if (old && old.v >= v) return view;
      const others = view.marks.filter((m) => m !== old);
      if (value === null) return { ...view, marks: others };
      const { kind, kindV } = newerKind(old, event.data);
      const counts = { typeId, weight, counted: kind.counted, kind, kindV, work };
      const mark: SheetMark = weighed(view, { workId, number, groupId, date, value, v, ...counts });
      return { ...view, marks: insert(others, mark, markOrder) };
    }
    case 'work.changed': {
      const { id, typeId, weight } = event.data.work;
      return withSheet(view, (m) => (m.workId === id ? weighed(view, { ...m, work: { typeId, weight } }) : m));
    }
    case 'mark.qualified': {
      const { studentId, kind, v } = event.data;
      if (studentId !== view.student.id) return view;
      const same = sameMark(event.data);
      return withSheet(view, (m) => (same(m) && m.kindV < v ? weighed(view, { ...m, kind, kindV: v }) : m));
    }
    case 'workType.changed': {
      const workTypes = putType(view.workTypes, event.data.type);
      if (workTypes === view.workTypes) return view;
      const next = { ...view, workTypes };
      return withSheet(next, (m) => weighed(next, m));
    }
    case 'settings.changed': {
      const { change } = event.data;
      return change.field === 'thresholds' ? { ...view, thresholds: change.value } : view;
    }
    case 'periodMark.set':
      return [...view.periods, ...view.stages].some((p) => p.id === event.data.periodId)
        ? withFinal(view, event.data)
        : view;
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
    case 'lesson.changed':
    case 'lesson.recorded':
    case 'work.added':
    case 'controlWork.changed':
    case 'homework.weighed':
    case 'filling.changed':
    case 'file.attached':
    case 'file.removed':
    case 'homework.ticked':
    case 'classPlan.changed':
    case 'calendar.changed':
    case 'teacherAbsence.changed':
    case 'substitution.paid':
    case 'rights.changed':
    case 'timetable.changed':
    case 'timetable.versioned':
    case 'draft.edited':
    case 'plan.drafts':
    case 'plan.paced':
    case 'lesson.passed':
    case 'plan.changed':
    case 'plan.rows':
    case 'plan.versioned':
    case 'planRemark.changed':
    case 'approval.given':
    case 'import.changed':
    case 'absenceDocument.changed':
    case 'absenceNotice.changed':
    case 'absence.expected':
    case 'absenceCase.changed':
    case 'session.ended':
      return view;
  }
}
