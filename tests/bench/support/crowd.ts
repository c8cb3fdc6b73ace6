import { openPool } from '#db/pool.ts';
import { SCHOOL, signIn } from '#tests/bench/support/people.ts';

/** One lesson that the whole school attends: what its teacher writes reaches every parent at once. */
export type Assembly = { lessonId: number; teacherCookie: string };

/** Adds parents to the demo school until it has `parents` of them, spread over all its students, and the assembly. */
export async function gatherCrowd(ownerUrl: string, parents: number): Promise<Assembly> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    return await sql
      .begin(async (tx) => {
        await tx`
        with students as (
          select student_id, row_number() over (order by student_id) as place, count(*) over () as all_of_them from enrolment
          where school_id = ${SCHOOL} and ends is null
        ), people as (
          insert into person (school_id, family_name, given_name, patronymic)
          select ${SCHOOL}, 'Родителев', 'Роман', n::text from generate_series(1, ${parents}::int) n returning id
        ), numbered as (select id, row_number() over (order by id) as place from people)
        insert into guardian (school_id, guardian_id, student_id, relation, starts)
        select ${SCHOOL}, n.id, s.student_id, 'отец', school_today(${SCHOOL}) - 30
        from numbered n join students s on s.place = 1 + n.place % s.all_of_them`;
        const [model] = await tx<
          { group_id: number; teacher_id: number }[]
        >`select gt.group_id, gt.teacher_id from group_teacher gt
        where gt.school_id = ${SCHOOL} and gt.ends is null order by gt.group_id limit 1`;
        const [group] = await tx<{ id: number }[]>`
        insert into study_group (school_id, year_id, class_id, subject_id, name, hours)
        select school_id, year_id, class_id, subject_id, 'линейка', hours from study_group
        where school_id = ${SCHOOL} and id = ${model?.group_id ?? 0} returning id`;
        const groupId = group?.id ?? 0;
        const teacherId = model?.teacher_id ?? 0;
        await tx`insert into group_teacher (school_id, group_id, teacher_id, starts)
        values (${SCHOOL}, ${groupId}, ${teacherId}, school_today(${SCHOOL}) - 30)`;
        await tx`insert into group_student (school_id, group_id, student_id, starts)
        select distinct ${SCHOOL}::int, ${groupId}::int, student_id, school_today(${SCHOOL}) - 30 from enrolment
        where school_id = ${SCHOOL} and ends is null`;
        const [lesson] = await tx<{ id: number }[]>`
        insert into lesson (school_id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at, room)
        select g.school_id, g.id, g.class_id, g.subject_id, ${teacherId}, school_today(${SCHOOL}), 1, school_now(${SCHOOL}),
          school_now(${SCHOOL}) + interval '45 minutes', '1'
        from study_group g where g.school_id = ${SCHOOL} and g.id = ${groupId} returning id`;
        return { lessonId: lesson?.id ?? 0, teacherId };
      })
      .then(async ({ lessonId, teacherId }) => {
        const [teacherCookie = ''] = await signIn(ownerUrl, [teacherId], 'teacher');
        return { lessonId, teacherCookie };
      });
  } finally {
    await sql.end();
  }
}
