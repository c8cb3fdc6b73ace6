import { openPool } from '#db/pool.ts';
import { SCHOOL } from '#tests/bench/support/people.ts';

/** The widest journal a school has: 35 students by 180 columns in one half-year, a lesson nearly every day and a second
 *  work in each. Every cell but those of the last `FREE` columns is filled, by its place alone. */
export const STUDENTS = 35;
export const COLUMNS = 180;
/** Columns at the end that stand empty, for typing and pasting. */
export const FREE = 12;

export type WideJournal = { groupId: number; teacherId: number };

export async function fillWideJournal(ownerUrl: string): Promise<WideJournal> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    return await sql.begin(async (tx) => {
      const [group] = await tx<
        { id: number; teacher_id: number; class_id: number; subject_id: number; starts: string; ends: string }[]
      >`
        select g.id, gt.teacher_id, g.class_id, g.subject_id, p.starts::text, p.ends::text from study_group g
        join group_teacher gt on gt.school_id = g.school_id and gt.group_id = g.id and gt.ends is null
        join class c on c.school_id = g.school_id and c.id = g.class_id and c.period_kind = 'half'
        join subject s on s.school_id = g.school_id and s.id = g.subject_id and s.graded
        join period p on p.school_id = g.school_id and p.kind = c.period_kind
          and school_today(${SCHOOL}) between p.starts and p.ends
        where g.school_id = ${SCHOOL} and g.name = ''
        order by (select count(*) from lesson l where l.school_id = g.school_id and l.group_id = g.id
          and l.on_date between p.starts and p.ends) desc, g.id limit 1`;
      if (!group) throw new Error('no group of the demo school is taught by half-years');
      const { id, teacher_id: teacherId, class_id: classId, subject_id: subjectId, starts, ends } = group;
      await tx`delete from group_student where school_id = ${SCHOOL} and group_id = ${id} and ends is not null`;
      await tx`insert into group_student (school_id, group_id, student_id, starts)
        select ${SCHOOL}, ${id}, e.student_id, ${starts} from enrolment e
        where e.school_id = ${SCHOOL} and e.ends is null
          and e.student_id not in (select student_id from group_student where school_id = ${SCHOOL} and group_id = ${id})
        order by e.student_id
        limit ${STUDENTS} - (select count(*) from group_student where school_id = ${SCHOOL} and group_id = ${id})`;
      await tx`update group_student set starts = ${starts} where school_id = ${SCHOOL} and group_id = ${id}`;
      await tx`delete from mark_note where school_id = ${SCHOOL} and group_id = ${id}`;
      for (const table of ['mark', 'attendance'])
        await tx`delete from ${tx(table)} where school_id = ${SCHOOL} and group_id = ${id}`;

      // As many works in each lesson as make 180 columns: whatever is over is taken away, what is missing is added.
      const lessons = await tx<{ id: number; on_date: string }[]>`select id, on_date::text from lesson
        where school_id = ${SCHOOL} and group_id = ${id} and on_date between ${starts} and ${ends} order by on_date, number`;
      await tx`update lesson set status = 'planned', roll_at = starts_at, roll_v = 1 where school_id = ${SCHOOL}
        and group_id = ${id} and on_date between ${starts} and ${ends}`;
      await tx`delete from work where school_id = ${SCHOOL} and group_id = ${id} and on_date between ${starts} and ${ends}`;
      await tx`insert into work (school_id, lesson_id, group_id, on_date, number, type_id)
        select ${SCHOOL}, l.id, ${id}, l.on_date, n,
          (select id from work_type where school_id = ${SCHOOL} and not control order by sort, id offset (n - 1) limit 1)
        from unnest(${lessons.map((lesson) => lesson.id)}::int[]) with ordinality as k(id, place)
        join lesson l on l.school_id = ${SCHOOL} and l.id = k.id
        cross join generate_series(1, ${Math.ceil(COLUMNS / lessons.length)}) n
        order by n, k.place limit ${COLUMNS}`;
      await tx`update school set clock_offset = (select starts_at + interval '20 minutes' from lesson
          where school_id = ${SCHOOL} and id = ${lessons.at(-1)?.id ?? 0}) - now() where school_id = ${SCHOOL}`;
      await tx`
        with cells as (
          select w.lesson_id, w.on_date, l.starts_at, w.id as work_id, gs.student_id,
            dense_rank() over (order by l.on_date, l.number, w.number) as place,
            abs(hashtext(dense_rank() over (order by gs.student_id) || ':' || dense_rank() over (order by l.on_date, l.number, w.number)))
              % 100 as chance
          from work w join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
          join group_student gs on gs.school_id = w.school_id and gs.group_id = w.group_id
          where w.school_id = ${SCHOOL} and w.group_id = ${id} and w.on_date between ${starts} and ${ends}
        )
        insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id, on_date, value,
          set_at, set_by, value_v)
        select ${SCHOOL}, work_id, student_id, 1, lesson_id, ${id}, ${classId}, ${subjectId}, on_date,
          case when chance < 34 then 5 when chance < 76 then 4 when chance < 96 then 3 else 2 end,
          starts_at + interval '25 minutes', ${teacherId}, 1
        from cells where place <= ${COLUMNS - FREE}`;
      return { groupId: id, teacherId };
    });
  } finally {
    await sql.end();
  }
}
