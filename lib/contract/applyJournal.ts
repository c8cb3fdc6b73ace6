import { planOf, putPlan } from '#lib/contract/applyControlWorks.ts';
import {
  byKeys,
  draftAfter,
  filesAfter,
  later,
  newerComment,
  newerKind,
  put,
  type Recorded,
  staleView,
} from '#lib/contract/applyTools.ts';
import { putType } from '#lib/contract/applyTypes.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { EXPECTED_BACK } from '#lib/domain/absences.ts';
import { withSetting } from '#lib/domain/settings.ts';
import { addDays } from '#lib/domain/time.ts';

type Mark = JournalView['marks'][number];
const marksInOrder = byKeys<Mark>(
  (m) => m.studentId,
  (m) => m.workId,
  (m) => m.number,
);
type Attendance = JournalView['attendance'][number];
const attendanceInOrder = byKeys<Attendance>(
  (a) => a.lessonId,
  (a) => a.studentId,
);
type Note = JournalView['notes'][number];
const notesInOrder = byKeys<Note>(
  (n) => n.workId,
  (n) => n.studentId,
);

const finalsInOrder = byKeys<JournalView['finals'][number]>(
  (f) => f.periodId,
  (f) => f.studentId,
);

/** What the school has decided for all of its journals. */
function ruleInJournal(view: JournalView, event: AppliedEvent): JournalView {
  if (event.name === 'workType.changed') {
    const workTypes = putType(view.workTypes, event.data.type);
    return workTypes === view.workTypes ? view : { ...view, workTypes };
  }
  if (event.name !== 'settings.changed') return view;
  const rules = withSetting(view.rules, event.data.change);
  const moved = rules.homeworkMinutes - view.rules.homeworkMinutes;
  const lessons =
    moved === 0 ? view.lessons : view.lessons.map((l) => ({ ...l, homeworkBy: later(l.homeworkBy, moved) }));
  return { ...view, rules, lessons };
}

const expectedInOrder = byKeys<JournalView['expected'][number]>(
  (e) => e.studentId,
  (e) => e.key,
);
/** A student who is not expected. What no longer holds leaves no trace, so a repetition of it changes nothing. */
function expectedInJournal(
  view: JournalView,
  data: Extract<AppliedEvent, { name: 'absence.expected' }>['data'],
): JournalView {
  const { groupIds, classId: _, active, ...entry } = data;
  const same = (e: JournalView['expected'][number]) => e.key === entry.key;
  const old = view.expected.find(same);
  if (old && old.v >= entry.v) return view;
  const shown = active && groupIds.includes(view.group.id) && entry.ends >= addDays(view.today, -EXPECTED_BACK);
  if (shown) return { ...view, expected: put(view.expected, entry, same, expectedInOrder) };
  return old ? { ...view, expected: view.expected.filter((e) => e !== old) } : view;
}

