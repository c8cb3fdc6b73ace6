import { draftColumn } from '#db/plans/redraft.ts';
import { changeColumn } from '#db/queries/changeColumn.ts';
import { lastLesson } from '#db/queries/lastLesson.ts';
import { papersOfClass } from '#db/queries/studentClass.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import { offConcerns } from '#db/timetable/days.ts';
import type { DayHomeroom, DayLesson, MyDayView, ReturnedPlan } from '#lib/contract/myDayView.ts';
import { dueSpan } from '#lib/domain/classPlan.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import { DAY_AHEAD, gapsFrom, SUBSTITUTED_DAYS } from '#lib/domain/myDay.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import type { LessonDraft } from '#lib/domain/plans/drafts.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, addMinutes, dayIn, mondayOf, timeIn } from '#lib/domain/time.ts';
import { type Actor, can, groupsOfDay, holds, homeroomsOf } from '#lib/policy.ts';

type Row = {
  id: number;
  group_id: number;
  class_id: number;
  on_date: string;
  number: number;
  starts_at: Date;
  ends_at: Date;
  room: string;
  status: string;
  grade: number;
  letter: string;
  subject: string;
  name: string;
  mixed: boolean;
  closed: boolean;
  topic: string | null;
  draft: LessonDraft | null;
  homework_state: 'given' | 'none' | null;
  homework: string | null;
  due_date: string | null;
  roll: boolean;
  due: number;
  done: number;
  last_ends: Date | null;
  substitute_id: number | null;
  substitute: PersonName | null;
  teacher: PersonName;
  change: LessonChange | null;
};

/** «Мой день» of the person himself; null when he has none. One query over his own groups' lessons. */
export async function myDay(
  actor: Actor,
  asked: { date?: string | undefined } = {},
  db: Sql = sql(),
): Promise<MyDayView | null> {
  const { schoolId, personId } = actor;
  if (!can(actor, 'day.read', { personId })) return null;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; settings: unknown; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const { tz, now } = school;
    const today = dayIn(now, tz);
    const date = asked.date ?? today;
    const monday = mondayOf(date);
    const [from, to] = [gapsFrom(today), addDays(today, DAY_AHEAD)];
    // A day off of some classes is a free day to whoever teaches nobody else.
    const taught = actor.teaches.filter((t) => holds(t, date)).map((t) => t.groupId);
    const substituted = actor.substitutes
      .filter((s) => s.date >= addDays(today, -SUBSTITUTED_DAYS))
      .map((s) => s.lessonId);
    const [rows, offs, homerooms, returned] = await Promise.all([
      tx<Row[]>`
        select l.id, l.group_id, l.class_id, l.on_date, l.number, l.starts_at, l.ends_at, l.room, l.status, c.grade, c.letter,
          s.name as subject, g.name, g.mixed, p.closed_at is not null as closed, l.topic, l.homework_state, l.homework,
          case when l.on_date = ${date} and (l.topic is null or l.homework_state is null)
            and l.status = 'planned' then ${draftColumn(tx)} end as draft,
          d.on_date as due_date, l.roll_at is not null as roll, l.due, l.done, x.last_ends, sb.teacher_id as substitute_id,
          case when sb.teacher_id is not null then json_build_object('familyName', sp.family_name, 'givenName',
            sp.given_name, 'patronymic', sp.patronymic) end as substitute,
          ${changeColumn(tx)} as change,
          json_build_object('familyName', t.family_name, 'givenName', t.given_name, 'patronymic', t.patronymic) as teacher
        from (
          select id from lesson where school_id = ${schoolId} and group_id = any(${groupsOfDay(actor)})
            and teacher_id = ${personId}
            and (on_date between ${from} and ${to} or on_date between ${monday} and ${addDays(monday, 6)})
          union select unnest(${substituted}::int[])
        ) o
        join lesson l on l.school_id = ${schoolId} and l.id = o.id
        join study_group g on g.school_id = l.school_id and g.id = l.group_id
        join class c on c.school_id = l.school_id and c.id = l.class_id
        join subject s on s.school_id = l.school_id and s.id = l.subject_id
        join person t on t.school_id = l.school_id and t.id = l.teacher_id
        left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
          and l.on_date between p.starts and p.ends
        left join lesson d on d.school_id = l.school_id and d.id = l.homework_due_id
        left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
        left join person sp on sp.school_id = sb.school_id and sp.id = sb.teacher_id
        left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
        left join lateral ${lastLesson(tx, tx`l.on_date = ${date}`)} x on true
        order by l.on_date, l.number, l.id`,
      tx<{ title: string }[]>`select o.title from day_off o where o.school_id = ${schoolId}
          and ${date} between o.starts and o.ends
          and (o.grades is null and o.class_ids is null or ${taught.length > 0} and not exists (select from study_group g
            join class c on c.school_id = g.school_id and c.id = g.class_id
            where g.school_id = o.school_id and g.id = any(${taught}) and (g.mixed or not ${offConcerns(tx)})))
        order by o.grades is not null or o.class_ids is not null, o.starts, o.id limit 1`,
      readHomerooms(tx, schoolId, homeroomsOf(actor), dueSpan(today)),
      tx<ReturnedPlan[]>`select distinct on (p.id) p.id as "planId", s.name as subject, p.grade, p.name, p.note
        from plan_group pg join plan p on p.school_id = pg.school_id and p.id = pg.plan_id and p.note is not null
        join subject s on s.school_id = p.school_id and s.id = p.subject_id
        where pg.school_id = ${schoolId} and pg.group_id = any(${actor.teaches.filter((t) => holds(t, today)).map((t) => t.groupId)})
        order by p.id`,
    ]);
    const { homeworkMinutes, reasonDays } = parseSettings(school.settings);
    return {
      view: 'myDay',
      personId,
      seq: school.seq,
      now: now.toISOString(),
      today,
      tz,
      date,
      dayOff: offs[0]?.title ?? null,
      homeworkMinutes,
      lessons: rows.map((row) => toLesson(row, { personId, tz, date, homeworkMinutes })),
      homerooms: homerooms.map(({ grade, letter, ...own }) => ({ ...own, className: className({ grade, letter }) })),
      reasonDays,
      returned: [...returned],
    };
  });
}

