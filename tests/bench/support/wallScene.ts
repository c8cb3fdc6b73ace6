import { openPool } from '#db/pool.ts';
import { controlWall } from '#db/queries/controlWall.ts';
import { actorOf } from '#db/sessions.ts';
import { connect, disconnect } from '#db/sql.ts';
import type { WallView } from '#lib/contract/wallView.ts';
import { type Cell, SCHOOL, signIn } from '#tests/bench/support/people.ts';

/** A lesson of the last days with a control work, and an ordinary work beside it: what is written in it moves the wall's counters,
 *  or does not. */
export type ControlLesson = {
  teacherCookie: string;
  lessonId: number;
  /** Cells of the control work and of the ordinary one. */
  control: Cell[];
  ordinary: Cell[];
  roll: { confirmed: boolean; v: number };
  topic: { given: boolean; v: number };
};

export async function findControlLesson(ownerUrl: string): Promise<ControlLesson> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const [lesson] = await sql<
      {
        id: number;
        teacher_id: number;
        work_id: number;
        group_id: number;
        topic_given: boolean;
        rolled: boolean;
        roll_v: number;
        topic_v: number;
      }[]
    >`
      select l.id, l.teacher_id, w.id as work_id, l.group_id, l.topic is not null as topic_given,
        l.roll_at is not null as rolled, l.roll_v, l.topic_v
      from lesson l
      join class c on c.school_id = l.school_id and c.id = l.class_id and c.grade > 1
      join work w on w.school_id = l.school_id and w.lesson_id = l.id and w.number = 1
      join work_type t on t.school_id = w.school_id and t.id = w.type_id and t.control
      join group_teacher gt on gt.school_id = l.school_id and gt.group_id = l.group_id and gt.teacher_id = l.teacher_id
        and gt.ends is null
      where l.school_id = ${SCHOOL} and l.status = 'planned' and l.due > 0
        and l.on_date between school_today(${SCHOOL}) - 14 and school_today(${SCHOOL})
      order by l.on_date desc, l.id limit 1`;
    if (!lesson) throw new Error('the demo school has no control work in the last two weeks');
    const { id: lessonId, work_id: workId } = lesson;
    const [added] = await sql<{ id: number }[]>`
      insert into work (school_id, lesson_id, group_id, on_date, number, type_id)
      select l.school_id, l.id, l.group_id, l.on_date, 9, (select id from work_type t where t.school_id = l.school_id
        and not t.control order by t.sort limit 1) from lesson l where l.school_id = ${SCHOOL} and l.id = ${lessonId}
      returning id`;
    const cells = await sql<{ studentId: number; value: number | null; v: number }[]>`
      select gs.student_id as "studentId", m.value, coalesce(m.value_v, 0) as v from group_student gs
      join lesson l on l.school_id = gs.school_id and l.group_id = gs.group_id
      left join mark m on m.school_id = gs.school_id and m.work_id = ${workId} and m.student_id = gs.student_id and m.number = 1
      where gs.school_id = ${SCHOOL} and l.id = ${lessonId} and gs.starts <= l.on_date and gs.ends is null
        and not exists (select from attendance a where a.school_id = gs.school_id and a.lesson_id = ${lessonId}
          and a.student_id = gs.student_id and a.code = 'absent')
        and m.value is distinct from 0
      order by gs.student_id`;
    const [teacherCookie = ''] = await signIn(ownerUrl, [lesson.teacher_id], 'teacher');
    const cellOf = { lessonId, number: 1 } as const;
    return {
      teacherCookie,
      lessonId,
      control: cells.map((cell) => ({ ...cellOf, ...cell, workId })),
      ordinary: cells.map(({ studentId }) => ({ ...cellOf, workId: added?.id ?? 0, studentId, value: null, v: 0 })),
      roll: { confirmed: lesson.rolled, v: lesson.roll_v },
      topic: { given: lesson.topic_given, v: lesson.topic_v },
    };
  } finally {
    await sql.end();
  }
}

/** A deputy's session. */
export async function signDeputyIn(ownerUrl: string): Promise<string> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const [deputy] = await sql<{ id: number }[]>`select person_id as id from role_grant
      where school_id = ${SCHOOL} and role = 'deputy' order by id limit 1`;
    const [cookie = ''] = await signIn(ownerUrl, [deputy?.id ?? 0], 'deputy');
    return cookie;
  } finally {
    await sql.end();
  }
}

/** The wall as a fresh page would show it. */
export async function readWall(appUrl: string, cookie: string): Promise<WallView> {
  const sql = connect(appUrl, { max: 1, name: 'bench' });
  try {
    const actor = await actorOf(cookie, sql);
    const view = actor && (await controlWall(actor, sql));
    if (!view) throw new Error('the deputy may not see the wall');
    return view;
  } finally {
    await disconnect(sql);
  }
}

/** Counts everything anew from lessons and marks: how many rows differ from what the writers have kept. */
export async function recount(ownerUrl: string): Promise<{ differences: number; ms: number }> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const since = performance.now();
    const [days] = await sql<{ differences: number }[]>`
      with counted as (
        select school_id, on_date, class_id, teacher_id, count(*) filter (where status = 'planned') as lessons,
          count(*) filter (where btrim(topic) <> '') as topic, count(*) filter (where homework_state is not null) as homework,
          count(*) filter (where roll_at is not null) as roll, sum(due) as due, sum(done) as done
        from lesson group by school_id, on_date, class_id, teacher_id
      )
      select count(*)::int as differences
      from counted c full join filling f using (school_id, on_date, class_id, teacher_id)
      -- A day on which all of a teacher's lessons are cancelled needs no row.
      where (coalesce(c.lessons, 0), coalesce(c.topic, 0), coalesce(c.homework, 0), coalesce(c.roll, 0), coalesce(c.due, 0), coalesce(c.done, 0))
        <> (coalesce(f.lessons, 0), coalesce(f.topic, 0), coalesce(f.homework, 0), coalesce(f.roll, 0), coalesce(f.due, 0), coalesce(f.done, 0))`;
    const ms = performance.now() - since;
    const [lessons] = await sql<{ differences: number }[]>`
      with counted as (
        select w.school_id, w.lesson_id, count(m.value) filter (where m.value > 0) as done
        from work w join work_type t on t.school_id = w.school_id and t.id = w.type_id and t.control
        left join mark m on m.school_id = w.school_id and m.work_id = w.id and m.number = 1 and not exists (
          select from attendance a where a.school_id = w.school_id and a.lesson_id = w.lesson_id
            and a.student_id = m.student_id and a.code = 'absent')
        group by w.school_id, w.lesson_id
      )
      select count(*)::int as differences from lesson l left join counted c on c.school_id = l.school_id and c.lesson_id = l.id
      where coalesce(c.done, 0) <> l.done`;
    return { differences: (days?.differences ?? Number.NaN) + (lessons?.differences ?? Number.NaN), ms };
  } finally {
    await sql.end();
  }
}
