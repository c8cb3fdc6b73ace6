import { byKeys, put, staleView } from '#lib/contract/applyTools.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { ChangesView, TimetableGroup, TimetableLesson, TimetableView } from '#lib/contract/timetableViews.ts';
import { changeOf } from '#lib/domain/lessonChange.ts';
import { timeIn } from '#lib/domain/time.ts';
import { belongsTo } from '#lib/domain/timetableWeek.ts';

type Changed = EventData<'lesson.changed'>;

/** Days are told apart as texts: «2026-12-02». */
const inOrder = (a: TimetableLesson, b: TimetableLesson): boolean =>
  a.date === b.date
    ? byKeys<TimetableLesson>(
        (l) => l.number,
        (l) => l.id,
      )(a, b)
    : a.date < b.date;

/** Расписание of one week. */
export function applyToTimetable(view: TimetableView, event: AppliedEvent): TimetableView {
  return event.name === 'lesson.changed' ? lessonChanged(view, event.data) : view;
}

/** A lesson was substituted, moved, cancelled or brought back. One that comes into the week out of a group that the view does
 *  not know (a substitution in another class, somebody else's lesson in this room) is read anew. */
function lessonChanged(view: TimetableView, data: Changed): TimetableView {
  const old = view.lessons.find((lesson) => lesson.id === data.lessonId);
  if (old && old.changeV >= data.v) return view;
  const group = old ?? view.groups.find((known) => known.groupId === data.groupId);
  const lesson = lessonOf(data, group ?? { groupId: data.groupId, subject: '', className: '', name: '' }, view.tz);
  const others = old ? view.lessons.filter((other) => other !== old) : view.lessons;
  const known = view.by === 'class' || view.by === 'student' ? group !== undefined : true;
  if (!known || !belongsTo(view, lesson)) return old ? { ...view, lessons: others } : view;
  return group ? { ...view, lessons: put(others, lesson, () => false, inOrder) } : staleView(view);
}

function lessonOf(data: Changed, group: TimetableGroup, tz: string): TimetableLesson {
  const { lessonId, date, number, startsAt, endsAt, room, status, teacher, substitute, v } = data;
  return {
    ...{ id: lessonId, groupId: group.groupId, subject: group.subject, className: group.className, name: group.name },
    ...{ date, number, starts: timeIn(startsAt, tz), ends: timeIn(endsAt, tz), room },
    cancelled: status === 'cancelled',
    teacher: { id: teacher.id, name: teacher.name },
    substitute: substitute && { id: substitute.id, name: substitute.name },
    change: changeOf(data),
    changeV: v,
  };
}

/** «Изменения за день»: who made a change, and when, is not in its event. There are few of them, so they are read anew. */
export function applyToChanges(view: ChangesView, event: AppliedEvent): ChangesView {
  if (event.name !== 'lesson.changed' || event.seq <= view.seq) return view;
  const { date, was, from } = event.data;
  return [date, was.date, from.date].includes(view.date) ? staleView(view) : view;
}