/** Журнал: each field takes an event by its version. */
export function applyToJournal(view: JournalView, event: AppliedEvent): JournalView {
  if (event.name === 'settings.changed' || event.name === 'workType.changed') return ruleInJournal(view, event);
  if (event.name === 'absence.expected') return expectedInJournal(view, event.data);
  if (event.name === 'plan.rows') return rowsInJournal(view, event.data);
  if (!('groupId' in event.data)) return view;
  if (event.data.groupId !== view.group.id)
    return event.name === 'lesson.changed' && movesDeadline(view, event.data) ? staleView(view) : view;
  switch (event.name) {
    case 'mark.changed': {
      const { workId, studentId, number, value, v } = event.data;
      if (!view.works.some((w) => w.id === workId)) return view;
      const same = (m: Mark) => m.workId === workId && m.studentId === studentId && m.number === number;
      const old = view.marks.find(same);
      if (old && old.v >= v) return view;
      const { comment, commentV } = newerComment(old, event.data);
      const { kind, kindV } = newerKind(old, event.data);
      const mark = { workId, studentId, number, value, v, kind, kindV, comment, commentV };
      return { ...view, marks: put(view.marks, mark, same, marksInOrder) };
    }
    case 'mark.qualified': {
      const { workId, studentId, number, kind, v } = event.data;
      const at = view.marks.findIndex((m) => m.workId === workId && m.studentId === studentId && m.number === number);
      const old = view.marks[at];
      return old && old.kindV < v ? { ...view, marks: view.marks.with(at, { ...old, kind, kindV: v }) } : view;
    }
    case 'periodMark.set': {
      const { periodId, studentId, value, grounds, v } = event.data;
      const same = (f: JournalView['finals'][number]) => f.periodId === periodId && f.studentId === studentId;
      const old = view.finals.find(same);
      if (old && old.v >= v) return view;
      const final = { periodId, studentId, value, grounds, by: event.by?.name ?? '', v };
      return { ...view, finals: put(view.finals, final, same, finalsInOrder) };
    }
    case 'mark.commented': {
      const { workId, studentId, number, comment, v } = event.data;
      const at = view.marks.findIndex((m) => m.workId === workId && m.studentId === studentId && m.number === number);
      const old = view.marks[at];
      return old && old.commentV < v ? { ...view, marks: view.marks.with(at, { ...old, comment, commentV: v }) } : view;
    }
    case 'mark.noted': {
      const { workId, studentId, note, v } = event.data;
      if (!view.works.some((w) => w.id === workId)) return view;
      const same = (n: Note) => n.workId === workId && n.studentId === studentId;
      const old = view.notes.find(same);
      return old && old.v >= v
        ? view
        : { ...view, notes: put(view.notes, { workId, studentId, note, v }, same, notesInOrder) };
    }
    case 'absence.changed': {
      const { lessonId, studentId, code, minutes, v } = event.data;
      if (!view.lessons.some((l) => l.id === lessonId)) return view;
      const same = (a: Attendance) => a.lessonId === lessonId && a.studentId === studentId;
      const old = view.attendance.find(same);
      if (old && old.v >= v) return view;
      const attendance: Attendance = { reason: null, reasonV: 0, ...old, lessonId, studentId, code, minutes, v };
      return { ...view, attendance: put(view.attendance, attendance, same, attendanceInOrder) };
    }
    case 'absence.reasoned': {
      const { lessonId, studentId, reason, v } = event.data;
      const at = view.attendance.findIndex((a) => a.lessonId === lessonId && a.studentId === studentId);
      const old = view.attendance[at];
      return old && old.reasonV < v
        ? { ...view, attendance: view.attendance.with(at, { ...old, reason, reasonV: v }) }
        : view;
    }
    case 'roll.confirmed':
    case 'lesson.recorded': {
      const at = view.lessons.findIndex((l) => l.id === event.data.lessonId);
      const lesson = view.lessons[at];
      const next = lesson && recordInJournal(lesson, event);
      return next && next !== lesson ? { ...view, lessons: view.lessons.with(at, next) } : view;
    }
    case 'lesson.passed': {
      const { lessonId, how, rows, reason, decided, v } = event.data;
      const at = view.lessons.findIndex((l) => l.id === lessonId);
      const lesson = view.lessons[at];
      if (!lesson || (lesson.pass?.v ?? 0) >= v) return view;
      return { ...view, lessons: view.lessons.with(at, { ...lesson, pass: { how, rows, reason, decided, v } }) };
    }
    case 'plan.drafts':
      return draftsInJournal(view, event.data);
    case 'lesson.changed':
      return changeInJournal(view, event.data);
    case 'file.attached':
    case 'file.removed': {
      const at = view.lessons.findIndex((l) => l.id === event.data.lessonId);
      const lesson = view.lessons[at];
      return lesson
        ? { ...view, lessons: view.lessons.with(at, { ...lesson, files: filesAfter(lesson.files, event) }) }
        : view;
    }
    case 'work.added':
    case 'work.changed': {
      const { work } = event.data;
      const place = view.lessons.findIndex((l) => l.id === work.lessonId);
      if (place < 0) return view;
      const old = view.works.find((w) => w.id === work.id);
      if (old && old.v >= work.v) return view;
      const order = byKeys<JournalView['works'][number]>(
        (w) => view.lessons.findIndex((l) => l.id === w.lessonId),
        (w) => w.number,
      );
      return { ...view, works: put(view.works, work, (w) => w.id === work.id, order) };
    }
    case 'controlWork.changed': {
      const { date } = event.data;
      const shown = view.period.starts <= date && date <= view.period.ends;
      const plans = putPlan(view.plans, planOf(event.data), shown);
      return plans === view.plans ? view : { ...view, plans };
    }
    case 'plan.changed':
    case 'plan.paced':
    case 'teacherAbsence.changed':
    case 'substitution.paid':
    case 'homework.ticked':
    case 'homework.weighed':
    case 'filling.changed':
    case 'classPlan.changed':
    case 'calendar.changed':
    case 'rights.changed':
    case 'timetable.changed':
    case 'timetable.versioned':
    case 'draft.edited':
    case 'plan.versioned':
    case 'planRemark.changed':
    case 'approval.given':
    case 'import.changed':
    case 'absenceDocument.changed':
    case 'absenceNotice.changed':
    case 'absenceCase.changed':
    case 'session.ended':
      return view;
  }
}

