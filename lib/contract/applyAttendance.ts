import { byKeys, put, staleView } from '#lib/contract/applyTools.ts';
import type {
  AbsenceCase,
  AbsenceDocument,
  AbsenceNotice,
  AttendanceCell,
  AttendanceView,
} from '#lib/contract/attendanceViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { isShownPaper } from '#lib/domain/attendanceDay.ts';
import { timeIn } from '#lib/domain/time.ts';

type Cell = AttendanceCell;
export const cellsInOrder = byKeys<Cell>(
  (c) => c.lessonId,
  (c) => c.studentId,
);
const papersInOrder = byKeys<{ id: number }>((paper) => paper.id);
const casesInOrder = byKeys<AbsenceCase>(
  (c) => c.studentId,
  (c) => Date.parse(c.openedOn),
);

/** Whether «Журнал дня» holds a cell: all of its day, and the absences without a reason that can still be explained. */
const isHeld = (view: Pick<AttendanceView, 'date' | 'openFrom'>, cell: Cell): boolean =>
  cell.date === view.date || (cell.code === 'absent' && cell.reason === null && cell.date >= view.openFrom);

type CellEvent = Extract<AppliedEvent, { name: 'absence.changed' | 'absence.reasoned' }>;
/** The cell as a whole, with both authors; null when the event does not tell it to this viewer. */
export function cellOfEvent({ data }: CellEvent): Cell | null {
  if (!data.whole) return null;
  const { classId: _, ...whole } = data.whole;
  const { lessonId, groupId, date, studentId } = data;
  return { lessonId, groupId, date, studentId, ...whole };
}

/** The paper in its place; the same list when a newer state of it is known. */
export function putPaper<P extends { id: number; v: number }>(papers: P[], paper: P): P[] {
  const old = papers.find((p) => p.id === paper.id);
  return old && old.v >= paper.v ? papers : put(papers, paper, (p) => p.id === paper.id, papersInOrder);
}
export function documentOf(data: Extract<AppliedEvent, { name: 'absenceDocument.changed' }>['data']): AbsenceDocument {
  const { classId: _, ...document } = data;
  return document;
}
export function noticeOf(data: Extract<AppliedEvent, { name: 'absenceNotice.changed' }>['data']): AbsenceNotice {
  const { classId: _, ...notice } = data;
  return notice;
}

/** A lesson that moves within the day moves its column; who belongs to one that comes from another day is asked anew. */
function lessonChanged(
  view: AttendanceView,
  { lessonId, groupId, date, number, room, status, startsAt, endsAt }: Changed,
): AttendanceView {
  const old = view.lessons.find((lesson) => lesson.id === lessonId);
  if (!old) return date === view.date && view.groups.some((g) => g.groupId === groupId) ? staleView(view) : view;
  const others = view.lessons.filter((lesson) => lesson !== old);
  if (date !== view.date) return { ...view, lessons: others };
  const starts = timeIn(startsAt, view.tz);
  const ends = timeIn(endsAt, view.tz);
  const next = { ...old, number, room, starts, ends, cancelled: status === 'cancelled' };
  return { ...view, lessons: put(others, next, () => false, lessonsInOrder) };
}
type Changed = Extract<AppliedEvent, { name: 'lesson.changed' }>['data'];
const lessonsInOrder = byKeys<AttendanceView['lessons'][number]>(
  (lesson) => lesson.number,
  (lesson) => lesson.id,
);

/** «Журнал дня»: each field takes an event by its version. */
export function applyToAttendance(view: AttendanceView, event: AppliedEvent): AttendanceView {
  switch (event.name) {
    case 'absence.changed':
    case 'absence.reasoned': {
      const cell = cellOfEvent(event);
      if (!cell || event.data.whole?.classId !== view.class.id) return view;
      const same = (c: Cell) => c.lessonId === cell.lessonId && c.studentId === cell.studentId;
      const old = view.cells.find(same);
      if (old && (old.v > cell.v || old.reasonV > cell.reasonV || (old.v === cell.v && old.reasonV === cell.reasonV)))
        return view;
      if (isHeld(view, cell)) return { ...view, cells: put(view.cells, cell, same, cellsInOrder) };
      return old ? { ...view, cells: view.cells.filter((c) => c !== old) } : view;
    }
    case 'roll.confirmed': {
      const { lessonId, groupId, confirmed, v } = event.data;
      const at = view.lessons.findIndex((l) => l.id === lessonId);
      const lesson = view.lessons[at];
      const beside = view.groups.some((group) => group.groupId === groupId && group.beside);
      return lesson && !beside && lesson.rollV < v
        ? { ...view, lessons: view.lessons.with(at, { ...lesson, roll: confirmed, rollV: v }) }
        : view;
    }
    case 'absenceDocument.changed': {
      if (event.data.classId !== view.class.id || !isShownPaper(view, event.data)) return view;
      const documents = putPaper(view.documents, documentOf(event.data));
      return documents === view.documents ? view : { ...view, documents };
    }
    case 'absenceNotice.changed': {
      if (event.data.classId !== view.class.id || !isShownPaper(view, event.data)) return view;
      const notices = putPaper(view.notices, noticeOf(event.data));
      return notices === view.notices ? view : { ...view, notices };
    }
    case 'absenceCase.changed': {
      const { studentId, classId, openedOn, status, note, v } = event.data;
      if (classId !== view.class.id) return view;
      const same = (c: AbsenceCase) => c.studentId === studentId && c.openedOn === openedOn;
      const old = view.cases.find(same);
      if (old && old.v >= v) return view;
      const next = { studentId, openedOn, status, notes: [...(old?.notes ?? []), note], v };
      return { ...view, cases: put(view.cases, next, same, casesInOrder) };
    }
    case 'lesson.changed':
      return event.seq > view.seq ? lessonChanged(view, event.data) : view;
    case 'settings.changed': {
      const { change } = event.data;
      return change.field === 'reasonDays' ? { ...view, reasonDays: change.value } : view;
    }
    default:
      return view;
  }
}
