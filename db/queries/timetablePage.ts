import { type LessonsOf, readTimetableLessons, toTimetableLesson } from '#db/queries/timetableLessons.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { TimetableGroup, TimetableView } from '#lib/contract/timetableViews.ts';
import { concerns, type OffFor } from '#lib/domain/dayOff.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { className, listName, type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { weekParity } from '#lib/domain/timetable.ts';
import { daysOf, type TimetableBy, titleOf, weekOf } from '#lib/domain/timetableWeek.ts';
import { type Actor, can, isFamily } from '#lib/policy.ts';

export type TimetableAsked = { by: TimetableBy; id: string; week?: string | undefined };

/** Whose week it is, as far as the screen says it. `cls`: whose holidays; null: the whole school's. */
type Subject = {
  of: LessonsOf;
  title: string;
  cls: { id: number; grade: number } | null;
  student: { id: number; name: string; given: string; className: string } | null;
};

/** Расписание of a class, a teacher, a room or a student for one week; null when there is none, or it is not his to see. */
export async function timetablePage(
  actor: Actor,
  asked: TimetableAsked,
  db: Sql = sql(),
): Promise<TimetableView | null> {
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, h.seq from school s join school_log_head h on h.school_id = s.school_id
      where s.school_id = ${schoolId}`;
    const subject = await readSubject(tx, actor, asked);
    if (!school || !subject) return null;
    const { now, tz, seq } = school;
    const today = dayIn(now, tz);
    const week = weekOf(asked.week, today);
    const dates = daysOf(week);
    const [from, to] = [dates[0] ?? week, dates.at(-1) ?? week];
    const [rows, groups, offs] = await Promise.all([
      readTimetableLessons(tx, schoolId, subject.of, from, to),
      readGroups(tx, schoolId, subject.of, from, to),
      tx<OffRow[]>`select starts, ends, title, grades, class_ids as "classIds" from day_off
        where school_id = ${schoolId} and starts <= ${to} and ends >= ${from} order by starts, id`,
    ]);
    const parity = await readParity(
      tx,
      schoolId,
      [...new Set([...rows.map((row) => row.group_id), ...groups.map((g) => g.id)])],
      from,
      to,
    );
    return {
      view: 'timetable',
      seq,
      now: now.toISOString(),
      today,
      tz,
      by: asked.by,
      id: asked.id,
      title: subject.title,
      week,
      days: dates.map((date) => ({
        date,
        dayOff: offs.find((o) => o.starts <= date && date <= o.ends && concerns(o, subject.cls))?.title ?? null,
      })),
      lessons: rows.map((row) => toTimetableLesson(row, tz)),
      groups: groups.map(toGroup),
      parity,
      family:
        subject.student && isFamily(actor)
          ? {
              student: subject.student,
              children: actor.children.map((c) => ({ id: c.studentId, given: c.given, className: c.className })),
            }
          : null,
    };
  });
}

async function readSubject(tx: Tx, actor: Actor, { by, id }: TimetableAsked): Promise<Subject | null> {
  if (by === 'student') return readStudent(tx, actor, idNumber(id) ?? 0);
  if (!can(actor, 'timetable.read', { by })) return null;
  const { schoolId } = actor;
  if (by === 'room') {
    // A room is a text of the lessons: one that no lesson has is no room.
    const [room] = await tx`select from lesson where school_id = ${schoolId} and room = ${id} limit 1`;
    return room ? { of: { by, id }, title: titleOf(by, id), cls: null, student: null } : null;
  }
  const number = idNumber(id) ?? 0;
  if (by === 'teacher') {
    const [teacher] = await tx<
      PersonName[]
    >`select p.family_name as "familyName", p.given_name as "givenName", p.patronymic
      from person p where p.school_id = ${schoolId} and p.id = ${number} and (
        exists (select from group_teacher g where g.school_id = p.school_id and g.teacher_id = p.id)
        or exists (select from substitution s where s.school_id = p.school_id and s.teacher_id = p.id))`;
    return teacher ? { of: { by, id: number }, title: shortName(teacher), cls: null, student: null } : null;
  }
  const [row] = await tx<{ grade: number; letter: string; groupIds: number[] }[]>`select c.grade, c.letter,
      array(select distinct g.id from enrolment e
        join group_student gs on gs.school_id = e.school_id and gs.student_id = e.student_id
        join study_group g on g.school_id = gs.school_id and g.id = gs.group_id
        where e.school_id = c.school_id and e.class_id = c.id and g.mixed and g.class_id <> c.id) as "groupIds"
    from class c where c.school_id = ${schoolId} and c.id = ${number}`;
  if (!row) return null;
  return {
    of: { by, id: number, groupIds: row.groupIds },
    title: className(row),
    cls: { id: number, grade: row.grade },
    student: null,
  };
}

type StudentRow = PersonName & { class_id: number; grade: number; letter: string };
async function readStudent(tx: Tx, actor: Actor, studentId: number): Promise<Subject | null> {
  const [row] = await tx<StudentRow[]>`
    select p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.id as class_id, c.grade, c.letter
    from person p join enrolment e on e.school_id = p.school_id and e.student_id = p.id
      and e.starts <= (select school_today(p.school_id)) and (e.ends is null or e.ends >= (select school_today(p.school_id)))
    join class c on c.school_id = e.school_id and c.id = e.class_id
    where p.school_id = ${actor.schoolId} and p.id = ${studentId} order by e.starts desc limit 1`;
  if (!row || !can(actor, 'timetable.read', { by: 'student', studentId, classId: row.class_id })) return null;
  const student = { id: studentId, name: listName(row), given: row.givenName, className: className(row) };
  return {
    of: { by: 'student', id: studentId },
    title: `${student.name}, ${student.className}`,
    cls: { id: row.class_id, grade: row.grade },
    student,
  };
}

type OffRow = OffFor & { starts: string; ends: string; title: string };

/** Which of the two study weeks it is, when any of these groups has a place in one of them only. */
async function readParity(
  tx: Tx,
  schoolId: number,
  groupIds: number[],
  from: string,
  to: string,
): Promise<1 | 2 | null> {
  const [year] = await tx<{ starts: string }[]>`
    select y.starts from academic_year y where y.school_id = ${schoolId} and y.starts <= ${to} and y.ends >= ${from}
      and exists (select from timetable_slot t where t.school_id = y.school_id and t.group_id = any(${groupIds})
        and t.parity <> 0 and t.starts <= ${to} and t.ends >= ${from})
    order by y.starts desc limit 1`;
  return year ? weekParity(from, year.starts) : null;
}

type GroupRow = { id: number; subject: string; grade: number; letter: string; mixed: boolean; name: string };
/** Groups whose lessons may be moved into this week. */
function readGroups(tx: Tx, schoolId: number, of: LessonsOf, from: string, to: string) {
  const ids =
    of.by === 'class'
      ? tx`select id from study_group where school_id = ${schoolId} and class_id = ${of.id}
          union select unnest(${of.groupIds}::int[])`
      : of.by === 'teacher'
        ? tx`select group_id as id from group_teacher where school_id = ${schoolId} and teacher_id = ${of.id}
            and starts <= ${to} and (ends is null or ends >= ${from})`
        : of.by === 'student'
          ? tx`select group_id as id from group_student where school_id = ${schoolId} and student_id = ${of.id}
              and starts <= ${to} and (ends is null or ends >= ${from})`
          : // A room's lessons may be anybody's: one that comes into it is read anew.
            tx`select 0 as id where false`;
  return tx<GroupRow[]>`
    select g.id, s.name as subject, c.grade, c.letter, g.mixed, g.name from (${ids}) o
    join study_group g on g.school_id = ${schoolId} and g.id = o.id
    join class c on c.school_id = g.school_id and c.id = g.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id order by g.id`;
}
const toGroup = (g: GroupRow): TimetableGroup => ({
  groupId: g.id,
  subject: g.subject,
  className: g.mixed ? g.name : className(g),
  name: g.mixed ? '' : g.name,
});
