import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { className, fullName, type PersonName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

export type LoadRow = { className: string; subject: string; hours: number; students: number };
export type LoadTeacher = { id: number; name: string; hours: number; rows: LoadRow[] };
export type LoadSheet = { school: string; today: string; teachers: LoadTeacher[]; hours: number; vacant: LoadRow[] };

type Row = PersonName & {
  teacher_id: number | null;
  grade: number;
  letter: string;
  subject: string;
  name: string;
  mixed: boolean;
  hours: number;
  students: number;
};

/** The sheet of loads for тарификация: teacher × class × subject × hours a week, as it stands today (003 П4 3.2.1 б, г). The
 *  hours are those of whoever holds the lessons; a second teacher of a group only writes in its journal. */
export async function loadSheet(actor: Actor, db: Sql = sql()): Promise<LoadSheet | null> {
  if (!can(actor, 'timetable.edit')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; name: string }[]>`
      select school_now(school_id) as now, tz, name from school where school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const rows = await tx<Row[]>`
      select t.teacher_id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.grade, c.letter,
        s.name as subject, g.name, g.mixed, g.hours, m.students
      from academic_year y
      join class c on c.school_id = y.school_id and c.year_id = y.id
      join study_group g on g.school_id = c.school_id and g.class_id = c.id
      join subject s on s.school_id = g.school_id and s.id = g.subject_id
      left join lateral (select gt.teacher_id from group_teacher gt where gt.school_id = g.school_id and gt.group_id = g.id
        and gt.starts <= ${today} and (gt.ends is null or gt.ends >= ${today})
        order by gt.place, gt.starts desc, gt.teacher_id limit 1) t on true
      left join person p on p.school_id = y.school_id and p.id = t.teacher_id
      cross join lateral (select count(*)::int as students from group_student gs where gs.school_id = g.school_id
        and gs.group_id = g.id and gs.starts <= ${today} and (gs.ends is null or gs.ends >= ${today})) m
      where y.school_id = ${schoolId} and ${today} between y.starts and y.ends
      order by p.family_name, p.given_name, p.patronymic, t.teacher_id, c.grade, c.letter collate "ru-x-icu", s.name, g.name`;
    const teachers: LoadTeacher[] = [];
    const vacant: LoadRow[] = [];
    for (const row of rows) {
      const load = {
        className: row.mixed ? row.name : className(row),
        subject: [row.subject, row.mixed ? '' : row.name].filter(Boolean).join(', '),
        ...{ hours: row.hours, students: row.students },
      };
      if (row.teacher_id === null) {
        vacant.push(load);
        continue;
      }
      let teacher = teachers.at(-1);
      if (teacher?.id !== row.teacher_id) {
        teacher = { id: row.teacher_id, name: fullName(row), hours: 0, rows: [] };
        teachers.push(teacher);
      }
      teacher.hours += row.hours;
      teacher.rows.push(load);
    }
    const hours = teachers.reduce((sum, teacher) => sum + teacher.hours, 0);
    return { school: school.name, today, teachers, hours, vacant };
  });
}
