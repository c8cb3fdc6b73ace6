import { readPlan } from '#db/queries/planPage.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import type { PlanHeading, PlanSheetSource, RowDates, SheetGroup } from '#lib/domain/plans/planSheet.ts';
import { parseSettings, type SchoolSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

/** A plan as it is taken away: on paper, in Word, in Excel. */
export type PlanExport = PlanSheetSource &
  PlanHeading & {
    id: number;
    school: string;
    today: string;
    signs: SchoolSettings['planSigns'];
  };

type HeadRow = { school: string; settings: unknown; starts: string; ends: string };
type ApprovalRow = PersonName & { approved: number; at: Date };
type DateRow = { rowId: string; groupId: number; passed: boolean; day: string };

export const groupLabel = (group: { className: string; name: string }): string =>
  group.name === '' ? group.className : `${group.className} · ${group.name}`;

/** One plan with its days in every group; null when there is none or it is not for this person. */
export async function planExport(actor: Actor, planId: number, db: Sql = sql()): Promise<PlanExport | null> {
  if (!can(actor, 'plan.read')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const view = await readPlan(tx, actor, planId);
    if (!view) return null;
    const [[head], [approval], dated] = await Promise.all([
      tx<HeadRow[]>`select s.name as school, s.settings, y.starts, y.ends from plan p
        join academic_year y on y.school_id = p.school_id and y.id = p.year_id
        join school s on s.school_id = p.school_id where p.school_id = ${schoolId} and p.id = ${planId}`,
      tx<
        ApprovalRow[]
      >`select v.approved, v.at, a.family_name as "familyName", a.given_name as "givenName", a.patronymic
        from plan_version v join person a on a.school_id = v.school_id and a.id = v.author_id
        where v.school_id = ${schoolId} and v.plan_id = ${planId} and v.kind = 'approved' order by v.number desc limit 1`,
      tx<DateRow[]>`select x.row_id as "rowId", x.group_id as "groupId", x.passed, l.on_date as day from (
          select r.row_id, r.group_id, r.lesson_id, true as passed from lesson_row r
            where r.school_id = ${schoolId} and r.plan_id = ${planId}
          union all
          select d.row_id, d.group_id, d.lesson_id, false from plan_group g
            join lesson_draft d on d.school_id = g.school_id and d.group_id = g.group_id
            where g.school_id = ${schoolId} and g.plan_id = ${planId} and d.plan_id = ${planId}) x
        join lesson l on l.school_id = ${schoolId} and l.id = x.lesson_id
        order by l.on_date, l.number, l.id`,
    ]);
    if (!head) return null;
    const { plan, groups, rows, workTypes } = view;
    return {
      ...{ id: plan.id, school: head.school, today: view.today, state: plan.state, rows, workTypes },
      ...{ subject: plan.subject, grade: plan.grade, name: plan.name },
      year: `${head.starts.slice(0, 4)}/${head.ends.slice(0, 4)}`,
      teachers: [...new Set(groups.flatMap((group) => group.teachers.map((teacher) => teacher.name)))],
      approval: approval
        ? { number: approval.approved, on: dayIn(approval.at, view.tz), by: shortName(approval) }
        : null,
      due: groups.map((group) => ({ label: groupLabel(group), hours: group.due.year })),
      signs: parseSettings(head.settings).planSigns,
      groups: groups.map((group): SheetGroup => ({ id: group.id, label: groupLabel(group) })),
      dates: byRow(dated),
    };
  });
}

function byRow(dated: readonly DateRow[]): Map<string, Map<number, RowDates>> {
  const rows = new Map<string, Map<number, RowDates>>();
  for (const { rowId, groupId, passed, day } of dated) {
    const groups = rows.get(rowId) ?? new Map<number, RowDates>();
    rows.set(rowId, groups);
    const days = groups.get(groupId) ?? { passed: [], due: [] };
    groups.set(groupId, days);
    (passed ? days.passed : days.due).push(day);
  }
  return rows;
}
