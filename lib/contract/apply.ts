import { applyToMarks, applyToResults } from '#lib/contract/applyMarks.ts';
import { applyToMyDay } from '#lib/contract/applyMyDay.ts';
import { putType, weighed } from '#lib/contract/applyTypes.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import {
  type DiaryHomework,
  type DiaryLesson,
  type DiaryMark,
  type DiaryView,
  type JournalView,
  RECENT_DAYS,
  type SettingsView,
  type View,
  type WallView,
} from '#lib/contract/views.ts';
import { type FileRef, withFile, withoutFile } from '#lib/domain/files.ts';
import { isMoved } from '#lib/domain/filling.ts';
import { withSetting } from '#lib/domain/settings.ts';
import { addDays, addMinutes, dayIn } from '#lib/domain/time.ts';

/** applyEvent(view, event) → view: pure, total and exhaustive. A view to which an event says nothing is returned as it
 *  is, the same object. Events of one field carry its version: an older one than is shown changes nothing, so an answer
 *  that overtakes the socket, or a replay that repeats it, does no harm. */
export function applyEvent<V extends View>(view: V, event: AppliedEvent): V {
  const shown: View = view;
  return applyTo(shown, event) as V;
}
function applyTo(view: View, event: AppliedEvent): View {
  switch (view.view) {
    case 'journal':
      return applyToJournal(view, event);
    case 'diary':
      return applyToDiary(view, event);
    case 'marks':
      return applyToMarks(view, event);
    case 'results':
      return applyToResults(view, event);
    case 'wall':
      return applyToWall(view, event);
    case 'settings':
      return applyToSettings(view, event);
    case 'myDay':
      return applyToMyDay(view, event);
  }
}

export const applyEvents = <V extends View>(view: V, events: readonly AppliedEvent[]): V =>
  events.reduce(applyEvent<V>, view);

/** The list with the item that `same` finds replaced, or the new item put in order. */
function put<T>(list: readonly T[], item: T, same: (other: T) => boolean, before: (a: T, b: T) => boolean): T[] {
  const at = list.findIndex(same);
  if (at >= 0) return list.with(at, item);
  const place = list.findIndex((other) => before(item, other));
  return place < 0 ? [...list, item] : list.toSpliced(place, 0, item);
}
const byKeys =
  <T>(...keys: ((item: T) => number)[]) =>
  (a: T, b: T): boolean => {
    for (const key of keys) if (key(a) !== key(b)) return key(a) < key(b);
    return false;
  };

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

const later = (instant: string, minutes: number): string => addMinutes(new Date(instant), minutes).toISOString();

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

function applyToJournal(view: JournalView, event: AppliedEvent): JournalView {
  if (event.name === 'settings.changed' || event.name === 'workType.changed') return ruleInJournal(view, event);
  if (!('groupId' in event.data) || event.data.groupId !== view.group.id) return view;
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
    case 'homework.ticked':
    case 'filling.changed':
    case 'rights.changed':
    case 'session.ended':
      return view;
  }
}

type Commented = { comment: string | null; commentV: number };
const newerComment = (old: Commented | undefined, next: Commented): Commented =>
  old && old.commentV > next.commentV ? old : next;
type Kinded = Pick<JournalView['marks'][number], 'kind' | 'kindV'>;
const newerKind = (old: Kinded | undefined, next: Kinded): Kinded => (old && old.kindV > next.kindV ? old : next);
type FileEvent = Extract<AppliedEvent, { name: 'file.attached' | 'file.removed' }>;
const filesAfter = (files: FileRef[], event: FileEvent): FileRef[] =>
  event.name === 'file.attached' ? withFile(files, event.data.file) : withoutFile(files, event.data.fileId);

