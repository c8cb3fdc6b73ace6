import { readDocuments, readNotices } from '#db/queries/absencePapers.ts';
import { childAsked, readPeriods, readStudent } from '#db/queries/diaryStudent.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { AbsencesView, AttendanceGroup } from '#lib/contract/attendanceViews.ts';
import { type Actor, can } from '#lib/policy.ts';

/** A family's «Посещаемость»: the missed lessons of one child over one period (003 П6 3.2); null when there is none. */
export async function familyAbsences(
  actor: Actor,
  asked: { studentId?: number | undefined; periodId?: number | undefined },
  db: Sql = sql(),
): Promise<AbsencesView | null> {
  const child = childAsked(actor, asked.studentId);
  if (!child) return null;
  const { schoolId } = actor;
  const { studentId } = child;
  return readAs(db, contextOf(actor), async (tx) => {
    const head = await readStudent(tx, actor, studentId);
    if (!head) return null;
    const { seq, now, today, tz, student, children } = head;
    const periods = (await readPeriods(tx, schoolId, studentId)).filter((p) => p.starts <= today);
    const period = periods.find((p) => p.id === asked.periodId) ?? periods.at(-1);
    if (!period) return null;
    const [groups, held, rows, documents, notices] = await Promise.all([
      readStudentGroups(tx, schoolId, studentId),
      heldByDay(tx, schoolId, studentId, period.starts, period.ends < today ? period.ends : today),
      tx<AbsencesView['rows']>`select lesson_id as "lessonId", group_id as "groupId", on_date as date, code, minutes,
          code_v as v, reason, reason_v as "reasonV"
        from attendance where school_id = ${schoolId} and student_id = ${studentId}
          and on_date between ${period.starts} and ${period.ends} order by on_date, lesson_id`,
      readDocuments(tx, schoolId, { studentId }, period.starts, false),
      readNotices(tx, schoolId, { studentId }, period.starts),
    ]);
    const { id, name, given, className } = student;
    return {
      ...{ view: 'absences', seq, now, today, tz, student: { id, name, given, className }, children, period, periods },
      ...{ groups, held: [...held], rows: [...rows], documents, notices },
      mayReport: can(actor, 'absenceNotice.send', { studentId }),
    };
  });
}

/** Every group the student is or was in; `beside`: clubs and electives, beside the class's timetable. */
export async function readStudentGroups(tx: Tx, schoolId: number, studentId: number): Promise<AttendanceGroup[]> {
  return [
    ...(await tx<AttendanceGroup[]>`
      select distinct g.id as "groupId", s.name as subject, g.name,
        g.mixed or g.kind not in ('class', 'subgroup', 'individual', 'family') as beside
      from group_student gs join study_group g on g.school_id = gs.school_id and g.id = gs.group_id
      join subject s on s.school_id = g.school_id and s.id = g.subject_id
      where gs.school_id = ${schoolId} and gs.student_id = ${studentId} order by g.id`),
  ];
}

/** Lessons of the student's class or subgroup by day: what a whole day is measured by. */
export const heldByDay = (tx: Tx, schoolId: number, studentId: number, from: string, to: string) => tx<
  { date: string; lessons: number }[]
>`
  select l.on_date as date, count(*)::int as lessons
  from group_student gs join study_group g on g.school_id = gs.school_id and g.id = gs.group_id and not g.mixed
    and g.kind in ('class', 'subgroup', 'individual', 'family')
  join lesson l on l.school_id = g.school_id and l.group_id = g.id and l.on_date between ${from} and ${to}
    and l.on_date >= gs.starts and (gs.ends is null or l.on_date <= gs.ends) and l.status = 'planned'
  where gs.school_id = ${schoolId} and gs.student_id = ${studentId} group by l.on_date order by l.on_date`;
