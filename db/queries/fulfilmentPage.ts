import { periodLabel } from '#db/queries/journalPeriods.ts';
import { type PlannedGroup, readPlannedGroups } from '#db/queries/planGroups.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { FulfilmentPage } from '#lib/contract/fulfilment.ts';
import {
  type FulfilmentFacts,
  type FulfilmentRow,
  type FulfilmentWork,
  WORK_KINDS,
  workKindOf,
  worksDue,
} from '#lib/domain/plans/fulfilment.ts';
import { hoursByPeriod, type PlanTotals } from '#lib/domain/plans/hours.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, scopeOfFulfilment } from '#lib/policy.ts';

type Span = FulfilmentPage['period'];
type Counts = Omit<FulfilmentFacts, 'due' | 'dueBefore' | 'substituted' | 'otherSubject'> & {
  reasons: string[] | null;
};

/** `period`: its kind and number («quarter-2»), «year» when it is none of this year's. Null: not for this person. */
export async function fulfilmentPage(
  actor: Actor,
  asked: { period?: string | undefined } = {},
  db: Sql = sql(),
): Promise<FulfilmentPage | null> {
  const scope = scopeOfFulfilment(actor);
  if (scope !== 'school' && scope.length === 0) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ name: string; now: Date; tz: string }[]>`
      select name, school_now(school_id) as now, tz from school where school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const [year] = await tx<{ id: number; starts: string; ends: string }[]>`select id, starts, ends from academic_year
      where school_id = ${schoolId} and starts <= ${today} order by starts desc limit 1`;
    if (!year) return null;
    const periods = await tx<{ kind: string; number: number; starts: string; ends: string }[]>`
      select kind, number, starts, ends from period where school_id = ${schoolId} and year_id = ${year.id}
        and kind in ('quarter', 'half') and starts <= ${today} order by kind desc, number`;
    const spans: Span[] = [
      { key: 'year', label: 'Год', starts: year.starts, ends: year.ends },
      ...periods.map(({ kind, number, starts, ends }) => ({
        ...{ key: `${kind}-${number}`, label: periodLabel(kind, number), starts, ends },
      })),
    ];
    const span = spans.find((own) => own.key === asked.period) ?? spans[0];
    if (!span) return null;
    const groups = await readPlannedGroups(
      tx,
      schoolId,
      year.id,
      today,
      scope === 'school' ? tx`(pg.plan_id is not null or g.kind in ('class', 'subgroup'))` : tx`g.id = any(${scope})`,
    );
    const to = span.ends < today ? span.ends : today;
    return {
      ...{ school: school.name, now: school.now.toISOString(), today, tz: school.tz, whole: scope === 'school' },
      periods: spans.map(({ key, label }) => ({ key, label })),
      period: span,
      rows: await readRows(tx, schoolId, groups, { span, to, yearStarts: year.starts }),
    };
  });
}

async function readRows(
  tx: Tx,
  schoolId: number,
  groups: readonly PlannedGroup[],
  { span, to, yearStarts }: { span: Span; to: string; yearStarts: string },
): Promise<FulfilmentRow[]> {
  const ids = groups.map((group) => group.id);
  const planIds = [...new Set(groups.flatMap((group) => group.planId ?? []))];
  const [counts, dues, swaps, paces, plans, types, works] = await Promise.all([
    readCounts(tx, schoolId, ids, span.starts, to),
    readDue(tx, schoolId, ids, { from: span.starts, to, yearStarts }),
    tx<{ groupId: number; substituted: number; otherSubject: number }[]>`
      select s.group_id as "groupId", count(*)::int as substituted, count(s.subject_id)::int as "otherSubject"
      from substitution s join lesson l on l.school_id = s.school_id and l.id = s.lesson_id and l.status = 'planned'
        and l.on_date between ${span.starts} and ${to}
      where s.school_id = ${schoolId} and s.was_on >= ${yearStarts} and s.kind in ('substitute', 'merge', 'self') and s.group_id = any(${ids})
      group by s.group_id`,
    tx<
      { groupId: number; rest: number; open: number }[]
    >`select group_id as "groupId", greatest(rest - unbound, 0) as rest, open from plan_pace
      where school_id = ${schoolId} and group_id = any(${ids})`,
    tx<
      { id: number; totals: PlanTotals }[]
    >`select id, totals from plan where school_id = ${schoolId} and id = any(${planIds})`,
    tx<
      { id: number; name: string; control: boolean }[]
    >`select id, name, control from work_type where school_id = ${schoolId}`,
    tx<{ groupId: number; typeId: number; count: number }[]>`
      select w.group_id as "groupId", w.type_id as "typeId", count(distinct w.lesson_id)::int as count
      from unnest(${ids}::int[]) g (id)
      join work w on w.school_id = ${schoolId} and w.group_id = g.id and w.on_date between ${span.starts} and ${to}
      join lesson l on l.school_id = w.school_id and l.id = w.lesson_id and l.status = 'planned'
      group by w.group_id, w.type_id`,
  ]);
  const kinds = new Map(
    types.flatMap((type): [number, FulfilmentWork][] => {
      const kind = workKindOf(type);
      return kind ? [[type.id, kind]] : [];
    }),
  );
  const byGroup = <T extends { groupId: number }>(list: readonly T[]) => new Map(list.map((own) => [own.groupId, own]));
  const [counted, due, swapped, paced] = [byGroup(counts), byGroup(dues), byGroup(swaps), byGroup(paces)];
  const totals = new Map(plans.map((plan) => [plan.id, plan.totals]));
  return groups.map((group): FulfilmentRow => {
    const { groupId: _, reasons, ...own } = counted.get(group.id) ?? { groupId: group.id, ...NOTHING };
    const facts: FulfilmentFacts = {
      ...own,
      ...{ due: due.get(group.id)?.due ?? 0, dueBefore: due.get(group.id)?.before ?? 0 },
      substituted: swapped.get(group.id)?.substituted ?? 0,
      otherSubject: swapped.get(group.id)?.otherSubject ?? 0,
    };
    const plan = group.planId === null ? undefined : totals.get(group.planId);
    const given = works.filter((work) => work.groupId === group.id);
    const asked = worksDue(plan?.controls ?? [], kinds, facts);
    const workOf = (kind: FulfilmentWork) => ({
      plan: asked[kind],
      fact: given.reduce((sum, work) => sum + (kinds.get(work.typeId) === kind ? work.count : 0), 0),
    });
    const [control, practical, laboratory] = WORK_KINDS.map(workOf);
    const none = { plan: 0, fact: 0 };
    return {
      ...{
        groupId: group.id,
        classId: group.classId,
        grade: group.grade,
        className: group.className,
        name: group.name,
      },
      ...{ subjectId: group.subjectId, subject: group.subject, planId: group.planId },
      teachers: group.teachers.map((teacher) => teacher.name),
      ...hoursOf(group, plan, span),
      facts,
      works: { control: control ?? none, practical: practical ?? none, laboratory: laboratory ?? none },
      ...{ rest: paced.get(group.id)?.rest ?? null, open: paced.get(group.id)?.open ?? null, reasons: reasons ?? [] },
    };
  });
}

const NOTHING: Counts = {
  ...{ held: 0, passed: 0, unfilled: 0, empty: 0, cancelled: 0, lost: 0, repeated: 0, merged: 0 },
  reasons: null,
};

/** Hours of the span: of the year, or of the group's period that it is (a quarter is none of grade 10's). */
function hoursOf(group: PlannedGroup, plan: PlanTotals | undefined, span: Span) {
  if (span.key === 'year') return { curriculum: group.due.year, planned: plan ? plan.hours : null };
  const at = group.due.periods.findIndex((period) => period.starts === span.starts && period.ends === span.ends);
  return {
    curriculum: group.due.periods[at]?.hours ?? 0,
    planned: plan ? (hoursByPeriod(plan.hours, group.due.periods).planned[at] ?? 0) : null,
  };
}

/** What became of the lessons of these days; lib/domain/plans/pace.ts counts alike. */
const readCounts = (tx: Tx, schoolId: number, ids: number[], from: string, to: string) => tx<
  (Counts & { groupId: number })[]
>`
  select l.group_id as "groupId",
    count(*) filter (where l.status = 'planned' and l.topic is not null)::int as held,
    coalesce(sum(case when l.status <> 'planned' then 0 when r.hours > 0 then r.hours
      when l.topic is not null and coalesce(p.kind, 'rows') = 'rows' then 1 else 0 end), 0)::int as passed,
    count(*) filter (where l.status = 'planned' and l.topic is null and r.hours is null
      and coalesce(p.kind, 'rows') = 'rows')::int as unfilled,
    count(*) filter (where l.status = 'planned' and l.topic is null and l.ends_at <= (select school_now(${schoolId}::int)))::int
      as empty,
    count(*) filter (where l.status = 'cancelled')::int as cancelled,
    count(*) filter (where l.status = 'planned' and p.kind = 'lost')::int as lost,
    count(*) filter (where l.status = 'planned' and p.kind = 'repeat')::int as repeated,
    coalesce(sum(greatest(r.hours - 1, 0)) filter (where l.status = 'planned'), 0)::int as merged,
    array_agg(distinct p.reason) filter (where p.reason <> '' and l.status = 'planned') as reasons
  from unnest(${ids}::int[]) g (id)
  join lesson l on l.school_id = ${schoolId} and l.group_id = g.id and l.on_date between ${from} and ${to}
  left join plan_group pg on pg.school_id = l.school_id and pg.group_id = l.group_id
  left join lesson_pass p on p.school_id = l.school_id and p.lesson_id = l.id
  left join lateral (select nullif(sum(x.hours), 0)::int as hours from lesson_row x
    where x.school_id = l.school_id and x.lesson_id = l.id and x.plan_id = pg.plan_id) r on true
  group by l.group_id`;

/** Hours due in the span and before it: by the days that were frozen when the plan was approved, else by the timetable's days. */
const readDue = (
  tx: Tx,
  schoolId: number,
  ids: number[],
  { from, to, yearStarts }: { from: string; to: string; yearStarts: string },
) => tx<{ groupId: number; due: number; before: number }[]>`
  with own as materialized (
    select g.id, plan_due(${schoolId}, pg.plan_id, g.id) as days from unnest(${ids}::int[]) g (id)
    left join plan_group pg on pg.school_id = ${schoolId} and pg.group_id = g.id),
  day as (
    select o.id, d as day, 1 as n from own o cross join lateral unnest(o.days) d
    union all
    select o.id, l.on_date, 1 from own o
      join lesson l on l.school_id = ${schoolId} and l.group_id = o.id and l.on_date between ${yearStarts} and ${to}
      where o.days is null
    -- Moved lessons stand at the day they had.
    union all
    select o.id, x.day, x.n from substitution s
      join lesson l on l.school_id = s.school_id and l.id = s.lesson_id and l.on_date <> s.was_on
      join own o on o.id = s.group_id and o.days is null
      cross join lateral (values (l.on_date, -1), (s.was_on, 1)) x (day, n)
      where s.school_id = ${schoolId} and s.was_on >= ${yearStarts})
  select id as "groupId", coalesce(sum(n) filter (where day between ${from} and ${to}), 0)::int as due,
    coalesce(sum(n) filter (where day >= ${yearStarts} and day < ${from}), 0)::int as before
  from day where day <= ${to} group by id`;