type Recorded = Extract<AppliedEvent, { name: 'lesson.recorded' }>;
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
      return v > lesson.topicV ? { ...lesson, topic: change.value, topicV: v } : lesson;
    case 'kind':
      return v > lesson.kindV ? { ...lesson, kind: change.value, kindV: v } : lesson;
    case 'ict':
      return v > lesson.ictV ? { ...lesson, ict: change.value, ictV: v } : lesson;
    case 'homework': {
      const { state, text, minutes, dueId, dueDate, links } = change;
      const homework = state === null ? null : { state, text, minutes, dueId, dueDate, links };
      return v > lesson.homeworkV ? { ...lesson, homework, homeworkV: v } : lesson;
    }
  }
}

/** The diary with every lesson passed through `change`; the same object when none was changed. */
function mapLessons(view: DiaryView, change: (lesson: DiaryLesson) => DiaryLesson): DiaryView {
  let touched = false;
  const days = view.days.map((day) => {
    const lessons = day.lessons.map(change);
    if (lessons.every((l, i) => l === day.lessons[i])) return day;
    touched = true;
    return { ...day, lessons };
  });
  return touched ? { ...view, days } : view;
}
const diaryMarksInOrder = byKeys<DiaryMark>(
  (m) => m.workId,
  (m) => m.number,
);
const newestFirst = (a: DiaryMark, b: DiaryMark): boolean =>
  a.setAt !== b.setAt ? a.setAt > b.setAt : diaryMarksInOrder(a, b);

/** Changes one mark in both places of a diary: its lesson and the list of new ones. */
function mapMarks(view: DiaryView, change: (mark: DiaryMark) => DiaryMark): DiaryView {
  const each = (marks: DiaryMark[]) => {
    const next = marks.map(change);
    return next.every((m, i) => m === marks[i]) ? marks : next;
  };
  const recent = each(view.recent);
  const days = mapLessons(view, (l) => {
    const marks = each(l.marks);
    return marks === l.marks ? l : { ...l, marks };
  });
  return recent === view.recent ? days : { ...days, recent };
}

function applyToDiary(view: DiaryView, event: AppliedEvent): DiaryView {
  switch (event.name) {
    case 'mark.changed':
      return event.data.studentId === view.student.id ? markInDiary(view, event.data) : view;
    case 'mark.commented': {
      const { studentId, workId, number, comment, v } = event.data;
      if (studentId !== view.student.id) return view;
      return mapMarks(view, (m) =>
        m.workId === workId && m.number === number && m.commentV < v ? { ...m, comment, commentV: v } : m,
      );
    }
    case 'absence.changed': {
      const { studentId, lessonId, code, minutes, v } = event.data;
      if (studentId !== view.student.id) return view;
      return mapLessons(view, (l) =>
        l.id === lessonId && l.absence.v < v ? { ...l, absence: { ...l.absence, code, minutes, v } } : l,
      );
    }
    case 'absence.reasoned': {
      const { studentId, lessonId, reason, v } = event.data;
      if (studentId !== view.student.id) return view;
      return mapLessons(view, (l) =>
        l.id === lessonId && l.absence.reasonV < v ? { ...l, absence: { ...l.absence, reason, reasonV: v } } : l,
      );
    }
    case 'lesson.recorded':
      return view.subjects.some((s) => s.groupId === event.data.groupId) ? recordInDiary(view, event.data) : view;
    case 'mark.qualified': {
      const { studentId, workId, number, kind, v } = event.data;
      if (studentId !== view.student.id) return view;
      return mapMarks(view, (m) =>
        m.workId === workId && m.number === number && m.kindV < v ? weighed(view, { ...m, kind, kindV: v }) : m,
      );
    }
    case 'work.changed': {
      const { id, typeId, weight, name: workName } = event.data.work;
      return mapMarks(view, (m) => (m.workId === id ? weighed(view, { ...m, work: { typeId, weight }, workName }) : m));
    }
    case 'workType.changed': {
      const workTypes = putType(view.workTypes, event.data.type);
      if (workTypes === view.workTypes) return view;
      const next = { ...view, workTypes };
      return mapMarks(next, (m) => weighed(next, m));
    }
    case 'settings.changed': {
      const { change } = event.data;
      return change.field === 'pointDays' ? { ...view, pointDays: change.value } : view;
    }
    case 'file.attached':
    case 'file.removed': {
      const { lessonId } = event.data;
      return mapLessons(view, (l) =>
        l.homework.some((h) => h.fromId === lessonId)
          ? {
              ...l,
              homework: l.homework.map((h) =>
                h.fromId === lessonId ? { ...h, files: filesAfter(h.files, event) } : h,
              ),
            }
          : l,
      );
    }
    case 'homework.ticked': {
      const { studentId, lessonId, done, v } = event.data;
      if (studentId !== view.student.id) return view;
      const tick = (h: DiaryHomework) => (h.fromId === lessonId && h.doneV < v ? { ...h, done, doneV: v } : h);
      return mapLessons(view, (l) => {
        const homework = l.homework.map(tick);
        return homework.every((h, i) => h === l.homework[i]) ? l : { ...l, homework };
      });
    }
    case 'mark.noted':
    case 'roll.confirmed':
    case 'work.added':
    case 'periodMark.set':
    case 'filling.changed':
    case 'rights.changed':
    case 'session.ended':
      return view;
  }
}

