import type { Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { expectedLessons } from '#db/timetable/expected.ts';

/** Lessons of the rest of the year made anew from the places in force: by sets, so that a school of 20 000 lessons takes
 *  seconds. */

export type Derived = { added: number; removed: number; moved: number; kept: number };

/** CTEs that compare what is planned with what the places give, for lessons of the year that have not begun:
 *  - held: a lesson with a substitution, attendance, a mark, a roll or a file, and a cancelled one, is not touched;
 *  - same: a lesson stands where the places want one (a moved one: where it stood by the timetable);
 *  - own: whose place by the timetable is whose, those that have begun and those moved to before `from` too;
 *  - spent: lessons that stay though their place is gone, each instead of one place of the week it was planned for;
 *  - shift: what is left of a group's week, in order: the lesson keeps its id, topic and works and goes to a new place;
 *  - added, removed: what has no partner. A lesson with a word written in advance is never removed. */
const compared = (tx: Asker, schoolId: number, from: string) => tx`
  ${expectedLessons(tx, schoolId, from)},
  future as materialized (
    select l.id, l.group_id, l.class_id, l.teacher_id, l.on_date, l.number, l.starts_at, l.ends_at, l.room, l.status,
      l.topic is not null as topic, l.homework_state is not null as homework, l.roll_at is not null as roll, l.due, l.done,
      coalesce(sb.was_on, l.on_date) as plan_on, coalesce(sb.was_number, l.number) as plan_number,
      coalesce(sb.was_starts, l.starts_at) as plan_at,
      date_trunc('week', l.on_date)::date as week,
      sb.lesson_id is not null or l.status = 'cancelled' or l.roll_at is not null
        or exists (select from substitution m where m.school_id = l.school_id and m.merged_into = l.id)
        or exists (select from attendance a where a.school_id = l.school_id and a.lesson_id = l.id)
        or exists (select from mark m where m.school_id = l.school_id and m.group_id = l.group_id
          and m.on_date = l.on_date and m.lesson_id = l.id)
        or exists (select from attachment f where f.school_id = l.school_id and f.lesson_id = l.id)
        or exists (select from homework_done d where d.school_id = l.school_id and d.lesson_id = l.id)
        or exists (select from mark_note n join work w on w.school_id = n.school_id and w.id = n.work_id
          where w.school_id = l.school_id and w.lesson_id = l.id) as held,
      l.topic is not null or l.homework_state is not null or l.kind is not null or l.ict <> '{}' or l.due > 0
        or exists (select from lesson_pass a where a.school_id = l.school_id and a.lesson_id = l.id)
        or exists (select from work w where w.school_id = l.school_id and w.lesson_id = l.id
          and (w.number > 1 or w.version > 1 or w.name is not null)) as written
    from school_clock k
    join academic_year y on y.school_id = ${schoolId} and ${from}::date between y.starts and y.ends
    join lesson l on l.school_id = ${schoolId} and l.on_date between ${from}::date and y.ends and l.starts_at > k.now
    left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id),
  same as materialized (
    select f.id, e.group_id, e.on_date, e.number, e.starts_at, e.ends_at, e.room, e.teacher_id, f.held
    from future f join expected e on e.group_id = f.group_id and e.on_date = f.plan_on and e.number = f.plan_number),
  own as materialized (
    select f.id, f.group_id, f.plan_on, f.plan_number, f.plan_at, f.held, f.status from future f
    union all
    select l.id, l.group_id, coalesce(sb.was_on, l.on_date), coalesce(sb.was_number, l.number),
      coalesce(sb.was_starts, l.starts_at), true, l.status
    from lesson l left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
    where l.school_id = ${schoolId} and case when l.on_date < ${from}::date then sb.was_on >= ${from}::date
      else l.starts_at <= (select now from school_clock) end),
  spent as materialized (
    select o.group_id, date_trunc('week', o.plan_on)::date as week, count(*)::int as count
    from own o
    where o.held and o.status = 'planned' and o.plan_on >= ${from}::date and o.plan_at > (select now from school_clock)
      and not exists (select from expected e where e.group_id = o.group_id and e.on_date = o.plan_on
        and e.number = o.plan_number) group by 1, 2),
  free_lesson as materialized (
    select f.id, f.group_id, f.week, f.written, row_number() over (partition by f.group_id, f.week order by f.on_date, f.number) as at
    from future f where not f.held and not exists (select from same s where s.id = f.id)),
  free_place as materialized (
    select e.*, row_number() over (partition by e.group_id, e.week order by e.on_date, e.number) - coalesce(s.count, 0) as at
    from expected e left join spent s on s.group_id = e.group_id and s.week = e.week
    where not exists (select from own o where o.group_id = e.group_id and o.plan_on = e.on_date
      and o.plan_number = e.number)),
  shift as materialized (
    select l.id, e.on_date, e.number, e.starts_at, e.ends_at, e.room, e.teacher_id
    from free_lesson l join free_place e on e.group_id = l.group_id and e.week = l.week and e.at = l.at),
  added as materialized (
    select e.* from free_place e where e.at > 0 and not exists (
      select from free_lesson l where l.group_id = e.group_id and l.week = e.week and l.at = e.at)),
  removed as materialized (
    select l.id from free_lesson l where not l.written and not exists (select from shift s where s.id = l.id)),
  changes as materialized (
    select s.* from shift s
    union all
    select s.id, s.on_date, s.number, s.starts_at, s.ends_at, s.room, s.teacher_id
    from same s join future f on f.id = s.id where not s.held
      and (f.starts_at, f.ends_at, f.room, f.teacher_id) is distinct from (s.starts_at, s.ends_at, s.room, s.teacher_id))`;

const counts = (tx: Asker) => tx`
  (select count(*)::int from added) as added, (select count(*)::int from removed) as removed,
  (select count(*)::int from changes) as moved,
  (select count(*)::int from future) - (select count(*)::int from removed) as kept`;

/** Nobody tells the planner how many rows a CTE has: it expected one and went through 24 000 places for each of 24 000
 *  lessons. Without nested loops it hashes, whatever it expects. And a year's lessons on a slow machine take longer than a
 *  person's request may. For this transaction and until set back. */
export const bySets = (tx: Asker, state: 'begin' | 'end') => tx`
  select set_config('enable_nestloop', ${state === 'begin' ? 'off' : 'on'}, true),
    set_config('statement_timeout', ${state === 'begin' ? '60s' : '5s'}, true)`;

/** Derives the lessons from `from` on: one statement for the lessons, their works and the counters of filling (moved by the
 *  difference), then the homework that was due at a lesson that is gone. `derive` answers what was done. */
export const deriveLessons = (
  tx: Asker,
  schoolId: number,
  from: string,
): { before: Sendable<unknown>; derive: Sendable<readonly Derived[]>; after: Sendable<unknown>[] } => ({
  before: bySets(tx, 'begin'),
  derive: tx<Derived[]>`
    with ${compared(tx, schoolId, from)},
    put as (
      insert into lesson (school_id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at, room,
        mixed)
      select ${schoolId}, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at, room, mixed
      from added order by on_date, class_id, number, group_id
      returning id, group_id, class_id, teacher_id, on_date),
    put_works as (
      insert into work (school_id, lesson_id, group_id, on_date, number, type_id)
      select ${schoolId}, p.id, p.group_id, p.on_date, 1, t.id from put p
      cross join (select id from work_type where school_id = ${schoolId} and not archived and not control
        order by sort, id limit 1) t),
    taken_works as (delete from work w using removed r where w.school_id = ${schoolId} and w.lesson_id = r.id),
    taken as (delete from lesson l using removed r where l.school_id = ${schoolId} and l.id = r.id),
    changed as (
      update lesson l set on_date = c.on_date, number = c.number, starts_at = c.starts_at, ends_at = c.ends_at, room = c.room,
        teacher_id = c.teacher_id, change_v = l.change_v + 1
      from changes c where l.school_id = ${schoolId} and l.id = c.id),
    changed_works as (
      update work w set on_date = c.on_date from changes c
      where w.school_id = ${schoolId} and w.lesson_id = c.id and w.on_date <> c.on_date),
    counted as (
      insert into filling as f (school_id, on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done)
      select ${schoolId}, on_date, class_id, teacher_id, sum(n), sum(n * topic), sum(n * homework), sum(n * roll), sum(n * due),
        sum(n * done)
      from (
        select on_date, class_id, teacher_id, 1 as n, 0 as topic, 0 as homework, 0 as roll, 0 as due, 0 as done from put
        union all
        select f.on_date, f.class_id, f.teacher_id, -1, f.topic::int, f.homework::int, f.roll::int, f.due, f.done
        from future f where f.id in (select id from removed union all select id from changes)
        union all
        select c.on_date, f.class_id, c.teacher_id, 1, f.topic::int, f.homework::int, f.roll::int, f.due, f.done
        from changes c join future f on f.id = c.id) x
      group by on_date, class_id, teacher_id
      having bool_or(n <> 0)
      on conflict (school_id, on_date, class_id, teacher_id) do update set lessons = f.lessons + excluded.lessons,
        topic = f.topic + excluded.topic, homework = f.homework + excluded.homework, roll = f.roll + excluded.roll,
        due = f.due + excluded.due, done = f.done + excluded.done)
    select ${counts(tx)}`,
  after: [
    bySets(tx, 'end'),
    tx`delete from filling where school_id = ${schoolId} and on_date >= ${from}::date and lessons = 0 and topic = 0
    and homework = 0 and roll = 0 and due = 0 and done = 0`,
    dueAgain(tx, schoolId, from),
  ],
});

/** Days before the change whose homework may still be due behind it. */
const LOOK_BACK = 120;

/** Homework due at a lesson that is gone, or that stands before its own lesson now, is due at the group's next one; and so
 *  is the last homework of a group that had no further lesson and has one again. */
const dueAgain = (tx: Asker, schoolId: number, from: string) => tx`
  update lesson l set homework_due_id = n.id
  from (
    select g.id as giver, (select x.id from lesson x where x.school_id = ${schoolId} and x.group_id = g.group_id
        and x.status = 'planned' and (x.on_date, x.number) > (g.on_date, g.number)
        and x.starts_at > (select school_now(${schoolId})) order by x.on_date, x.number limit 1) as id
    from lesson g
    left join lesson d on d.school_id = g.school_id and d.id = g.homework_due_id
    where g.school_id = ${schoolId} and g.on_date >= ${from}::date - ${LOOK_BACK}::int and g.homework_state is not null
      and (case when g.homework_due_id is not null then d.id is null or (d.on_date, d.number) <= (g.on_date, g.number)
        else not exists (select from lesson p where p.school_id = g.school_id and p.group_id = g.group_id
          and p.status = 'planned' and (p.on_date, p.number) > (g.on_date, g.number)
          and p.starts_at <= (select school_now(${schoolId}))) end)) n
  where l.school_id = ${schoolId} and l.id = n.giver and l.homework_due_id is distinct from n.id`;
