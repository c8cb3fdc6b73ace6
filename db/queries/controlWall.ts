import { lagColumn } from '#db/queries/planDates.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { WallDay, WallLesson, WallView } from '#lib/contract/wallView.ts';
import { shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, dayIn } from '#lib/domain/time.ts';
import { homeworkTimes } from '#lib/domain/wall.ts';
import { type Actor, can } from '#lib/policy.ts';

/** How many days back the counters of filling are shown: «за три недели». */
const DAYS_BACK = 21;

type LessonRow = Omit<WallLesson, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date };

/** Контроль: сегодня. Reads today's lessons and the day counters, never the marks: it costs the same in May as in
 *  September, and the same with ten times the pupils in other schools. */
export async function controlWall(actor: Actor, db: Sql = sql()): Promise<WallView | null> {
  if (!can(actor, 'wall.read')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; settings: unknown; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const { homeworkMinutes } = parseSettings(school.settings);
    const [classes, teachers, lessons, absences, away, days, remarks, lags] = await Promise.all([
      tx<WallView['classes']>`select c.id, c.grade, c.letter, (select count(*)::int from enrolment e
          where e.school_id = c.school_id and e.class_id = c.id and e.starts <= ${today}
            and (e.ends is null or e.ends >= ${today})) as students
        from class c join academic_year y on y.school_id = c.school_id and y.id = c.year_id
        where c.school_id = ${schoolId} and ${today} between y.starts and y.ends order by c.grade, c.letter collate "ru-x-icu"`,
      tx<{ id: number; familyName: string; givenName: string; patronymic: string | null }[]>`
        select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic from person p
        where p.school_id = ${schoolId} and p.id in (
          select teacher_id from lesson where school_id = ${schoolId} and on_date = ${today})
        order by p.family_name, p.given_name, p.id`,
      tx<LessonRow[]>`select l.id, l.group_id as "groupId", l.class_id as "classId", l.number, s.short as subject,
          l.teacher_id as "teacherId", l.starts_at as "startsAt", l.ends_at as "endsAt", l.status = 'cancelled' as cancelled,
          sb.teacher_id is not null as substitute, s.graded, l.topic is not null as topic,
          l.homework_state is not null as homework, l.roll_at is not null as roll, l.due, l.done,
          g.kind not in ('class', 'subgroup') as beside
        from lesson l join subject s on s.school_id = l.school_id and s.id = l.subject_id
        join study_group g on g.school_id = l.school_id and g.id = l.group_id
        left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
        where l.school_id = ${schoolId} and l.on_date = ${today} order by l.class_id, l.number, l.id`,
      tx<WallView['absences']>`select lesson_id as "lessonId", student_id as "studentId", class_id as "classId",
          coalesce(code = 'absent', false) as absent, reason is not null as reasoned,
          coalesce(code = 'late', false) as late
        from attendance where school_id = ${schoolId} and on_date = ${today} and (code in ('absent', 'late') or reason is not null)
        order by lesson_id, student_id`,
      readAway(tx, schoolId, today),
      tx<WallDay[]>`select on_date as date, sum(lessons)::int as lessons, sum(topic)::int as topic,
          sum(homework)::int as homework, sum(roll)::int as roll, sum(due)::int as due, sum(done)::int as done
        from filling where school_id = ${schoolId} and on_date between ${addDays(today, -DAYS_BACK)} and ${today}
        group by on_date order by on_date`,
      tx<{ count: number }[]>`select count(*)::int as count from remark where school_id = ${schoolId}
        and status in ('issued', 'returned') and due_on < ${today}`,
      readLags(tx, schoolId, today),
    ]);
    const timed = lessons.map((l) => ({
      ...l,
      startsAt: l.startsAt.toISOString(),
      endsAt: l.endsAt.toISOString(),
    }));
    return {
      view: 'wall',
      seq: school.seq,
      now: school.now.toISOString(),
      today,
      tz: school.tz,
      classes,
      teachers: teachers.map((t) => ({ id: t.id, name: shortName(t) })),
      ownGrades: actor.grades,
      lessons: timed,
      homeworkBy: homeworkTimes(timed, homeworkMinutes),
      homeworkMinutes,
      absences,
      away: [...away],
      days,
      remarksOverdue: remarks[0]?.count ?? 0,
      lags: [...lags],
    };
  });
}

/** Groups that are behind their plans today: counters, one row a group that is or will be. */
const readLags = (tx: Tx, schoolId: number, today: string) => tx<WallView['lags']>`
  select x.group_id as "groupId", g.class_id as "classId", x.plan_id as "planId", s.short as subject, g.name, x.lag from (
    select w.group_id, w.plan_id, ${lagColumn(tx, tx`${today}::date`)} as lag from plan_pace w
    where w.school_id = ${schoolId} and (w.lag > 0 or w.later_by <> '{}')) x
  join study_group g on g.school_id = ${schoolId} and g.id = x.group_id
  join class c on c.school_id = g.school_id and c.id = g.class_id
  join academic_year y on y.school_id = c.school_id and y.id = c.year_id and ${today}::date between y.starts and y.ends
  join subject s on s.school_id = g.school_id and s.id = g.subject_id
  where x.lag > 0 order by x.lag desc, x.group_id`;

/** Looking further back for days away in a row finds nobody more: this many calendar days hold enough school days. */
const AWAY_BACK = 21;
/** From how many days in a row before today a student is named: with today more than three (ux: «> 3 дней подряд»). */
const AWAY_DAYS = 3;
/** Students with «Н» on each of the last school days before today, by the days on which their class had lessons. A day counts
 *  when nothing but «Н» was written of the student on it. Told as it was when the wall was read: yesterday is over. */
const readAway = (tx: Tx, schoolId: number, today: string) => tx<WallView['away']>`
  with days as materialized (
    select on_date, row_number() over (order by on_date desc) as back from (
      select distinct on_date from filling where school_id = ${schoolId} and lessons > 0
        and on_date between ${addDays(today, -AWAY_BACK)} and ${addDays(today, -1)}) d
  ), candidates as materialized (
    select distinct a.student_id from days d
    join attendance a on a.school_id = ${schoolId} and a.on_date = d.on_date and a.code = 'absent' where d.back = 1
  ), missed as materialized (
    select a.student_id, d.back from candidates k cross join days d
    join attendance a on a.school_id = ${schoolId} and a.student_id = k.student_id and a.on_date = d.on_date
      and a.code is not null
    group by a.student_id, d.back having count(*) filter (where a.code <> 'absent') = 0 and count(*) > 1
  ), streaks as (
    select student_id, count(*)::int as days from (
      select student_id, back, back - row_number() over (partition by student_id order by back) as island from missed) m
    where island = 0 group by student_id having count(*) >= ${AWAY_DAYS}
  )
  select s.student_id as "studentId", e.class_id as "classId", s.days from streaks s
  join enrolment e on e.school_id = ${schoolId} and e.student_id = s.student_id and e.starts <= ${today}
    and (e.ends is null or e.ends >= ${today})
  order by s.student_id`;
