import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LoadedPlan, PLANS_LOCK, planFacts, withPlansLocked } from '#db/commands/planFacts.ts';
import { groupsProblem, type ServedGroup } from '#db/commands/planGroups.ts';
import { refuse } from '#lib/contract/refusal.ts';

type Loaded = LoadedPlan & { groups: ServedGroup[] };
type Row = { planId: number; v: number; groupIds: number[] };

/** Which groups a plan serves: rows are common to them, dates and what was held are each group's own. */
export const servePlan = defineCommand<'plan.serve', Loaded, Row>({
  name: 'plan.serve',
  lock: () => PLANS_LOCK,
  load: (tx, asked, schoolId) =>
    withPlansLocked(
      tx,
      schoolId,
      asked.map(({ input }) => input.planId),
      tx<(Loaded & { n: number })[]>`
        select q.n, ${schoolId}::int as "schoolId", ${planFacts(tx)}, coalesce(x.groups, '[]') as groups
        from jsonb_to_recordset(${rowsOf(
          tx,
          asked.map(({ input }, n) => ({ n, ...input })),
        )}) as q (n int, "planId" int, "groupIds" int[])
        join plan p on p.school_id = ${schoolId} and p.id = q."planId"
        left join lateral (select json_agg(json_build_object('id', g.id, 'yearId', g.year_id, 'subjectId', g.subject_id,
            'grade', c.grade, 'planId', pg.plan_id) order by g.id) as groups
          from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
          left join plan_group pg on pg.school_id = g.school_id and pg.group_id = g.id
          where g.school_id = ${schoolId} and g.id = any(q."groupIds")) x on true`,
    ),
  permission: (_input, { subjectId, grade }) => ({ action: 'plan.create', subject: { subjectId, grade } }),
  decide({ planId, groupIds }, l, { base }) {
    if (base !== l.v)
      return refuse('conflict', 'План одновременно изменил другой человек: посмотрите, что стало.', {
        current: { value: l.groupIds, version: l.v },
      });
    const problem = groupsProblem(l.groups, groupIds, l, planId);
    if (problem) return problem;
    const served = l.groups.map((group) => group.id);
    if (served.join() === l.groupIds.join()) return { ok: true, unchanged: true };
    const { subjectId, grade, name, state, approved, approvedAt, note, totals } = l;
    const v = l.v + 1;
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'plan.changed',
            data: { planId, subjectId, grade, name, groupIds: served, state, approved, approvedAt, note, totals, v },
          },
          object: `plan:${planId}`,
          base: l.v,
          version: v,
          before: { groupIds: l.groupIds },
        },
      ],
      row: { planId, v, groupIds: served },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`delete from plan_group pg using jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("planId" int, "groupIds" int[])
      where pg.school_id = ${schoolId} and pg.plan_id = r."planId" and pg.group_id <> all(r."groupIds")`,
    tx`insert into plan_group (school_id, group_id, plan_id) select ${schoolId}, x.id, r."planId"
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("planId" int, "groupIds" int[])
      cross join lateral unnest(r."groupIds") x (id) on conflict (school_id, group_id) do nothing`,
    tx`update plan p set version = r.v from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("planId" int, v int)
      where p.school_id = ${schoolId} and p.id = r."planId"`,
  ],
});
