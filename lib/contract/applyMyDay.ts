import { cellOfEvent } from '#lib/contract/applyAttendance.ts';
import { byKeys, draftAfter, put, staleView } from '#lib/contract/applyTools.ts';
import type { AttendanceCell } from '#lib/contract/attendanceViews.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { DayHomeroom, DayLesson, MyDayView } from '#lib/contract/myDayView.ts';
import { dueSpan } from '#lib/domain/classPlan.ts';
import { changeOf } from '#lib/domain/lessonChange.ts';
import { isShown, SUBSTITUTED_DAYS } from '#lib/domain/myDay.ts';
import type { LessonDraft } from '#lib/domain/plans/drafts.ts';
import { addDays, addMinutes, timeIn } from '#lib/domain/time.ts';

/** A teacher's day takes each event once, in the order of the log: it shows no versions, and sends no commands itself. */
export function applyToMyDay(view: MyDayView, event: AppliedEvent): MyDayView {
  return event.seq > view.seq ? { ...changed(view, event), seq: event.seq } : view;
}

function changed(view: MyDayView, event: AppliedEvent): MyDayView {
  switch (event.name) {
    case 'filling.changed': {
      const { lessonId, topic, homework, roll, due, done } = event.data;
      return mapLesson(view, lessonId, (lesson) => ({ ...lesson, topic, homework, roll, due, done }));
    }
    case 'lesson.recorded': {
      const { lessonId, change } = event.data;
      return mapLesson(view, lessonId, (lesson) => {
        if (!lesson.record) return lesson;
        const record = recordAfter(lesson.record, change);
        return record ? { ...lesson, record } : lesson;
      });
    }
    case 'plan.drafts': {
      const { groupId, lessons, until } = event.data;
      const shown = view.lessons.some((lesson) => lesson.groupId === groupId && lesson.date === view.date);
      // What lies further ahead than the event tells is read anew.
      if (shown && until !== null && view.date >= until) return staleView(view);
      const drafts = new Map(lessons.map(({ lessonId, draft }) => [lessonId, draft]));
      return mapDrafts(view, (lesson, draft) => (drafts.has(lesson.id) ? (drafts.get(lesson.id) ?? null) : draft));
    }
    case 'plan.rows': {
      const { planId, state, groupIds, rows } = event.data;
      const drafted = mapDrafts(view, (lesson, draft) =>
        draft && groupIds.includes(lesson.groupId) ? draftAfter(draft, rows) : draft,
      );
      // Taken back to what was approved: nothing is left to put right.
      const solved = state === 'approved' && drafted.returned.some((plan) => plan.planId === planId);
      return solved ? { ...drafted, returned: drafted.returned.filter((plan) => plan.planId !== planId) } : drafted;
    }
    case 'lesson.changed':
      return lessonChanged(view, event.data);
    case 'settings.changed': {
      const { change } = event.data;
      if (change.field === 'reasonDays') return { ...view, reasonDays: change.value };
      return change.field === 'homeworkMinutes' ? withTerm(view, change.value) : view;
    }
    case 'absence.changed':
    case 'absence.reasoned': {
      const cell = cellOfEvent(event);
      const classId = event.data.whole?.classId;
      return cell ? mapHomeroom(view, classId, (own) => withCell(own, cell)) : view;
    }
    case 'classPlan.changed': {
      const { id, classId, date, removed } = event.data;
      const { from, to } = dueSpan(view.today);
      return mapHomeroom(view, classId, (own) => {
        const others = own.planned.filter((entry) => entry.id !== id);
        if (removed || date < from || date > to) return { ...own, planned: others };
        return { ...own, planned: put(others, { id, date }, () => false, byId) };
      });
    }
    case 'absenceNotice.changed': {
      const { id, status, classId } = event.data;
      return mapHomeroom(view, classId, (own) => {
        const others = own.notices.filter((notice) => notice !== id);
        const notices = status === 'sent' ? [...others, id].sort((a, b) => a - b) : others;
        return { ...own, notices };
      });
    }
    case 'plan.changed': {
      const { planId, note } = event.data;
      const known = view.returned.some((plan) => plan.planId === planId);
      if (note === null)
        return known ? { ...view, returned: view.returned.filter((plan) => plan.planId !== planId) } : view;
      // Its subject's name is not told, and whether he writes it is not known.
      if (!known) return staleView(view);
      return { ...view, returned: view.returned.map((plan) => (plan.planId === planId ? { ...plan, note } : plan)) };
    }
    default:
      return view;
  }
}

/** A lesson was given to somebody, moved, cancelled or brought back. What it now needs and the view has not read (a lesson that
 *  is new here, deadlines of the chosen day) is read anew. */
