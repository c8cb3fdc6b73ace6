import { lagColumn } from '#db/queries/planDates.ts';
import { readPlannedGroups } from '#db/queries/planGroups.ts';
import { headOf, type PlanRowOfTable, planColumns } from '#db/queries/planPage.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { PlansView } from '#lib/contract/planView.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can, holds } from '#lib/policy.ts';

type SchoolRow = { now: Date; tz: string; settings: unknown; seq: number };

/** «КТП»: the single base of plans of the school's year (002 ОП3), with the groups that have none; null for those who may
 *  not read it. Reads no rows of plans: what they count to stands with the plan. */
export async function plansPage(actor: Actor, db: Sql = sql()): Promise<PlansView | null> {
  return readAs(db, contextOf(actor), (tx) => readPlans(tx, actor));
}

/** The same inside a snapshot. */
export async function readPlans(tx: Tx, actor: Actor): Promise<PlansView | null> {
  if (!can(actor, 'plan.read')) return null;
  const { schoolId } = actor;
  const [school] = await tx<SchoolRow[]>`
      select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
  if (!school) return null;
  const today = dayIn(school.now, school.tz);
  const [year] = await tx<PlansView['year'][]>`select id, starts, ends from academic_year
      where school_id = ${schoolId} and starts <= ${today} order by starts desc limit 1`;
  if (!year) return null;
  const [plans, groups, earlier, workTypes, paces, scheduled] = await Promise.all([
    tx<(PlanRowOfTable & { groupIds: number[]; remarks: number })[]>`
        select ${planColumns(tx)}, array(select pg.group_id from plan_group pg
            where pg.school_id = p.school_id and pg.plan_id = p.id order by pg.group_id) as "groupIds",
          (select count(*)::int from plan_remark r where r.school_id = p.school_id and r.plan_id = p.id and r.state = 'open'
            and r.parent_id is null) as remarks
        from plan p join subject s on s.school_id = p.school_id and s.id = p.subject_id
        where p.school_id = ${schoolId} and p.year_id = ${year.id}
        order by s.name collate "ru-x-icu", p.grade, p.name collate "ru-x-icu", p.id`,
    // Lessons at home follow the class's own plan of the subject, by hand; families teach by their own.
    readPlannedGroups(
      tx,
      schoolId,
      year.id,
      today,
      tx`(pg.plan_id is not null
        or g.kind in ('class', 'subgroup', 'extracurricular', 'elective'))`,
    ),
    tx<PlansView['earlier']>`
        select p.id, p.subject_id as "subjectId", s.name as subject, p.grade, p.name, (p.totals ->> 'hours')::int as hours
        from plan p join subject s on s.school_id = p.school_id and s.id = p.subject_id
        where p.school_id = ${schoolId} and p.year_id = (select y.id from academic_year y
          where y.school_id = ${schoolId} and y.starts < ${year.starts} order by y.starts desc limit 1)
        order by s.name collate "ru-x-icu", p.grade, p.name collate "ru-x-icu", p.id`,
    readWorkTypes(tx, schoolId),
    tx<{ groupId: number; lag: number; passed: number }[]>`
      select w.group_id as "groupId", ${lagColumn(tx, tx`${today}::date`)} as lag, w.passed + w.unbound as passed
      from plan p join plan_pace w on w.school_id = p.school_id and w.plan_id = p.id
      where p.school_id = ${schoolId} and p.year_id = ${year.id}`,
    // Grade 1 and subjects without marks have none to place.
    tx<{ groupId: number; count: number }[]>`
      select g.id as "groupId", count(cw.id)::int as count
      from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id and g.kind in ('class', 'subgroup')
      join subject s on s.school_id = g.school_id and s.id = g.subject_id and s.graded
      left join control_work cw on cw.school_id = g.school_id and cw.group_id = g.id and cw.state = 'planned'
        and cw.on_date between ${today} and ${year.ends}
      where c.school_id = ${schoolId} and c.year_id = ${year.id} and c.grade > 1 group by g.id`,
  ]);
  const texts = groups.map((group) => JSON.stringify(group.due));
  const different = [...new Set(texts)];
  const paceOf = new Map(paces.map((pace) => [pace.groupId, pace]));
  const scheduledOf = new Map(scheduled.map(({ groupId, count }) => [groupId, count]));
  const mine = new Set(actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId));
  return {
    view: 'plans',
    seq: school.seq,
    now: school.now.toISOString(),
    today,
    tz: school.tz,
    year,
    plans: plans.map(({ groupIds, remarks, ...plan }) => ({
      ...headOf(plan),
      ...{ seq: plan.projected, groupIds: [...groupIds], remarks },
      mine: can(actor, 'plan.write', { subjectId: plan.subjectId, grade: plan.grade }),
    })),
    groups: groups.map(({ planId: _, due: __, ...group }, at) => ({
      ...group,
      due: different.indexOf(texts[at] ?? ''),
      mayCreate: can(actor, 'plan.create', { subjectId: group.subjectId, grade: group.grade }),
      mine: mine.has(group.id),
      ...{ lag: paceOf.get(group.id)?.lag ?? null, passed: paceOf.get(group.id)?.passed ?? 0 },
      scheduled: scheduledOf.get(group.id) ?? null,
    })),
    dues: different.flatMap((text) => groups[texts.indexOf(text)]?.due ?? []),
    earlier: [...earlier],
    workTypes: [...workTypes],
    rules: parseSettings(school.settings),
  };
}
