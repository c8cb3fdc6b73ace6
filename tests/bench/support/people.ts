import { openPool } from '#db/pool.ts';
import { hashToken, newToken } from '#db/sessions.ts';

/** The school that is measured; others of the same database only stand beside it. */
export const SCHOOL = 1;

/** One cell of a journal as it stands now. */
export type Cell = {
  lessonId: number;
  workId: number;
  studentId: number;
  number: 1 | 2;
  value: number | null;
  v: number;
};
export type Teacher = { personId: number; cookie: string; cells: Cell[] };
export type Parent = { personId: number; studentId: number; cookie: string };

type Hat = 'teacher' | 'parent' | 'student' | 'deputy';

/** Opens a session for each person, all at once; returns their Cookie headers. */
export async function signIn(ownerUrl: string, people: readonly number[], hat: Hat): Promise<string[]> {
  const tokens = people.map(newToken);
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    await sql`insert into session (school_id, id, person_id, hat, expires_at, absolute_at, address, device)
      select ${SCHOOL}, t.id, t.person, ${hat}, now() + interval '12 hours', now() + interval '12 hours', '127.0.0.1', 'bench'
      from unnest(${tokens.map(hashToken)}::text[], ${[...people]}::int[]) t(id, person)`;
  } finally {
    await sql.end();
  }
  return tokens.map((token) => `zvonok=${token}`);
}

/** Teachers with the most pupils, each with the newest held lesson of `groups` of his groups: the cells of everybody who was there,
 *  first and second mark of the lesson's own work. */
export async function findTeachers(ownerUrl: string, count: number, groups: number): Promise<Teacher[]> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const rows = await sql<(Cell & { teacherId: number })[]>`
      with newest as (
        select distinct on (l.group_id) l.* from lesson l
        join class c on c.school_id = l.school_id and c.id = l.class_id and c.grade > 1
        join subject s on s.school_id = l.school_id and s.id = l.subject_id and s.graded
        join group_teacher gt on gt.school_id = l.school_id and gt.group_id = l.group_id and gt.teacher_id = l.teacher_id
          and gt.ends is null
        where l.school_id = ${SCHOOL} and l.status = 'planned' and l.on_date between school_today(${SCHOOL}) - 14
          and school_today(${SCHOOL})
        order by l.group_id, l.on_date desc, l.number desc
      ), cells as (
        select l.teacher_id, l.group_id, l.id as lesson_id, w.id as work_id, gs.student_id,
          dense_rank() over (partition by l.teacher_id order by l.group_id) as place
        from newest l
        join work w on w.school_id = l.school_id and w.lesson_id = l.id and w.number = 1
        join work_type t on t.school_id = w.school_id and t.id = w.type_id and not t.control
        join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id and gs.starts <= l.on_date
          and gs.ends is null
        where not exists (select from attendance a where a.school_id = l.school_id and a.lesson_id = l.id
          and a.student_id = gs.student_id and a.code = 'absent')
      ), teachers as (
        select teacher_id from cells where place <= ${groups} group by teacher_id
        order by count(*) desc, teacher_id limit ${count}
      )
      select c.teacher_id as "teacherId", c.lesson_id as "lessonId", c.work_id as "workId", c.student_id as "studentId",
        n.number, m.value, coalesce(m.value_v, 0) as v
      from cells c join teachers using (teacher_id) cross join (values (1::smallint), (2)) n(number)
      left join mark m on m.school_id = ${SCHOOL} and m.work_id = c.work_id and m.student_id = c.student_id
        and m.number = n.number
      where c.place <= ${groups}
      order by c.teacher_id, n.number, c.lesson_id, c.student_id`;
    const people = [...new Set(rows.map((row) => row.teacherId))];
    if (people.length < count) throw new Error(`the school has ${people.length} teachers with lessons, not ${count}`);
    const cookies = await signIn(ownerUrl, people, 'teacher');
    return people.map((personId, at) => ({
      personId,
      cookie: cookies[at] ?? '',
      cells: rows.filter((row) => row.teacherId === personId).map(({ teacherId: _, ...cell }) => cell),
    }));
  } finally {
    await sql.end();
  }
}

/** Parents who may read electronically, each with one child; those of `first` students come first. */
export async function findParents(ownerUrl: string, count: number, first: readonly number[]): Promise<Parent[]> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const rows = await sql<{ personId: number; studentId: number }[]>`
      select * from (
        select distinct on (g.guardian_id) g.guardian_id as "personId", g.student_id as "studentId",
          g.student_id = any (${[...first]}::int[]) as wanted
        from guardian g
        join enrolment e on e.school_id = g.school_id and e.student_id = g.student_id and e.ends is null
        where g.school_id = ${SCHOOL} and g.inform = 'electronic' and g.ends is null
          and not exists (select from consent c where c.school_id = g.school_id and c.student_id = g.student_id
            and c.guardian_id = g.guardian_id and c.status <> 'given')
        order by g.guardian_id, g.student_id = any (${[...first]}::int[]) desc, g.student_id
      ) one order by wanted desc, "personId" limit ${count}`;
    if (rows.length < count) throw new Error(`the school has ${rows.length} parents, not ${count}`);
    const cookies = await signIn(
      ownerUrl,
      rows.map((row) => row.personId),
      'parent',
    );
    return rows.map(({ personId, studentId }, at) => ({ personId, studentId, cookie: cookies[at] ?? '' }));
  } finally {
    await sql.end();
  }
}
