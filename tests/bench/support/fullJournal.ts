import { openPool } from '#db/pool.ts';
import { SCHOOL } from '#tests/bench/support/people.ts';

/** The journal that the page bench opens: 30 students by 40 lessons in one quarter, all of them held, filled with marks that
 *  depend on nothing but their place: 88 % marks, 7 % absences, the rest empty; of the marks 2 % corrected, 1 % with a comment. */
const STUDENTS = 30;
const LESSONS = 40;

export type FullJournal = { groupId: number; teacherId: number };

export async function fillJournal(ownerUrl: string): Promise<FullJournal> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    return await sql.begin(async (tx) => {
      const [group] = await tx<
        { id: number; teacher_id: number; class_id: number; subject_id: number; starts: string; ends: string }[]
      >`
        select g.id, gt.teacher_id, g.class_id, g.subject_id, p.starts::text, p.ends::text from study_group g
        join group_teacher gt on gt.school_id = g.school_id and gt.group_id = g.id and gt.ends is null
        join class c on c.school_id = g.school_id and c.id = g.class_id and c.grade between 5 and 9
        join period p on p.school_id = g.school_id and p.kind = c.period_kind
          and school_today(${SCHOOL}) between p.starts and p.ends
        where g.school_id = ${SCHOOL} and g.name = '' and (select count(*) from lesson l where l.school_id = g.school_id
          and l.group_id = g.id and l.on_date between p.starts and p.ends) >= ${LESSONS}
        order by (select count(*) from group_student gs where gs.school_id = g.school_id and gs.group_id = g.id
          and gs.ends is null) desc, g.id limit 1`;
      if (!group) throw new Error(`no group of the demo school has ${LESSONS} lessons in the running quarter`);
      const { id, teacher_id: teacherId } = group;
      await tx`delete from group_student where school_id = ${SCHOOL} and group_id = ${id} and ends is not null`;
      await tx`insert into group_student (school_id, group_id, student_id, starts)
        select ${SCHOOL}, ${id}, e.student_id, e.starts from enrolment e
        where e.school_id = ${SCHOOL} and e.ends is null
          and e.student_id not in (select student_id from group_student where school_id = ${SCHOOL} and group_id = ${id})
        order by e.student_id
        limit ${STUDENTS} - (select count(*) from group_student where school_id = ${SCHOOL} and group_id = ${id})`;

      // Exactly 40 lessons, each with its own work alone; whatever hung on the others goes with them.
      const lessons = await tx<{ id: number }[]>`select id from lesson where school_id = ${SCHOOL} and group_id = ${id}
        and on_date between ${group.starts} and ${group.ends} order by on_date, number`;
      const kept = lessons.slice(0, LESSONS).map((lesson) => lesson.id);
      const extra = lessons.slice(LESSONS).map((lesson) => lesson.id);
      await tx`delete from mark_note where school_id = ${SCHOOL} and group_id = ${id}`;
      for (const table of ['mark', 'attendance'])
        await tx`delete from ${tx(table)} where school_id = ${SCHOOL} and group_id = ${id}`;
      await tx`delete from work where school_id = ${SCHOOL} and (lesson_id = any (${extra}::int[]) or group_id = ${id} and number > 1)`;
      for (const table of ['homework_done', 'substitution'])
        await tx`delete from ${tx(table)} where school_id = ${SCHOOL} and lesson_id = any (${extra}::int[])`;
      await tx`delete from lesson where school_id = ${SCHOOL} and id = any (${extra}::int[])`;
      await tx`update school set clock_offset = (select starts_at + interval '20 minutes' from lesson
          where school_id = ${SCHOOL} and id = ${kept.at(-1) ?? 0}) - now() where school_id = ${SCHOOL}`;

      // Lessons that the demo has not held yet get topics and homework of other grades' lessons in the subject.
      await tx`
        with missing as (
          select id, row_number() over (order by on_date, number) as place, lead(id) over (order by on_date, number) as next_id
          from lesson where school_id = ${SCHOOL} and id = any (${kept}::int[])
        ), given as (
          select topic, kind, homework, homework_minutes, row_number() over (order by id) as place from lesson
          where school_id = ${SCHOOL} and subject_id = ${group.subject_id} and class_id <> ${group.class_id}
            and topic is not null and homework is not null
        )
        update lesson l set status = 'planned', topic = coalesce(l.topic, g.topic), topic_v = 1, kind = coalesce(l.kind, g.kind),
          homework_state = 'given', homework = coalesce(l.homework, g.homework), homework_v = 1,
          homework_minutes = coalesce(l.homework_minutes, g.homework_minutes), homework_due_id = m.next_id,
          roll_at = l.starts_at, roll_v = 1
        from missing m join given g using (place) where l.school_id = ${SCHOOL} and l.id = m.id`;
      await tx`
        with cells as (
          select l.id as lesson_id, l.on_date, l.starts_at, w.id as work_id, gs.student_id,
            abs(hashtext(dense_rank() over (order by gs.student_id) || ':' || dense_rank() over (order by l.on_date, l.number)))
              % 10000 as chance
          from lesson l join work w on w.school_id = l.school_id and w.lesson_id = l.id
          join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
          where l.school_id = ${SCHOOL} and l.id = any (${kept}::int[])
        ), absent as (
          insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, set_by)
          select ${SCHOOL}, lesson_id, student_id, ${id}, ${group.class_id}, on_date, 'absent', ${teacherId}
          from cells where chance >= 9300
        )
        insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id, on_date, value,
          previous, set_at, set_by, value_v, comment, comment_v)
        select ${SCHOOL}, work_id, student_id, 1, lesson_id, ${id}, ${group.class_id}, ${group.subject_id}, on_date,
          case when chance % 100 < 34 then 5 when chance % 100 < 76 then 4 when chance % 100 < 96 then 3 else 2 end,
          case when chance % 50 = 0 then 2 end, starts_at + interval '25 minutes', ${teacherId},
          case when chance % 50 = 0 then 2 else 1 end,
          case when chance % 97 = 0 then 'Подготовиться к пересдаче' end, case when chance % 97 = 0 then 1 else 0 end
        from cells where chance < 8800`;
      return { groupId: id, teacherId };
    });
  } finally {
    await sql.end();
  }
}
