import { readHeld, readPlans } from '#db/queries/controlPlans.ts';
import { readControlGroups } from '#db/queries/controlWorksPage.ts';
import { periodLabel } from '#db/queries/journalPeriods.ts';
import { readPlannedGroups } from '#db/queries/planGroups.ts';
import { defineRead } from '#db/reads/read.ts';
import type { Tx } from '#db/sql.ts';
import type { ControlPlace, PlanControlsBoard } from '#lib/contract/planControls.ts';
import { controlModes } from '#lib/domain/controlWorks.ts';
import { className, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { can } from '#lib/policy.ts';

type PlanRow = {
  year_id: number;
  subject: string;
  starts: string;
  ends: string;
  now: Date;
  tz: string;
  settings: unknown;
};
type ClassRow = { id: number; grade: number; letter: string; kind: 'quarter' | 'half' };

/** Control works of a plan and everything their limits are told by: the schedule of its classes for the year. Asked beside the
 *  plan, when somebody opens «Контрольные». */
export const planControls = defineRead('plan.controls', async (tx, actor, { planId }) => {
  if (!can(actor, 'plan.read') || !can(actor, 'controlWork.read')) return null;
  const { schoolId } = actor;
  const [plan] = await tx<PlanRow[]>`
    select p.year_id, s.name as subject, y.starts, y.ends, school_now(o.school_id) as now, o.tz, o.settings
    from plan p join subject s on s.school_id = p.school_id and s.id = p.subject_id
    join academic_year y on y.school_id = p.school_id and y.id = p.year_id
    join school o on o.school_id = p.school_id
    where p.school_id = ${schoolId} and p.id = ${planId}`;
  if (!plan) return null;
  const today = dayIn(plan.now, plan.tz);
  const served = await readPlannedGroups(tx, schoolId, plan.year_id, today, tx`pg.plan_id = ${planId}`);
  const classIds = [...new Set(served.map((group) => group.classId))];
  const [rows, groups, classes, periods, workTypes] = await Promise.all([
    tx<
      PlanControlsBoard['rows']
    >`select r.id, r.position, r.topic, r.hours::int, r.control_id as "typeId" from plan_row r
      join work_type k on k.school_id = r.school_id and k.id = r.control_id and k.control
      where r.school_id = ${schoolId} and r.plan_id = ${planId} and r.kind = 'lesson' and not r.removed
      order by r.position, r.id`,
    readControlGroups(tx, schoolId, classIds, today),
    tx<ClassRow[]>`select id, grade, letter, period_kind as kind from class
      where school_id = ${schoolId} and id = any(${classIds}) order by grade, letter collate "ru-x-icu"`,
    tx<{ kind: string; number: number; starts: string; ends: string }[]>`select kind, number, starts, ends from period
      where school_id = ${schoolId} and year_id = ${plan.year_id} and kind in ('quarter', 'half') order by kind, number`,
    tx<{ id: number; name: string }[]>`select id, name from work_type where school_id = ${schoolId} and control
      order by sort, id`,
  ]);
  const groupIds = groups.map((group) => group.id);
  const [plans, works, places] = await Promise.all([
    readPlans(tx, schoolId, tx`cw.group_id = any(${groupIds}) and cw.on_date between ${plan.starts} and ${plan.ends}`),
    readHeld(tx, schoolId, groupIds, plan.starts, plan.ends),
    readPlaces(
      tx,
      schoolId,
      planId,
      served.map((group) => group.id),
      rows.map((row) => row.id),
    ),
  ]);
  const years = served.map((group) => group.due.year);
  return {
    today,
    subject: plan.subject,
    yearHours: years.length > 0 ? Math.max(...years) : null,
    modes: controlModes(parseSettings(plan.settings)),
    rows: [...rows],
    served: served.map(({ id, className: cls, name }) => ({
      ...{ id, label: name ? `${cls}, ${name}` : cls },
      mine: can(actor, 'controlWork.write', { groupId: id }),
    })),
    places: [...places],
    workTypes: [...workTypes],
    classes: classes.map((row) => ({
      ...{ id: row.id, label: className(row) },
      periods: periods
        .filter((period) => period.kind === row.kind)
        .map(({ kind, number, starts, ends }) => ({
          ...{ label: periodLabel(kind, number), starts, ends },
          half: kind === 'half',
        })),
    })),
    groups: groups.map(({ teachers, ...group }) => ({ ...group, teachers: teachers.map(shortName), mine: false })),
    plans,
    works: [...works],
  };
});

/** The lesson that passes, or will pass, each of these rows first. */
const readPlaces = (tx: Tx, schoolId: number, planId: number, groupIds: number[], rowIds: string[]) => tx<
  ControlPlace[]
>`
  select f."groupId", f."rowId", f."lessonId", f.date, f.number, f.held,
    case when e.first is not null then json_build_object('first', e.first, 'last', e.last) end as edges
  from (
    select distinct on (x.group_id, x.row_id) x.group_id as "groupId", x.row_id as "rowId", l.id as "lessonId",
      l.on_date as date, l.number, l.topic is not null as held, l.class_id
    from (
      select group_id, row_id, lesson_id from lesson_row
        where school_id = ${schoolId} and group_id = any(${groupIds}) and plan_id = ${planId} and row_id = any(${rowIds})
      union all select group_id, row_id, lesson_id from lesson_draft
        where school_id = ${schoolId} and group_id = any(${groupIds}) and plan_id = ${planId} and row_id = any(${rowIds})) x
    join lesson l on l.school_id = ${schoolId} and l.id = x.lesson_id and l.status = 'planned'
    order by x.group_id, x.row_id, l.on_date, l.number, l.id) f
  cross join lateral (select min(l.number) as first, max(l.number) as last from lesson l
    join study_group g on g.school_id = l.school_id and g.id = l.group_id and g.kind in ('class', 'subgroup')
    where l.school_id = ${schoolId} and l.class_id = f.class_id and l.on_date = f.date and l.status = 'planned') e
  order by f."groupId", f.date, f.number`;