type HomeroomRow = Omit<DayHomeroom, 'className'> & { grade: number; letter: string };
/** What waits for a homeroom teacher: absences without a reason that can still be explained, and unanswered reports. */
const readHomerooms = (tx: Tx, schoolId: number, classIds: number[], span: { from: string; to: string }) => tx<
  HomeroomRow[]
>`
  select c.id as "classId", c.grade, c.letter, o.day as "openFrom", u.cells as unreasoned, n.ids as notices, k.planned,
    s.study
  from class c join academic_year y on y.school_id = c.school_id and y.id = c.year_id
  cross join lateral (select coalesce((select max(p.ends) + 1 from period p where p.school_id = c.school_id
    and p.year_id = c.year_id and p.kind = c.period_kind and p.closed_at is not null), y.starts) as day) o
  cross join lateral (select coalesce(json_agg(json_build_object('lessonId', a.lesson_id, 'studentId', a.student_id,
      'date', a.on_date) order by a.lesson_id, a.student_id), '[]') as cells
    from enrolment e join attendance a on a.school_id = e.school_id and a.student_id = e.student_id and a.code = 'absent'
      and a.reason is null and a.on_date >= o.day and a.on_date >= e.starts and (e.ends is null or a.on_date <= e.ends)
    where e.school_id = c.school_id and e.class_id = c.id) u
  cross join lateral (select coalesce(array_agg(x.id order by x.id), '{}') as ids from absence_notice x
    where x.school_id = c.school_id and x.status = 'sent' and ${papersOfClass(tx, schoolId, tx`c.id`)}) n
  cross join lateral (select json_build_object('starts', coalesce(min(p.starts), y.starts), 'ends',
      coalesce(max(p.ends), y.ends)) as study from period p
    where p.school_id = c.school_id and p.year_id = c.year_id and p.kind = c.period_kind) s
  cross join lateral (select coalesce(json_agg(json_build_object('id', k.id, 'date', k.on_date) order by k.id), '[]') as planned
    from class_plan k where k.school_id = c.school_id and k.class_id = c.id and k.on_date between ${span.from} and ${span.to}
      and not k.removed) k
  where c.school_id = ${schoolId} and c.id = any(${classIds}) order by c.grade, c.letter collate "ru-x-icu"`;

function toLesson(
  l: Row,
  { personId, tz, date, homeworkMinutes }: { personId: number; tz: string; date: string; homeworkMinutes: number },
): DayLesson {
  const mine = l.substitute_id === personId;
  return {
    id: l.id,
    groupId: l.group_id,
    classId: l.class_id,
    date: l.on_date,
    number: l.number,
    starts: timeIn(l.starts_at, tz),
    ends: timeIn(l.ends_at, tz),
    room: l.room,
    // Students of several classes: the group is called by its own name.
    className: l.mixed ? l.name : className(l),
    subject: l.subject,
    name: l.mixed ? '' : l.name,
    cancelled: l.status === 'cancelled',
    closed: l.closed,
    instead: mine ? shortName(l.teacher) : null,
    by: l.substitute && !mine ? shortName(l.substitute) : null,
    change: l.change,
    topic: l.topic !== null && l.topic.trim() !== '',
    homework: l.homework_state !== null,
    roll: l.roll,
    due: l.due,
    done: l.done,
    record:
      l.on_date === date
        ? {
            topic: l.topic,
            homework:
              l.homework_state === null ? null : { state: l.homework_state, text: l.homework, dueDate: l.due_date },
            homeworkBy: addMinutes(l.last_ends ?? l.ends_at, homeworkMinutes).toISOString(),
            draft: l.draft,
          }
        : null,
  };
}
