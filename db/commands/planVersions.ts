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
/** Days of the lessons of each group the plan serves, in their order: what the programme was to be passed on (R040). A lesson
 *  that is cancelled passes nothing. */
const dueDays = (tx: Asker, schoolId: number) => tx`(
  select jsonb_object_agg(g.group_id, g.days) from (
    select pg.group_id, (select coalesce(jsonb_agg(l.on_date order by l.on_date, l.number), '[]') from lesson l
      where l.school_id = pg.school_id and l.group_id = pg.group_id and l.status <> 'cancelled') as days
    from plan_group pg where pg.school_id = ${schoolId} and pg.plan_id = v."planId") g)`;

/** Keeps plans as they stand. Whoever writes rows in the same command says so before them or behind them. */
export const insertVersions = (tx: Asker, versions: readonly NewVersion[], schoolId: number) => tx`
  insert into plan_version (school_id, plan_id, number, kind, name, approved, at, author_id, reason, seq, rows, due)
  select ${schoolId}, v."planId", v.number, v.kind, v.name, v.approved, v.at, (v.author ->> 'id')::int, v.reason, v.seq,
    coalesce(v.rows, ${standingRows(tx, schoolId)}), case when v.kind = 'approved' then ${dueDays(tx, schoolId)} end
  from jsonb_to_recordset(${rowsOf(tx, versions)}) as v ("planId" int, number int, kind text, name text, approved int,
    at timestamptz, author jsonb, reason text, seq int, rows jsonb)`;