type MarkData = Extract<AppliedEvent, { name: 'mark.changed' }>['data'];
function markInDiary(view: DiaryView, data: MarkData): DiaryView {
  const { workId, number, lessonId, groupId, date, value, previous, setAt, v, work, workName } = data;
  const same = (m: DiaryMark) => m.workId === workId && m.number === number;
  const old = view.recent.find(same) ?? view.days.flatMap((d) => d.lessons.flatMap((l) => l.marks)).find(same);
  if (old && old.v >= v) return view;
  const subject = view.subjects.find((s) => s.groupId === groupId)?.subject ?? '';
  const { comment, commentV } = newerComment(old, data);
  const { kind, kindV } = newerKind(old, data);
  const place = (marks: DiaryMark[], before: (a: DiaryMark, b: DiaryMark) => boolean): DiaryMark[] => {
    const without = marks.filter((m) => !same(m));
    if (value === null) return without;
    const mark = weighed(view, {
      ...{ workId, number, lessonId, groupId, subject, date, value, previous, setAt, v },
      ...{ typeId: data.typeId, weight: data.weight, counted: kind.counted },
      ...{ kind, kindV, work, workName, comment, commentV },
    });
    return put(without, mark, () => false, before);
  };
  const days = mapLessons(view, (l) => (l.id === lessonId ? { ...l, marks: place(l.marks, diaryMarksInOrder) } : l));
  const isRecent =
    date > addDays(view.today, -60) && Date.parse(setAt) > Date.parse(view.now) - RECENT_DAYS * 86_400_000;
  return isRecent || value === null ? { ...days, recent: place(view.recent, newestFirst) } : days;
}

function recordInDiary(view: DiaryView, data: Recorded['data']): DiaryView {
  const { lessonId, change, v } = data;
  if (change.field === 'topic')
    return mapLessons(view, (l) => (l.id === lessonId && l.topicV < v ? { ...l, topic: change.value, topicV: v } : l));
  if (change.field !== 'homework') return view;
  const { state, text, minutes, dueId, dueDate, links, files } = change;
  const shown = view.days.flatMap((d) => d.lessons.flatMap((l) => l.homework)).find((h) => h.fromId === lessonId);
  return mapLessons(view, (lesson) => {
    let l = lesson;
    if (l.id === lessonId && l.givenV < v)
      l = { ...l, given: state === null ? null : { state, text, dueDate }, givenV: v };
    const old = l.homework.find((h) => h.fromId === lessonId);
    if (old && old.v >= v) return l;
    if (l.id === dueId && state !== null) {
      const next: DiaryHomework = {
        fromId: lessonId,
        state,
        text,
        minutes,
        links,
        files,
        v,
        done: shown?.done ?? false,
        doneV: shown?.doneV ?? 0,
      };
      // Several homeworks can be due at one lesson; they stand in the order of the lessons that gave them, by id.
      return {
        ...l,
        homework: put(
          l.homework,
          next,
          (h) => h.fromId === lessonId,
          byKeys<DiaryHomework>((h) => h.fromId),
        ),
      };
    }
    return old ? { ...l, homework: l.homework.filter((h) => h !== old) } : l;
  });
}

