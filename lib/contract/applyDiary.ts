import { movedHeld, movedPlans, planOf, putHeld, putPlan } from '#lib/contract/applyControlWorks.ts';
import {
  byKeys,
  filesAfter,
  newerComment,
  newerKind,
  put,
  type Recorded,
  staleView,
} from '#lib/contract/applyTools.ts';
import { putType, weighed } from '#lib/contract/applyTypes.ts';
import {
  CONTROLS_AHEAD,
  type DiaryHomework,
  type DiaryLesson,
  type DiaryMark,
  type DiaryMoved,
  type DiaryView,
  RECENT_DAYS,
} from '#lib/contract/diaryViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { changeOf } from '#lib/domain/lessonChange.ts';
import { addDays, daysBetween, timeIn } from '#lib/domain/time.ts';

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

/** Дневник of one student. */
export function applyToDiary(view: DiaryView, event: AppliedEvent): DiaryView {
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
    case 'lesson.changed':
      return view.subjects.some((s) => s.groupId === event.data.groupId)
        ? changeInDiary(moveAway(moveInDiary(view, event.data), event.data), event.data)
        : view;
    case 'mark.qualified': {
      const { studentId, workId, number, kind, v } = event.data;
      if (studentId !== view.student.id) return view;
      return mapMarks(view, (m) =>
        m.workId === workId && m.number === number && m.kindV < v ? weighed(view, { ...m, kind, kindV: v }) : m,
      );
    }
    case 'work.added':
      return heldInDiary(view, event.data);
    case 'work.changed': {
      const { id, typeId, weight, name: workName } = event.data.work;
      return mapMarks(heldInDiary(view, event.data), (m) =>
        m.workId === id ? weighed(view, { ...m, work: { typeId, weight }, workName }) : m,
      );
    }
    case 'controlWork.changed': {
      const plans = putPlan(
        view.plans,
        { ...planOf(event.data), author: null, planRow: null },
        isComing(view, event.data),
      );
      return plans === view.plans ? view : { ...view, plans };
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
    case 'absenceDocument.changed':
    case 'absenceNotice.changed':
    case 'absence.expected':
    case 'absenceCase.changed':
    case 'mark.noted':
    case 'roll.confirmed':
    case 'homework.weighed':
    case 'periodMark.set':
    case 'filling.changed':
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
    case 'session.ended':
      return view;
  }
}

/** Whether a control work stands among «Ближайшие контрольные». What was taken back, a family does not see. */
const isComing = (view: DiaryView, at: { groupId: number; date: string; cancelled?: boolean }): boolean =>
  view.subjects.some((subject) => subject.groupId === at.groupId) &&
  at.cancelled !== true &&
  view.today <= at.date &&
  at.date <= addDays(view.today, CONTROLS_AHEAD);
function heldInDiary(
  view: DiaryView,
  data: Extract<AppliedEvent, { name: 'work.added' | 'work.changed' }>['data'],
): DiaryView {
  const controls = putHeld(view.controls, data, view.workTypes, isComing(view, data));
  return controls === view.controls ? view : { ...view, controls };
}

/** A moved lesson takes its control work along; one that comes from beyond the days shown is read anew. */
function moveInDiary(view: DiaryView, data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data']): DiaryView {
  const plans = movedPlans(view.plans, data);
  const controls = movedHeld(view.controls, data);
  const { groupId, date, from } = data;
  const comes = isComing(view, { groupId, date }) && !isComing(view, { groupId, date: from.date });
  const next = comes ? staleView(view) : view;
  if (plans === view.plans && controls === view.controls) return next;
  return {
    ...next,
    plans: plans.filter((plan) => isComing(view, plan)),
    controls: controls.filter((work) => isComing(view, { groupId: work.groupId, date: work.date })),
  };
}

const movedInOrder = byKeys<DiaryMoved>(
  (m) => daysBetween('1970-01-01', m.was.date),
  (m) => m.was.number,
  (m) => m.id,
);
/** A lesson that left the days shown is remembered with where it went, until it comes back. */
function moveAway(view: DiaryView, data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data']): DiaryView {
  const { lessonId: id, groupId, date, number, v } = data;
  const shown = view.days.flatMap((d) => d.lessons).find((l) => l.id === id);
  const old = view.moved.find((m) => m.id === id);
  if ((shown && shown.changeV >= v) || (old && old.v >= v)) return view;
  const was = { date: data.was.date, number: data.was.number };
  const left = view.days.some((d) => d.date === was.date) && !view.days.some((d) => d.date === date);
  if (!left && !old) return view;
  const others = view.moved.filter((m) => m !== old);
  const next: DiaryMoved = { id, groupId, was, date, number, v };
  return { ...view, moved: left ? put(others, next, () => false, movedInOrder) : others };
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

const lessonsInOrder = byKeys<DiaryLesson>(
  (l) => l.number,
  (l) => l.id,
);
/** «Изменения в расписании». A lesson takes its marks and homework along to another day of the view; one that comes from
 *  outside, and another next school day of «Сегодня», are read anew. */
function changeInDiary(view: DiaryView, data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data']): DiaryView {
  const { lessonId, date, number, startsAt, endsAt, room, status, substitute, v } = data;
  const known = view.days.flatMap((d) => d.lessons).find((l) => l.id === lessonId);
  const here = view.days.some((d) => d.date === date);
  if (known && known.changeV >= v) return view;
  if (!known && !here) return isNextDay(view, date) ? staleView(view) : view;
  if (!known) return staleView(view);
  const lesson: DiaryLesson = {
    ...known,
    ...{ number, startsAt, endsAt, room, starts: timeIn(startsAt, view.tz), ends: timeIn(endsAt, view.tz) },
    cancelled: status === 'cancelled',
    substitute: substitute?.name ?? null,
    change: changeOf(data),
    changeV: v,
  };
  const days = view.days.map((day) => {
    const others = day.lessons.includes(known) ? day.lessons.filter((l) => l !== known) : day.lessons;
    if (day.date === date) return { ...day, lessons: put(others, lesson, () => false, lessonsInOrder) };
    return others === day.lessons ? day : { ...day, lessons: others };
  });
  const next = { ...view, days };
  const empty = (day: DiaryView['days'][number]) => day.lessons.every((l) => l.cancelled);
  // «Сегодня» shows today and the next day with lessons: whichever day that is from now on.
  const last = days.at(-1);
  return showsNextDay(view) && (isNextDay(view, date) || (last && last.date > view.today && empty(last)))
    ? staleView(next)
    : next;
}
const showsNextDay = (view: DiaryView): boolean => view.from === view.today && view.days.length <= 2;
/** Whether a day would come before the next school day that «Сегодня» shows. */
const isNextDay = (view: DiaryView, date: string): boolean =>
  showsNextDay(view) &&
  date > view.today &&
  !view.days.some((d) => d.date === date) &&
  (view.days.length < 2 || date < view.to);

function recordInDiary(view: DiaryView, data: Recorded['data']): DiaryView {
  const { lessonId, change, v } = data;
  if (change.field === 'topic')
    return mapLessons(view, (l) => (l.id === lessonId && l.topicV < v ? { ...l, topic: change.value, topicV: v } : l));
  if (change.field !== 'homework') return view;
  const { state, text, minutes, dueId, dueDate, links, files } = change;
  const shown = view.days.flatMap((d) => d.lessons.flatMap((l) => l.homework)).find((h) => h.fromId === lessonId);
  // It comes back from beyond these days, and may have been ticked there.
  if (!shown && state !== null && v > 1 && view.days.some((d) => d.lessons.some((l) => l.id === dueId)))
    return staleView(view);
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
