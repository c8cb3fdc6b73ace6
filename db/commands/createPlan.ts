import { type Change, defineCommand, rowsOf } from '#db/commands/command.ts';
import { changeDocument, type LoadedDocument } from '#db/commands/planDocuments.ts';
import { PLANS_LOCK } from '#db/commands/planFacts.ts';
import { groupsProblem, type ServedGroup } from '#db/commands/planGroups.ts';
import { type PlanWrite, writeDocuments } from '#db/commands/planWrite.ts';
import { putRows } from '#db/plans/document.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { NO_TOTALS } from '#lib/domain/plans/hours.ts';
import type { PlanRowDraft } from '#lib/domain/plans/rows.ts';

type Loaded = {
  id: number;
  generation: string;
  groups: ServedGroup[];
  /** Plans of that subject and grade. */
  names: string[];
  /** Of the plan it is made from, in order; null: there is none of that number. */
  rows: PlanRowDraft[] | null;
  types: number[];
};
type Row = {
  plan: {
    id: number;
    yearId: number;
    subjectId: number;
    grade: number;
    name: string;
    generation: string;
    by: number;
    at: Date;
  };
  groupIds: number[];
  document: PlanWrite | null;
};

/** A new thematic plan for groups of one subject and grade (001 3.2.1): empty, or with the rows of another year or parallel.
 *  What was corrected there, held and written by whom stays there. */
export const createPlan = defineCommand<'plan.create', Loaded, Row>({
  name: 'plan.create',
  lock: () => PLANS_LOCK,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('plan', 'id'))::int as id, gen_random_uuid() as generation,
      coalesce(x.groups, '[]') as groups,
      array(select p.name from plan p join study_group g on g.school_id = p.school_id and g.id = q."groupIds"[1]
        join class c on c.school_id = g.school_id and c.id = g.class_id
        where p.school_id = ${schoolId} and p.year_id = g.year_id and p.subject_id = g.subject_id and p.grade = c.grade) as names,
      case when q."planId" is null then '[]' when o.id is not null then coalesce((select json_agg(json_build_object('kind', r.kind,
          'topic', r.topic, 'hours', r.hours, 'type', r.type, 'control', r.control_id, 'homework', r.homework,
          'resources', r.resources, 'results', r.results, 'note', r.note, 'correction', '') order by r.position)
        from plan_row r where r.school_id = o.school_id and r.plan_id = o.id and not r.removed), '[]') end as rows,
      array(select w.id from work_type w where w.school_id = ${schoolId}) as types
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input: { groupIds, from } }, n) => ({
        n,
        groupIds,
        planId: from.kind === 'plan' ? from.planId : null,
      })),
    )}) as q (n int, "groupIds" int[], "planId" int)
    left join plan o on o.school_id = ${schoolId} and o.id = q."planId"
    left join lateral (select json_agg(json_build_object('id', g.id, 'yearId', g.year_id, 'subjectId', g.subject_id,
        'grade', c.grade, 'planId', pg.plan_id) order by g.id) as groups
      from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
      left join plan_group pg on pg.school_id = g.school_id and pg.group_id = g.id
      where g.school_id = ${schoolId} and g.id = any(q."groupIds")) x on true`,
  permission: (_input, { groups: [first] }) => ({
    action: 'plan.create',
    subject: { subjectId: first?.subjectId ?? 0, grade: first?.grade ?? 0 },
  }),
  decide(input, l, { actor, now, schoolId }) {
    const [first] = l.groups;
    if (!first || l.rows === null) return notFound();
    const problem = groupsProblem(l.groups, input.groupIds, first, null);
    if (problem) return problem;
    const name = input.name.trim();
    if (l.names.includes(name))
      return refuse(
        'invalid',
        name === ''
          ? 'План этого предмета и параллели уже есть: назовите новый, чтобы различать их, или добавьте группы к прежнему.'
          : 'План с таким названием уже есть: назовите новый иначе.',
      );
    const { yearId, subjectId, grade } = first;
    const groupIds = l.groups.map((group) => group.id);
    const plan = { id: l.id, yearId, subjectId, grade, name, generation: l.generation, by: actor.personId, at: now };
    const head: Change = {
      event: {
        name: 'plan.changed',
        data: {
          ...{ planId: l.id, subjectId, grade, name, groupIds, state: 'draft', approved: 0 },
          ...{ approvedAt: null, note: null, totals: NO_TOTALS, v: 1 },
        },
      },
      object: `plan:${l.id}`,
      base: 0,
      version: 1,
      before: null,
    };
    const rows = l.rows;
    if (rows.length === 0) return { ok: true, changes: [head], row: { plan, groupIds, document: null } };
    const empty: LoadedDocument = {
      ...{ schoolId, planId: l.id, yearId, subjectId, grade, name, generation: l.generation, state: 'draft' },
      ...{ approved: 0, approvedAt: null, note: null, seq: 0, projected: 0, totals: NO_TOTALS, v: 1, groupIds },
      ...{ base: null, updates: [], rows: [], held: null, types: l.types },
      ...{ approvedRows: null, sitting: null, last: null },
    };
    const filled = changeDocument(empty, { actor, now }, (doc) => void putRows(doc, rows));
    if (!filled) return refuse('invalid', 'План, с которого вы начинаете, пуст.');
    if (filled.tooLarge) return filled.tooLarge;
    return { ok: true, changes: [head, filled.change], row: { plan, groupIds, document: filled.write } };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into plan (school_id, id, year_id, subject_id, grade, name, generation, author_id, created_at)
        overriding system value
      select ${schoolId}, r.id, r."yearId", r."subjectId", r.grade, r.name, r.generation, r.by, r.at
      from jsonb_to_recordset(${rowsOf(
        tx,
        rows.map((row) => row.plan),
      )}) as r (id int, "yearId" int, "subjectId" int, grade smallint, name text, generation uuid, by int, at timestamptz)`,
    tx`insert into plan_group (school_id, group_id, plan_id) select ${schoolId}, r."groupId", r."planId"
      from jsonb_to_recordset(${rowsOf(
        tx,
        rows.flatMap(({ plan, groupIds }) => groupIds.map((groupId) => ({ groupId, planId: plan.id }))),
      )}) as r ("groupId" int, "planId" int)`,
    ...writeDocuments(
      tx,
      rows.flatMap((row) => row.document ?? []),
      schoolId,
    ),
  ],
});
