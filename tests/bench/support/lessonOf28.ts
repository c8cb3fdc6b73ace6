import { openPool } from '#db/pool.ts';
import { SCHOOL } from '#tests/bench/support/people.ts';

/** The lesson that goes on now in the demo school, with exactly 28 pupils, its record empty. */
export const PUPILS = 28;
export type Lesson = { teacherId: number; lessonId: number; students: number[] };
/** What the database holds after a lesson has been filled. */
export type Kept = {
  marks: { studentId: number; value: number; number: number }[];
  absent: number[];
  rolled: boolean;
  topic: string | null;
  homework: string | null;
};

export async function prepareLesson(ownerUrl: string): Promise<Lesson> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    return await sql.begin(async (tx) => {
      const [lesson] = await tx<{ id: number; group_id: number; teacher_id: number; class_id: number }[]>`
        select l.id, l.group_id, l.teacher_id, l.class_id from lesson l
        join subject s on s.school_id = l.school_id and s.id = l.subject_id and s.graded
        join class c on c.school_id = l.school_id and c.id = l.class_id and c.grade between 5 and 9
        join study_group g on g.school_id = l.school_id and g.id = l.group_id and g.name = ''
        where l.school_id = ${SCHOOL} and l.status = 'planned'
          and school_now(${SCHOOL}) between l.starts_at and l.ends_at
          and not exists (select from substitution x where x.school_id = l.school_id and x.lesson_id = l.id)
        order by l.id limit 1`;
      if (!lesson) throw new Error('no lesson goes on in the demo school');
      const { id, group_id: groupId, teacher_id: teacherId } = lesson;
      await tx`delete from group_student where school_id = ${SCHOOL} and group_id = ${groupId} and ends is not null`;
      await tx`insert into group_student (school_id, group_id, student_id, starts)
        select ${SCHOOL}, ${groupId}, e.student_id, e.starts from enrolment e
        where e.school_id = ${SCHOOL} and e.ends is null and e.starts <= school_today(${SCHOOL})
          and e.student_id not in (select student_id from group_student where school_id = ${SCHOOL} and group_id = ${groupId})
        order by e.student_id
        limit greatest(0, ${PUPILS} - (select count(*) from group_student where school_id = ${SCHOOL} and group_id = ${groupId}))`;
      await tx`delete from group_student where school_id = ${SCHOOL} and group_id = ${groupId} and student_id in (
        select student_id from group_student where school_id = ${SCHOOL} and group_id = ${groupId}
        order by student_id offset ${PUPILS})`;
      const students = await tx<{ id: number }[]>`select p.id from group_student gs
        join person p on p.school_id = gs.school_id and p.id = gs.student_id
        where gs.school_id = ${SCHOOL} and gs.group_id = ${groupId} order by p.family_name, p.given_name, p.id`;
      await tx`delete from work where school_id = ${SCHOOL} and lesson_id = ${id} and number > 1
        and not exists (select from mark m where m.school_id = work.school_id and m.work_id = work.id)`;
      return { teacherId, lessonId: id, students: students.map((student) => student.id) };
    });
  } finally {
    await sql.end();
  }
}

/** Empties the lesson's record. `control`: a control work stands as its second column and `absent` is away. */
export async function emptyLesson(
  ownerUrl: string,
  lessonId: number,
  control: { absent: number } | null,
): Promise<void> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    await sql.begin(async (tx) => {
      for (const table of ['mark', 'attendance'])
        await tx`delete from ${tx(table)} where school_id = ${SCHOOL} and lesson_id = ${lessonId}`;
      await tx`delete from work where school_id = ${SCHOOL} and lesson_id = ${lessonId} and number > 1`;
      await tx`update lesson set topic = null, homework = null, homework_state = null, homework_minutes = null,
        roll_at = null, roll_by = null, due = 0, done = 0 where school_id = ${SCHOOL} and id = ${lessonId}`;
      if (!control) return;
      await tx`insert into work (school_id, lesson_id, group_id, on_date, number, type_id)
        select l.school_id, l.id, l.group_id, l.on_date, 2,
          (select id from work_type where school_id = ${SCHOOL} and control order by sort, id limit 1)
        from lesson l where l.school_id = ${SCHOOL} and l.id = ${lessonId}`;
      await tx`insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, set_by)
        select l.school_id, l.id, ${control.absent}, l.group_id, l.class_id, l.on_date, 'absent', l.teacher_id
        from lesson l where l.school_id = ${SCHOOL} and l.id = ${lessonId}`;
      await tx`update lesson set due = ${PUPILS - 1} where school_id = ${SCHOOL} and id = ${lessonId}`;
    });
  } finally {
    await sql.end();
  }
}

export async function readLesson(ownerUrl: string, lessonId: number): Promise<Kept> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const marks = await sql<Kept['marks']>`select m.student_id as "studentId", m.value, w.number
      from mark m join work w on w.school_id = m.school_id and w.id = m.work_id
      where m.school_id = ${SCHOOL} and m.lesson_id = ${lessonId} and m.value is not null`;
    const absent = await sql<{ id: number }[]>`select student_id as id from attendance
      where school_id = ${SCHOOL} and lesson_id = ${lessonId} and code = 'absent'`;
    const [lesson] = await sql<{ rolled: boolean; topic: string | null; homework: string | null }[]>`
      select roll_at is not null as rolled, topic, homework from lesson where school_id = ${SCHOOL} and id = ${lessonId}`;
    if (!lesson) throw new Error('the lesson is gone');
    return { ...lesson, marks: [...marks], absent: absent.map(({ id }) => id) };
  } finally {
    await sql.end();
  }
}
