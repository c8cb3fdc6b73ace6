import { readDates, readPace } from '#db/queries/planDates.ts';
import { type PlannedGroup, readPlannedGroups } from '#db/queries/planGroups.ts';
import { readChanges, readRemarks, readVersions } from '#db/queries/planLife.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { PlanGroup, PlanView, PlanViewRow } from '#lib/contract/planView.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import type { PlanTotals } from '#lib/domain/plans/hours.ts';
import type { PlanState } from '#lib/domain/plans/life.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type SchoolRow = { now: Date; tz: string; seq: number };
/** A plan's own row, as queries read it. */
export type PlanRowOfTable = {
  id: number;
  yearId: number;
  subjectId: number;
  subject: string;
  grade: number;
  name: string;
  generation: string;
  state: PlanState;
  approved: number;
  approvedAt: Date | null;
  note: string | null;
  projected: number;
  totals: PlanTotals;
  v: number;
};
type Named = PersonName & { id: number };

/** Columns of a plan p with its subject s. */
export const planColumns = (
  tx: Tx,
) => tx`p.id, p.year_id as "yearId", p.subject_id as "subjectId", s.name as subject, p.grade,
  p.name, p.generation, p.state, p.approved, p.approved_at as "approvedAt", p.note, p.projected, p.totals, p.version as v`;
export const headOf = ({ approvedAt, yearId: _, generation: __, projected: ___, ...plan }: PlanRowOfTable) => ({
  ...plan,
  approvedAt: approvedAt?.toISOString() ?? null,
});

/** One thematic plan with its rows, whom it serves and who writes it; null when there is none or it is not for this person. */
export async function planPage(actor: Actor, asked: { planId: number }, db: Sql = sql()): Promise<PlanView | null> {
  if (!can(actor, 'plan.read')) return null;
  return readAs(db, contextOf(actor), (tx) => readPlan(tx, actor, asked.planId));
}

/** The same inside a snapshot. */
export async function readPlan(tx: Tx, actor: Actor, planId: number): Promise<PlanView | null> {
  const { schoolId } = actor;
  const [school] = await tx<SchoolRow[]>`select school_now(s.school_id) as now, s.tz, h.seq from school s
    join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
  const [plan] = await tx<PlanRowOfTable[]>`select ${planColumns(tx)} from plan p
    join subject s on s.school_id = p.school_id and s.id = p.subject_id
    where p.school_id = ${schoolId} and p.id = ${planId}`;
  if (!school || !plan) return null;
  const today = dayIn(school.now, school.tz);
  const { subjectId, grade } = plan;
  const [rows, groups, authors, workTypes, dates, pace] = await Promise.all([
    readPlanRows(tx, schoolId, planId),
    readPlannedGroups(tx, schoolId, plan.yearId, today, tx`pg.plan_id = ${planId}`),
    tx<Named[]>`select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic from person p
      where p.school_id = ${schoolId} and p.id in (select gt.teacher_id
        from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id and g.subject_id = ${subjectId}
        join group_teacher gt on gt.school_id = g.school_id and gt.group_id = g.id
        where c.school_id = ${schoolId} and c.year_id = ${plan.yearId} and c.grade = ${grade} and gt.starts <= ${today}
          and (gt.ends is null or gt.ends >= ${today}))
      order by p.family_name, p.given_name, p.patronymic, p.id`,
    readWorkTypes(tx, schoolId),
    readDates(tx, schoolId, planId),
    readPace(tx, schoolId, planId, today),
  ]);
  const [changes, versions, remarks] = await Promise.all([
    readChanges(tx, schoolId, planId, plan.approved, rows),
    readVersions(tx, schoolId, planId),
    readRemarks(tx, schoolId, planId, 'open'),
  ]);
  const writers = [...new Set(rows.flatMap((row) => Object.values(row.authors).map(([id]) => id)))];
  const people = await tx<Named[]>`select id, family_name as "familyName", given_name as "givenName", patronymic
    from person where school_id = ${schoolId} and id = any(${writers}) order by id`;
  return {
    view: 'plan',
    seq: school.seq,
    now: school.now.toISOString(),
    today,
    tz: school.tz,
    plan: { ...headOf(plan), generation: plan.generation, seq: plan.projected },
    authors: authors.map((person) => ({ id: person.id, name: shortName(person) })),
    people: people.map((person) => ({ id: person.id, name: shortName(person) })),
    may: {
      write: can(actor, 'plan.write', { subjectId, grade }),
      create: can(actor, 'plan.create', { subjectId, grade }),
      comment: can(actor, 'plan.comment', { subjectId, grade }),
      approve: can(actor, 'plan.approve'),
    },
    rows,
    groups: groups.map(groupOf),
    workTypes: [...workTypes],
    ...{ changes, versions, remarks },
    dates,
    pace: [...pace],
  };
}

const groupOf = ({ id, classId, className, name, teachers, weekly, due }: PlannedGroup): PlanGroup => ({
  ...{ id, classId, className, name, teachers, weekly, due },
});

/** The rows of a plan that stand, in their order. */
export const readPlanRows = (tx: Tx, schoolId: number, planId: number) => tx<PlanViewRow[]>`
  select r.id, r.kind, r.order_key as "order", r.topic, r.hours, r.type, r.control_id as control, r.homework, r.resources,
    r.results, r.note, r.correction, r.position, r.authors
  from plan_row r where r.school_id = ${schoolId} and r.plan_id = ${planId} and not r.removed
  order by r.position, r.id`;
