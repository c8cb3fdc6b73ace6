import { type Asked, rowsOf } from '#db/commands/command.ts';
import { clashesOf, holderColumn } from '#db/commands/lessonClashes.ts';
import { type LessonRow, lessonColumns, lessonJoins } from '#db/commands/lessonFacts.ts';
import type { Asker } from '#db/sql.ts';
import { bellRule, dayOffTitle } from '#db/timetable/days.ts';
import type { Clash } from '#lib/domain/changeRules.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import type { PersonName } from '#lib/domain/people.ts';
import type { GroupLesson } from '#lib/domain/rebind.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import type { AwayTime, TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';

/** How far around a lesson its group's others are read for homework that must go elsewhere, days, and how many of them. */
const AROUND_DAYS = 60;
const AROUND_LESSONS = 120;

export type HomeworkRow = GroupLesson & {
  classId: number;
  state: 'given' | 'none';
  text: string | null;
  minutes: number | null;
  links: HomeworkLink[];
  files: { id: number; name: string; size: number }[];
  dueId: number | null;
  dueDate: string | null;
  v: number;
};
export type Stood = {
  kind: ChangeKind;
  teacherId: number | null;
  teacher: PersonName | null;
  subjectId: number | null;
  intoId: number | null;
  absenceId: number | null;
  orderNo: string | null;
  orderOn: string | null;
  /** Pairs of lesson and version: homework that was sent to the next lesson, and as what. */
  rebound: number[];
};
export type ChangeRow = LessonRow & {
  number: number;
  starts_at: Date;
  ends_at: Date;
  room: string;
  change_v: number;
  teacher: PersonName;
  recorded: boolean;
  stood: Stood | null;
  was_on: string;
  was_number: number;
  was_starts: Date;
  was_ends: Date;
  was_room: string;
  goal_on: string;
  goal_number: number;
  goal_starts: Date | null;
  goal_ends: Date | null;
  goal_room: string;
  holder_id: number | null;
  holder: PersonName | null;
  holder_teaches: boolean;
  holder_away: (AwayTime & { reason: TeacherAbsenceReason }) | null;
  instead: string | null;
  into: { teacherId: number | null; planned: boolean; merged: boolean; together: boolean } | null;
  in_year: boolean;
  day_off: string | null;
  merged: string[];
  clashes: (Omit<Clash, 'mergedHere'> & { id: number; intoId: number | null })[];
  away: { id: number; reason: TeacherAbsenceReason; orderNo: string | null; orderOn: string | null } | null;
  homework: HomeworkRow[];
  others: [id: number, date: string, number: number][];
};

const person = (tx: Asker, alias: string) => tx`json_build_object('familyName', ${tx(alias)}.family_name, 'givenName',
  ${tx(alias)}.given_name, 'patronymic', ${tx(alias)}.patronymic)`;

/** Everything a change of a lesson is decided on, for all of them at once: the lesson, where the timetable puts it, where it
 *  would stand (`goal`), who would hold it, what is held at that time, and the homework that hangs on it. `offset 0` keeps a
 *  place from being folded into the conditions on it: behind row-level security an index takes a column and no expression. */