function lessonChanged(view: MyDayView, data: Extract<AppliedEvent, { name: 'lesson.changed' }>['data']): MyDayView {
  const { lessonId, date, number, startsAt, endsAt, room, status, teacher, substitute, from } = data;
  const mine = substitute?.id === view.personId;
  const shown =
    (mine && date >= addDays(view.today, -SUBSTITUTED_DAYS)) || (teacher.id === view.personId && isShown(view, date));
  const lesson = view.lessons.find((l) => l.id === lessonId);
  const placed = date !== from.date || number !== from.number || status !== from.status;
  const onDay = date === view.date || from.date === view.date;
  // Another lesson of a class may end its day, and with it the homework's term, earlier or later.
  const ends = placed && onDay && view.lessons.some((l) => l.date === view.date && l.classId === data.classId);
  if (!lesson) return shown || ends ? staleView(view) : view;
  const others = view.lessons.filter((l) => l !== lesson);
  if (!shown) return { ...view, lessons: others };
  if (placed && onDay) return staleView(view);
  const next: DayLesson = {
    ...lesson,
    ...{ date, number, room, starts: timeIn(startsAt, view.tz), ends: timeIn(endsAt, view.tz) },
    cancelled: status === 'cancelled',
    instead: mine ? teacher.name : null,
    by: substitute && !mine ? substitute.name : null,
    change: changeOf(data),
  };
  const place = others.findIndex((l) => isBefore(next, l));
  return { ...view, lessons: place < 0 ? [...others, next] : others.toSpliced(place, 0, next) };
}
const isBefore = (a: DayLesson, b: DayLesson): boolean =>
  a.date !== b.date ? a.date < b.date : a.number !== b.number ? a.number < b.number : a.id < b.id;

/** Another «Срок ДЗ»: every deadline moves by the difference. */
function withTerm(view: MyDayView, homeworkMinutes: number): MyDayView {
  const moved = homeworkMinutes - view.homeworkMinutes;
  const lessons = view.lessons.map((lesson) => {
    const { record } = lesson;
    if (!record) return lesson;
    return { ...lesson, record: { ...record, homeworkBy: addMinutes(record.homeworkBy, moved).toISOString() } };
  });
  return { ...view, homeworkMinutes, lessons };
}

type Record = NonNullable<DayLesson['record']>;
/** The texts of a lesson after one of them was written; null: another field was. A filled lesson is offered nothing. */
function recordAfter(record: Record, change: EventData<'lesson.recorded'>['change']): Record | null {
  let next: Record;
  if (change.field === 'topic') next = { ...record, topic: change.value };
  else if (change.field === 'homework') {
    const { state, text, dueDate } = change;
    next = { ...record, homework: state === null ? null : { state, text, dueDate } };
  } else return null;
  return next.topic !== null && next.homework !== null ? { ...next, draft: null } : next;
}

/** Drafts of the chosen day, the only ones that are shown. */
function mapDrafts(
  view: MyDayView,
  change: (lesson: DayLesson, draft: LessonDraft | null) => LessonDraft | null,
): MyDayView {
  let moved = false;
  const lessons = view.lessons.map((lesson) => {
    const { record } = lesson;
    if (!record) return lesson;
    const draft = change(lesson, record.draft);
    if (draft === record.draft) return lesson;
    moved = true;
    return { ...lesson, record: { ...record, draft } };
  });
  return moved ? { ...view, lessons } : view;
}

function mapHomeroom(
  view: MyDayView,
  classId: number | undefined,
  change: (own: DayHomeroom) => DayHomeroom,
): MyDayView {
  const at = view.homerooms.findIndex((own) => own.classId === classId);
  const own = view.homerooms[at];
  return own ? { ...view, homerooms: view.homerooms.with(at, change(own)) } : view;
}

const byId = byKeys<DayHomeroom['planned'][number]>((entry) => entry.id);
const unreasonedInOrder = byKeys<DayHomeroom['unreasoned'][number]>(
  (cell) => cell.lessonId,
  (cell) => cell.studentId,
);
function withCell(own: DayHomeroom, cell: AttendanceCell): DayHomeroom {
  const { lessonId, studentId, date } = cell;
  const same = (c: DayHomeroom['unreasoned'][number]) => c.lessonId === lessonId && c.studentId === studentId;
  const others = own.unreasoned.filter((c) => !same(c));
  const missing = cell.code === 'absent' && cell.reason === null && date >= own.openFrom;
  const entry = { lessonId, studentId, date };
  return { ...own, unreasoned: missing ? put(others, entry, () => false, unreasonedInOrder) : others };
}

function mapLesson(view: MyDayView, id: number, change: (lesson: DayLesson) => DayLesson): MyDayView {
  const at = view.lessons.findIndex((lesson) => lesson.id === id);
  const lesson = view.lessons[at];
  return lesson ? { ...view, lessons: view.lessons.with(at, change(lesson)) } : view;
}
