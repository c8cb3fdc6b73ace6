import type { Tx } from '#db/sql.ts';
import type { PlanDate, PlanView } from '#lib/contract/planView.ts';

/** How far behind a group is on a day, hours, over plan_pace w: its lag as it was counted last, and what the days since have
 *  added to it. */
export const lagColumn = (tx: Tx, day: ReturnType<Tx>) => tx`(w.lag + coalesce((select sum(later.by)
  from unnest(w.later_on, w.later_by) as later (day, by) where later.day <= ${day}), 0))::int`;

/** Counters of the groups of a plan as of a day. */
export const readPace = (tx: Tx, schoolId: number, planId: number, today: string) => tx<PlanView['pace']>`
  select w.group_id as "groupId", ${lagColumn(tx, tx`${today}::date`)} as lag, w.total, w.passed, w.merged, w.outside,
    w.cancelled, w.unbound, w.rest, w.open
  from plan_pace w where w.school_id = ${schoolId} and w.plan_id = ${planId} order by w.group_id`;

/** Lessons of the year of each group of a plan, with the rows they pass or will pass (R038, R039). */
export async function readDates(tx: Tx, schoolId: number, planId: number): Promise<PlanView['dates']> {
  const rows = await tx<{ groupId: number; lessons: PlanDate[] }[]>`
    select pg.group_id as "groupId", coalesce(x.lessons, '[]') as lessons
    from plan_group pg
    left join lateral (select json_agg(json_build_object('lessonId', l.id, 'date', l.on_date, 'number', l.number,
        'held', l.topic is not null,
        'how', case when l.status = 'cancelled' then 'cancelled' when lp.kind in ('repeat', 'lost') then lp.kind
          when lr.rows is not null then 'rows' when l.topic is null then 'draft' else 'free' end,
        'rows', coalesce(lr.rows, ld.rows, '[]'), 'reason', lp.reason) order by l.on_date, l.number, l.id) as lessons
      from lesson l
      left join lesson_pass lp on lp.school_id = l.school_id and lp.lesson_id = l.id
      left join (select r.lesson_id, json_agg(r.row_id order by r.row_id collate "C") as rows from lesson_row r
          where r.school_id = ${schoolId} and r.group_id = pg.group_id and r.plan_id = ${planId} group by r.lesson_id) lr
        on lr.lesson_id = l.id
      left join (select d.lesson_id, json_agg(d.row_id order by d.row_id collate "C") as rows from lesson_draft d
          where d.school_id = ${schoolId} and d.group_id = pg.group_id group by d.lesson_id) ld on ld.lesson_id = l.id
      where l.school_id = pg.school_id and l.group_id = pg.group_id) x on true
    where pg.school_id = ${schoolId} and pg.plan_id = ${planId} order by pg.group_id`;
  return [...rows];
}