export const loadChanges = (tx: Asker, asked: readonly Asked<'lesson.change'>[], schoolId: number) => {
  const rows = asked.map(({ input: { lessonId, change } }, n) => ({ n, lessonId, ...change }));
  return tx<(ChangeRow & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, l.number, l.starts_at, l.ends_at, l.room, l.change_v, ${person(tx, 'tp')} as teacher,
      l.roll_at is not null
        or exists (select from mark m where m.school_id = l.school_id and m.group_id = l.group_id and m.on_date = l.on_date
          and m.lesson_id = l.id and m.value is not null)
        or exists (select from attendance a where a.school_id = l.school_id and a.group_id = l.group_id
          and a.on_date = l.on_date and a.lesson_id = l.id and (a.code is not null or a.reason is not null)) as recorded,
      case when sb.lesson_id is not null then json_build_object('kind', sb.kind, 'teacherId', sb.teacher_id, 'teacher',
        case when sp.id is not null then ${person(tx, 'sp')} end, 'subjectId', sb.subject_id, 'intoId', sb.merged_into,
        'absenceId', sb.absence_id, 'orderNo', sb.order_no, 'orderOn', sb.order_on,
        'rebound', sb.rebound) end as stood,
      base.on_date as was_on, base.number as was_number, base.starts_at as was_starts, base.ends_at as was_ends,
      base.room as was_room, goal.on_date as goal_on, goal.number as goal_number, goal.starts_at as goal_starts,
      goal.ends_at as goal_ends, goal.room as goal_room,
      goal.teacher_id as holder_id, case when hp.id is not null then ${person(tx, 'hp')} end as holder,
      exists (select from group_teacher gt where gt.school_id = l.school_id and gt.teacher_id = goal.teacher_id
        and gt.starts <= goal.on_date and (gt.ends is null or gt.ends >= goal.on_date)) as holder_teaches,
      (select json_build_object('from', t.starts, 'to', t.ends, 'numbers', t.numbers, 'reason', t.reason)
        from teacher_absence t where t.school_id = l.school_id and t.teacher_id = goal.teacher_id and t.ends >= goal.on_date
          and t.starts <= goal.on_date and not t.cancelled and (t.numbers is null or goal.number = any(t.numbers))
        limit 1) as holder_away,
      (select name from subject i where i.school_id = l.school_id and i.id = q."subjectId") as instead,
      case when i.id is not null then json_build_object('teacherId', i.holder_id, 'planned', i.status = 'planned',
        'merged', i.merged, 'together', i.id <> l.id and i.on_date = base.on_date and i.starts_at < base.ends_at
          and i.ends_at > base.starts_at) end as into,
      goal.on_date between y.starts and y.ends as in_year,
      (${dayOffTitle(tx, tx`goal.on_date`)}) as day_off,
      array(select mc.grade || mc.letter || ', ' || lower(ms.name) from substitution m
        join lesson ml on ml.school_id = m.school_id and ml.id = m.lesson_id
        join class mc on mc.school_id = ml.school_id and mc.id = ml.class_id
        join subject ms on ms.school_id = ml.school_id and ms.id = ml.subject_id
        where m.school_id = l.school_id and m.merged_into = l.id order by mc.grade, mc.letter, m.lesson_id) as merged,
      coalesce((select json_agg(k) from (${clashesOf(tx)} limit 12) k), '[]') as clashes,
      (select json_build_object('id', t.id, 'reason', t.reason, 'orderNo', t.order_no, 'orderOn', t.order_on)
        from teacher_absence t where t.school_id = l.school_id and t.teacher_id = l.teacher_id and t.ends >= base.on_date
          and t.starts <= base.on_date and not t.cancelled and (t.numbers is null or base.number = any(t.numbers))
        limit 1) as away,
      coalesce((select json_agg(json_build_object('id', h.id, 'classId', h.class_id, 'date', h.on_date, 'number', h.number,
          'state', h.homework_state, 'text', h.homework, 'minutes', h.homework_minutes, 'links', h.homework_links,
          'dueId', h.homework_due_id, 'dueDate', hd.on_date, 'v', h.homework_v,
          'files', coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id)
            from attachment f where f.school_id = h.school_id and f.lesson_id = h.id and f.state = 'attached'), '[]'))
          order by h.id)
        from lesson h left join lesson hd on hd.school_id = h.school_id and hd.id = h.homework_due_id
        where h.school_id = l.school_id and h.group_id = l.group_id
          and h.on_date between base.on_date - ${AROUND_DAYS}::int and base.on_date + ${AROUND_DAYS}::int
          and h.homework_state is not null
          and (h.homework_due_id = l.id or h.id = l.id or h.id = any(sb.rebound))), '[]') as homework,
      coalesce((select json_agg(json_build_array(g.id, g.on_date, g.number) order by g.on_date, g.number, g.id) from (
        select id, on_date, number from lesson g where g.school_id = l.school_id and g.group_id = l.group_id
          and g.on_date between base.on_date - ${AROUND_DAYS}::int and base.on_date + ${AROUND_DAYS}::int
          and g.status = 'planned' and g.id <> l.id
        order by g.on_date, g.number, g.id limit ${AROUND_LESSONS}) g), '[]') as others
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as q (n int, "lessonId" int, kind text, "teacherId" int, "subjectId" int,
      "intoId" int, date date, number smallint, room text)
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join academic_year y on y.school_id = c.school_id and y.id = c.year_id
    join school sc on sc.school_id = l.school_id
    join person tp on tp.school_id = l.school_id and tp.id = l.teacher_id
    left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
    left join person sp on sp.school_id = sb.school_id and sp.id = sb.teacher_id
    left join lateral (select o.id, o.on_date, o.starts_at, o.ends_at, o.room, o.status, x.merged_into is not null as merged,
        ${holderColumn(tx)} as holder_id
      from lesson o left join substitution x on x.school_id = o.school_id and x.lesson_id = o.id
      where o.school_id = l.school_id and o.id = q."intoId") i on true
    left join lateral (${bellRule(tx, tx`q.date`)}) rung on true
    left join bell b on b.school_id = l.school_id and b.bell_set_id = coalesce(rung.bell_set_id, c.bell_set_id)
      and b.number = q.number
    cross join lateral (select coalesce(sb.was_on, l.on_date) as on_date, coalesce(sb.was_number, l.number) as number,
      coalesce(sb.was_starts, l.starts_at) as starts_at, coalesce(sb.was_ends, l.ends_at) as ends_at,
      coalesce(sb.was_room, l.room) as room offset 0) base
    cross join lateral (select coalesce(q.date, base.on_date) as on_date, coalesce(q.number, base.number) as number,
      case when q.kind = 'move' then (q.date + b.starts) at time zone sc.tz else base.starts_at end as starts_at,
      case when q.kind = 'move' then (q.date + b.ends) at time zone sc.tz else base.ends_at end as ends_at,
      coalesce(q.room, i.room, base.room) as room,
      case when q.kind in ('substitute', 'self') then q."teacherId" when q.kind = 'merge' then i.holder_id
        when q.kind = 'cancel' then null else l.teacher_id end as teacher_id offset 0) goal
    left join person hp on hp.school_id = l.school_id and hp.id = goal.teacher_id`;
};
