import { documentOf, noticeOf, putPaper } from '#lib/contract/applyAttendance.ts';
import { byKeys, put, staleView } from '#lib/contract/applyTools.ts';
import type { AbsencesView } from '#lib/contract/attendanceViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';

type Row = AbsencesView['rows'][number];
const rowsInOrder = byKeys<Row>(
  (row) => Date.parse(row.date),
  (row) => row.lessonId,
);

/** A family's «Посещаемость»: each field takes an event by its version. */
export function applyToAbsences(view: AbsencesView, event: AppliedEvent): AbsencesView {
  switch (event.name) {
    case 'absence.changed': {
      const { studentId, lessonId, groupId, date, code, minutes, v } = event.data;
      if (studentId !== view.student.id || date < view.period.starts || date > view.period.ends) return view;
      const same = (row: Row) => row.lessonId === lessonId;
      const old = view.rows.find(same);
      if (old && old.v >= v) return view;
      const row = { reason: null, reasonV: 0, ...old, lessonId, groupId, date, code, minutes, v };
      return { ...view, rows: put(view.rows, row, same, rowsInOrder) };
    }
    case 'absence.reasoned': {
      const { studentId, lessonId, reason, v } = event.data;
      if (studentId !== view.student.id) return view;
      const at = view.rows.findIndex((row) => row.lessonId === lessonId);
      const old = view.rows[at];
      return old && old.reasonV < v ? { ...view, rows: view.rows.with(at, { ...old, reason, reasonV: v }) } : view;
    }
    case 'absenceDocument.changed': {
      if (event.data.studentId !== view.student.id || event.data.ends < view.period.starts) return view;
      const documents = putPaper(view.documents, documentOf(event.data));
      return documents === view.documents ? view : { ...view, documents };
    }
    case 'absenceNotice.changed': {
      if (event.data.studentId !== view.student.id || event.data.ends < view.period.starts) return view;
      const notices = putPaper(view.notices, noticeOf(event.data));
      return notices === view.notices ? view : { ...view, notices };
    }
    // How many lessons a day has is what a whole day is measured by.
    case 'lesson.changed': {
      const { date, from, groupId, status } = event.data;
      const group = view.groups.find((own) => own.groupId === groupId);
      const counts = (day: string) => view.period.starts <= day && day <= view.period.ends && day <= view.today;
      const moved = date !== from.date || status !== from.status;
      return group && !group.beside && moved && (counts(date) || counts(from.date)) ? staleView(view) : view;
    }
    default:
      return view;
  }
}