/** Counters move by differences, which a repetition would add twice: the wall takes each event once, in order. */
function applyToWall(view: WallView, event: AppliedEvent): WallView {
  return event.seq > view.seq ? { ...countOnWall(view, event), seq: event.seq } : view;
}

function countOnWall(view: WallView, event: AppliedEvent): WallView {
  switch (event.name) {
    case 'filling.changed': {
      const { lessonId, date, topic, homework, roll, due, done, moved } = event.data;
      const at = view.lessons.findIndex((l) => l.id === lessonId);
      const lesson = view.lessons[at];
      const lessons = lesson ? view.lessons.with(at, { ...lesson, topic, homework, roll, due, done }) : view.lessons;
      const days = view.days.map((d) =>
        d.date === date && isMoved(moved)
          ? {
              ...d,
              topic: d.topic + moved.topic,
              homework: d.homework + moved.homework,
              roll: d.roll + moved.roll,
              due: d.due + moved.due,
              done: d.done + moved.done,
            }
          : d,
      );
      return { ...view, lessons, days };
    }
    case 'absence.changed':
    case 'absence.reasoned': {
      const { lessonId, studentId, classId, date } = event.data;
      if (date !== view.today) return view;
      const same = (a: WallView['absences'][number]) => a.lessonId === lessonId && a.studentId === studentId;
      const old = view.absences.find(same) ?? { absent: false, reasoned: false };
      const absent = event.name === 'absence.changed' ? event.data.code === 'absent' : old.absent;
      const reasoned = event.name === 'absence.reasoned' ? event.data.reason !== null : old.reasoned;
      const without = view.absences.filter((a) => !same(a));
      if (!absent && !reasoned) return { ...view, absences: without };
      const order = byKeys<WallView['absences'][number]>(
        (a) => a.lessonId,
        (a) => a.studentId,
      );
      return {
        ...view,
        absences: put(without, { lessonId, studentId, classId, absent, reasoned }, () => false, order),
      };
    }
    case 'settings.changed': {
      const { change } = event.data;
      if (change.field !== 'homeworkMinutes') return view;
      const moved = change.value - view.homeworkMinutes;
      const homeworkBy = view.homeworkBy.map((by) => ({ ...by, at: later(by.at, moved) }));
      return { ...view, homeworkMinutes: change.value, homeworkBy };
    }
    case 'mark.changed':
    case 'mark.qualified':
    case 'mark.commented':
    case 'mark.noted':
    case 'roll.confirmed':
    case 'lesson.recorded':
    case 'work.added':
    case 'work.changed':
    case 'periodMark.set':
    case 'workType.changed':
    case 'file.attached':
    case 'file.removed':
    case 'homework.ticked':
    case 'rights.changed':
    case 'session.ended':
      return view;
  }
}

function applyToSettings(view: SettingsView, event: AppliedEvent): SettingsView {
  if (event.name === 'workType.changed') {
    const workTypes = putType(view.workTypes, event.data.type);
    return workTypes === view.workTypes ? view : { ...view, workTypes };
  }
  if (event.name !== 'settings.changed') return view;
  const { change, v } = event.data;
  if (view.v[change.field] >= v) return view;
  return { ...view, settings: withSetting(view.settings, change), v: { ...view.v, [change.field]: v } };
}

/** The day a view is about has ended: it must be read anew. */
export const isYesterday = (view: View, now: Date): boolean => dayIn(now, view.tz) !== view.today;
