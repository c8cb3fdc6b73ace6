import { byKeys, later, put, staleView } from '#lib/contract/applyTools.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { WallView } from '#lib/contract/wallView.ts';
import { isMoved } from '#lib/domain/filling.ts';
import { homeworkTimes } from '#lib/domain/wall.ts';

const lagsInOrder = byKeys<WallView['lags'][number]>(
  (entry) => -entry.lag,
  (entry) => entry.groupId,
);

/** Counters move by differences, which a repetition would add twice: the wall takes each event once, in order. */
export function applyToWall(view: WallView, event: AppliedEvent): WallView {
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
    case 'lesson.changed':
      return changeOnWall(view, event.data);
    case 'absence.changed':
    case 'absence.reasoned': {
      const { lessonId, studentId, classId, date } = event.data;
      if (date !== view.today) return view;
      const same = (a: WallView['absences'][number]) => a.lessonId === lessonId && a.studentId === studentId;
      const old = view.absences.find(same) ?? { absent: false, reasoned: false, late: false };
      const absent = event.name === 'absence.changed' ? event.data.code === 'absent' : old.absent;
      const late = event.name === 'absence.changed' ? event.data.code === 'late' : old.late;
      const reasoned = event.name === 'absence.reasoned' ? event.data.reason !== null : old.reasoned;
      const without = view.absences.filter((a) => !same(a));
      if (!absent && !reasoned && !late) return { ...view, absences: without };
      const order = byKeys<WallView['absences'][number]>(
        (a) => a.lessonId,
        (a) => a.studentId,
      );
      return {
        ...view,
        absences: put(without, { lessonId, studentId, classId, absent, reasoned, late }, () => false, order),
      };
    }
    case 'settings.changed': {
      const { change } = event.data;
      if (change.field !== 'homeworkMinutes') return view;
      const moved = change.value - view.homeworkMinutes;
      const homeworkBy = view.homeworkBy.map((by) => ({ ...by, at: later(by.at, moved) }));
      return { ...view, homeworkMinutes: change.value, homeworkBy };
    }
    case 'plan.paced': {
      const { groupId, classId, planId, subject, name, pace } = event.data;
      const others = view.lags.filter((entry) => entry.groupId !== groupId);
      if (!pace || planId === null || pace.lag <= 0)
        return others.length === view.lags.length ? view : { ...view, lags: others };
      const entry = { groupId, classId, planId, subject, name, lag: pace.lag };
      return { ...view, lags: put(others, entry, () => false, lagsInOrder) };
    }
    case 'absenceDocument.changed':
    case 'absenceNotice.changed':
    case 'absence.expected':
    case 'absenceCase.changed':
    case 'mark.changed':
    case 'mark.qualified':
    case 'mark.commented':
    case 'mark.noted':
    case 'roll.confirmed':
    case 'lesson.recorded':
    case 'work.added':
    case 'work.changed':
    case 'controlWork.changed':
    case 'homework.weighed':
    case 'periodMark.set':
    case 'workType.changed':
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

/** A lesson that is no longer held today leaves the counters, and with it what was written in advance. */
function changeOnWall(view: WallView, data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data']): WallView {
  const { lessonId, date, number, startsAt, endsAt, status, substitute, from } = data;
  const at = view.lessons.findIndex((l) => l.id === lessonId);
  const lesson = view.lessons[at];
  if (!lesson) return date === view.today ? staleView(view) : view;
  const cancelled = status === 'cancelled';
  const order = byKeys<WallView['lessons'][number]>(
    (l) => l.classId,
    (l) => l.number,
    (l) => l.id,
  );
  const next = { ...lesson, number, startsAt, endsAt, cancelled, substitute: substitute !== null };
  const others = view.lessons.toSpliced(at, 1);
  const lessons = date === view.today ? put(others, next, () => false, order) : others;
  const counted = (place: { date: string; status: string }) =>
    Number(place.status === 'planned' && place.date === view.today);
  const moved = counted({ date, status }) - counted(from);
  const days = view.days.map((d) =>
    d.date === view.today && moved !== 0
      ? {
          ...d,
          lessons: d.lessons + moved,
          topic: d.topic + moved * Number(lesson.topic),
          homework: d.homework + moved * Number(lesson.homework),
          roll: d.roll + moved * Number(lesson.roll),
          due: d.due + moved * lesson.due,
          done: d.done + moved * lesson.done,
        }
      : d,
  );
  const teaching = new Set(lessons.map((l) => l.teacherId));
  return {
    ...view,
    lessons,
    days,
    teachers: view.teachers.filter((t) => teaching.has(t.id)),
    homeworkBy: homeworkTimes(lessons, view.homeworkMinutes),
  };
}
