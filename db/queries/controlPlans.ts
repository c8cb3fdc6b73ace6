import type { Tx } from '#db/sql.ts';
import type { ControlHeld, ControlPlan } from '#lib/domain/controlWorks.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** Plans of the schedule and the control works of journals, as views hold them. */

type Fragment = ReturnType<Tx>;
type Row = Omit<ControlPlan, 'author' | 'planRow'> & {
  authorId: number;
  planId: number | null;
  rowId: string | null;
} & PersonName;

/** Plans where `where` says so of cw; by day. Families are not told who placed them, nor for which row of a plan. */
export async function readPlans(tx: Tx, schoolId: number, where: Fragment, family = false): Promise<ControlPlan[]> {
  const rows = await tx<Row[]>`
    select cw.id, cw.group_id as "groupId", cw.lesson_id as "lessonId", cw.on_date as date, cw.number, cw.type_id as "typeId",
      cw.name, cw.minutes, cw.level, cw.state = 'cancelled' as cancelled, cw.version as v, cw.author_id as "authorId",
      cw.plan_id as "planId", cw.row_id as "rowId",
      p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from control_work cw join person p on p.school_id = cw.school_id and p.id = cw.author_id
    where cw.school_id = ${schoolId} and ${where} order by cw.on_date, cw.id`;
  return rows.map(({ authorId, planId, rowId, familyName, givenName, patronymic, ...plan }) => ({
    ...plan,
    author: family ? null : { id: authorId, name: shortName({ familyName, givenName, patronymic }) },
    planRow: family || planId === null || rowId === null ? null : { planId, rowId },
  }));
}

/** Control works of these groups' journals between two days. */
export const readHeld = (tx: Tx, schoolId: number, groupIds: readonly number[], from: string, to: string) => tx<
  ControlHeld[]
>`
  select w.id, w.group_id as "groupId", w.lesson_id as "lessonId", w.on_date as date, w.type_id as "typeId", w.name,
    l.status = 'cancelled' as cancelled, w.version as v
  from work w join work_type t on t.school_id = w.school_id and t.id = w.type_id and t.control
  join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
  where w.school_id = ${schoolId} and w.group_id = any(${[...groupIds]}) and w.on_date between ${from} and ${to}
  order by w.on_date, w.id`;
