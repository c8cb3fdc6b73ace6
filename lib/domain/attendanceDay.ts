import type { AbsenceDocument, AbsenceNotice, AttendanceCell, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { covers, isOverdue } from '#lib/domain/absences.ts';
import { addDays } from '#lib/domain/time.ts';

/** What «Журнал дня» shows and counts. */

/** Documents and reports that ended longer ago are found in the student's registry, days. */
const PAPERS_BACK = 30;
/** The first last day of the documents and reports that a day's page holds: those of the day itself and of the last weeks. */
export const papersFrom = (view: { date: string; today: string }): string =>
  addDays(view.date < view.today ? view.date : view.today, -PAPERS_BACK);
export const isShownPaper = (view: { date: string; today: string }, paper: { ends: string }): boolean =>
  paper.ends >= papersFrom(view);

type Lesson = AttendanceView['lessons'][number];
type Student = AttendanceView['students'][number];

/** What is known beforehand of a student at a lesson: a document in force, or a report of the parents nobody has answered. */
export type Foretold = { document: AbsenceDocument } | { notice: AbsenceNotice };
export function foretold(
  view: Pick<AttendanceView, 'documents' | 'notices'>,
  studentId: number,
  at: { date: string; number: number },
): Foretold | null {
  const document = view.documents.findLast((d) => d.active && d.studentId === studentId && covers(d, at));
  if (document) return { document };
  const notice = view.notices.findLast(
    (n) => n.status === 'sent' && n.studentId === studentId && n.starts <= at.date && at.date <= n.ends,
  );
  return notice ? { notice } : null;
}

/** A student at one number of the day. Several lessons in one number: a club beside a subgroup's lesson. */
export type DayCell = { lesson: Lesson; cell: AttendanceCell | null; foretold: Foretold | null };
export type DayRow = { student: Student; cells: (DayCell | null)[]; missed: number };
export type DayColumn = { number: number; starts: string; subjects: string[] };

export const dayColumns = (view: Pick<AttendanceView, 'lessons' | 'groups'>): DayColumn[] =>
  [...new Set(view.lessons.map((lesson) => lesson.number))]
    .sort((a, b) => a - b)
    .map((number) => {
      const own = view.lessons.filter((lesson) => lesson.number === number);
      const names = own.map((l) => view.groups.find((g) => g.groupId === l.groupId)?.subject ?? '');
      return { number, starts: own[0]?.starts ?? '', subjects: [...new Set(names)] };
    });

/** The students of the day, each with what stands at every number. */
export function dayRows(view: AttendanceView, columns: readonly DayColumn[]): DayRow[] {
  const cells = new Map(view.cells.map((cell) => [`${cell.lessonId}:${cell.studentId}`, cell]));
  return view.students
    .filter((s) => s.from <= view.date && (s.to === null || view.date <= s.to))
    .map((student) => {
      const own = view.lessons.filter((lesson) => lesson.members.includes(student.id));
      const row = columns.map(({ number }): DayCell | null => {
        const here = own.filter((lesson) => lesson.number === number);
        // What was written outweighs what was not.
        const lesson = here.find((l) => cells.get(`${l.id}:${student.id}`)?.code) ?? here[0];
        if (!lesson) return null;
        return {
          lesson,
          cell: cells.get(`${lesson.id}:${student.id}`) ?? null,
          foretold: foretold(view, student.id, { date: view.date, number }),
        };
      });
      return { student, cells: row, missed: row.filter((cell) => cell?.cell?.code === 'absent').length };
    });
}

/** «Пропуски без причины»: a student's day. */
export type UnreasonedDay = { studentId: number; date: string; cells: AttendanceCell[]; overdue: boolean };
export function unreasonedDays(
  view: Pick<AttendanceView, 'cells' | 'today' | 'openFrom' | 'reasonDays'>,
): UnreasonedDay[] {
  const days = new Map<string, UnreasonedDay>();
  for (const cell of view.cells) {
    if (cell.code !== 'absent' || cell.reason !== null || cell.date < view.openFrom) continue;
    const key = `${cell.date}:${cell.studentId}`;
    const day = days.get(key) ?? {
      ...{ studentId: cell.studentId, date: cell.date, cells: [] },
      overdue: isOverdue(cell.date, view.today, view.reasonDays),
    };
    day.cells.push(cell);
    days.set(key, day);
  }
  return [...days.values()].sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
}

/** Who is away on the day, and how: students, not lessons. */
export type DayCounts = { away: number; whole: number; late: number; unreasoned: number };
export function countDay(rows: readonly DayRow[]): DayCounts {
  const counts: DayCounts = { away: 0, whole: 0, late: 0, unreasoned: 0 };
  for (const { cells, missed } of rows) {
    const held = cells.filter((cell) => cell && !cell.lesson.cancelled).length;
    if (missed > 0) counts.away += 1;
    if (missed > 0 && missed === held) counts.whole += 1;
    if (cells.some((cell) => cell?.cell?.code === 'late')) counts.late += 1;
    if (cells.some((cell) => cell?.cell?.code === 'absent' && cell.cell.reason === null)) counts.unreasoned += 1;
  }
  return counts;
}
