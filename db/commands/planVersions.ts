import { rowsOf } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { PlanVersionHead } from '#lib/contract/planLife.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Versions of plans: their rows are copied by the database itself out of plan_row, as they stand at that statement. */

/** `rows`: of a plan whose document was ahead of its rows; else they are copied. */
export type NewVersion = PlanVersionHead & { planId: number; rows?: PlanRow[] };
export const headOfVersion = ({ planId: _, rows: __, ...head }: NewVersion): PlanVersionHead => head;

/** The rows of a plan (alias v) that stand, as the contract has them, in order. */
const standingRows = (tx: Asker, schoolId: number) => tx`(
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'order', r.order_key, 'topic', r.topic,
    'hours', r.hours, 'type', r.type, 'control', r.control_id, 'homework', r.homework, 'resources', r.resources,
    'results', r.results, 'note', r.note, 'correction', r.correction) order by r.position, r.id), '[]')
  from plan_row r where r.school_id = ${schoolId} and r.plan_id = v."planId" and not r.removed)`;
/** Days on which each group the plan serves is to pass its hours (R040): dueFrom of lib/domain/plans/pace.ts by sets. A test
 *  compares the two. */
const dueDays = (tx: Asker, schoolId: number) => tx`(
  select jsonb_object_agg(g.group_id, g.days) from (
    select pg.group_id, (select coalesce(jsonb_agg(x.day order by x.day), '[]') from (
      select d as day from unnest(f.days) d where d <= school_today(${schoolId})
      union all
      select coalesce(s.was_on, l.on_date) from lesson l
        left join substitution s on s.school_id = l.school_id and s.lesson_id = l.id and s.kind = 'move'
        where l.school_id = pg.school_id and l.group_id = pg.group_id
          and (f.days is null or coalesce(s.was_on, l.on_date) > school_today(${schoolId}))) x) as days
    from plan_group pg cross join lateral (select plan_due(pg.school_id, pg.plan_id, pg.group_id) as days) f
    where pg.school_id = ${schoolId} and pg.plan_id = v."planId") g)`;

/** Keeps plans as they stand. Whoever writes rows in the same command says so before them or behind them. */
export const insertVersions = (tx: Asker, versions: readonly NewVersion[], schoolId: number) => tx`
  insert into plan_version (school_id, plan_id, number, kind, name, approved, at, author_id, reason, seq, rows, due)
  select ${schoolId}, v."planId", v.number, v.kind, v.name, v.approved, v.at, (v.author ->> 'id')::int, v.reason, v.seq,
    coalesce(v.rows, ${standingRows(tx, schoolId)}), case when v.kind = 'approved' then ${dueDays(tx, schoolId)} end
  from jsonb_to_recordset(${rowsOf(tx, versions)}) as v ("planId" int, number int, kind text, name text, approved int,
    at timestamptz, author jsonb, reason text, seq int, rows jsonb)`;