/** Who holds a lesson and where is told whole. When it is held at another time or not at all, the deadlines of its day and the
 *  order of columns change with it: the journal is read anew. */
function changeInJournal(
  view: JournalView,
  data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data'],
): JournalView {
  const { lessonId, date, number, room, status, substitute, from, v } = data;
  const at = view.lessons.findIndex((l) => l.id === lessonId);
  const lesson = view.lessons[at];
  const { starts, ends } = view.period;
  if (!lesson) return starts <= date && date <= ends ? staleView(view) : view;
  if (lesson.changeV >= v) return view;
  if (date !== from.date || number !== from.number || status !== from.status) return staleView(view);
  const next = { ...lesson, room, substitute: substitute?.name ?? null, changeV: v };
  return { ...view, lessons: view.lessons.with(at, next) };
}

/** Whether another lesson of the class that was cancelled, moved or brought back may end its day earlier or later. */
function movesDeadline(view: JournalView, data: LessonChanged): boolean {
  const { classId, date, number, status, from } = data;
  const placed = date !== from.date || number !== from.number || status !== from.status;
  return (
    placed &&
    classId === view.group.classId &&
    view.lessons.some((lesson) => lesson.date === date || lesson.date === from.date)
  );
}
type LessonChanged = Extract<AppliedEvent, { name: 'lesson.changed' }>['data'];

/** A lesson that is filled is offered nothing. */
function offered(lesson: JournalView['lessons'][number]): JournalView['lessons'][number] {
  const filled = lesson.topic !== null && lesson.homework !== null;
  return filled && lesson.draft ? { ...lesson, draft: null } : lesson;
}

/** Other texts of rows that lessons are offered. */
function rowsInJournal(view: JournalView, data: Extract<AppliedEvent, { name: 'plan.rows' }>['data']): JournalView {
  if (view.plan?.id !== data.planId || data.seq <= view.plan.seq) return view;
  const lessons = view.lessons.map((lesson) => {
    const draft = lesson.draft && draftAfter(lesson.draft, data.rows);
    return draft === lesson.draft ? lesson : { ...lesson, draft };
  });
  return { ...view, plan: { ...view.plan, seq: data.seq }, lessons };
}

/** Other lessons pass other rows now. What came out of turn, or tells less than is shown, is read anew. */
function draftsInJournal(
  view: JournalView,
  { planId, lessons, until, v }: Extract<AppliedEvent, { name: 'plan.drafts' }>['data'],
): JournalView {
  if (planId === null || view.plan === null || view.plan.id !== planId)
    return planId === (view.plan?.id ?? null) ? view : staleView(view);
  if (v <= view.plan.v) return view;
  if (v > view.plan.v + 1 || (until !== null && view.lessons.some((lesson) => lesson.date >= until)))
    return staleView(view);
  const drafts = new Map(lessons.map(({ lessonId, draft }) => [lessonId, draft]));
  return {
    ...view,
    plan: { ...view.plan, v },
    lessons: view.lessons.map((lesson) => {
      const draft = drafts.get(lesson.id);
      return draft === undefined ? lesson : { ...lesson, draft };
    }),
  };
}

function recordInJournal(
  lesson: JournalView['lessons'][number],
  event: Recorded | Extract<AppliedEvent, { name: 'roll.confirmed' }>,
): JournalView['lessons'][number] {
  const { v } = event.data;
  if (event.name === 'roll.confirmed')
    return v > lesson.rollV ? { ...lesson, roll: event.data.confirmed, rollV: v } : lesson;
  const { change } = event.data;
  switch (change.field) {
    case 'topic':
      return v > lesson.topicV ? offered({ ...lesson, topic: change.value, topicV: v }) : lesson;
    case 'kind':
      return v > lesson.kindV ? { ...lesson, kind: change.value, kindV: v } : lesson;
    case 'ict':
      return v > lesson.ictV ? { ...lesson, ict: change.value, ictV: v } : lesson;
    case 'homework': {
      const { state, text, minutes, dueId, dueDate, links } = change;
      const homework = state === null ? null : { state, text, minutes, dueId, dueDate, links };
      return v > lesson.homeworkV ? offered({ ...lesson, homework, homeworkV: v }) : lesson;
    }
  }
}
