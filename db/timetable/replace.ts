import { rowsOf, type Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { type Derived, deriveLessons } from '#db/timetable/derive.ts';
import type { Parity } from '#lib/domain/timetable.ts';

/** A whole timetable put into force, and the way back. */

/** A place of the new timetable. `starts`, `ends`: within the version; absent: from its day to the end of lessons. */
export type SlotInput = {
  groupId: number;
  weekday: number;
  number: number;
  parity: Parity;
  room: string;
  teacherId: number | null;
  starts?: string | null;
  ends?: string | null;
};
export type Replacement = { schoolId: number; from: string; slots: readonly SlotInput[]; by: number; title: string };
export type Replaced = { versionId: number } & Derived;

/** The last school day of the year that `from` lies in. */
const lastDay = (tx: Asker, schoolId: number, from: string) => tx`
  (select max(p.ends) from academic_year y join period p on p.school_id = y.school_id and p.year_id = y.id
    and p.kind in ('quarter', 'half') where y.school_id = ${schoolId} and ${from}::date between y.starts and y.ends)`;

/** A new version with its places, or the places of a draft that becomes one. */
type Source = { slots: readonly SlotInput[]; title: string; by: number } | { slots?: never; by: number };

/** The statements that put version `versionId` into force from `from` on, in their order; `derive` is the one that answers
 *  what has happened to the lessons. */
export function replaceStatements(
  tx: Asker,
  { schoolId, versionId, from, source }: { schoolId: number; versionId: number; from: string; source: Source },
): { before: Sendable<unknown>[]; derive: Sendable<readonly Derived[]>; after: Sendable<unknown>[] } {
  const turn = tx`(select coalesce(max(turn), 0) + 1 from timetable_version where school_id = ${schoolId})`;
  const { before, derive, after } = deriveLessons(tx, schoolId, from);
  const version =
    source.slots === undefined
      ? tx`update timetable_version set state = 'current', starts = ${from}::date, turn = ${turn}, version = version + 1,
            enforced_by = ${source.by}, enforced_at = school_now(${schoolId})
          where school_id = ${schoolId} and id = ${versionId}`
      : tx`insert into timetable_version (school_id, id, year_id, title, starts, state, turn, made_by, made_at,
              enforced_by, enforced_at)
            overriding system value
          select ${schoolId}, ${versionId}, y.id, ${source.title}, ${from}::date, 'current', ${turn}, ${source.by},
            school_now(${schoolId}), ${source.by}, school_now(${schoolId})
          from academic_year y where y.school_id = ${schoolId} and ${from}::date between y.starts and y.ends`;
  const places =
    source.slots === undefined
      ? tx`insert into timetable_slot (school_id, group_id, weekday, number, parity, room, teacher_id, starts, ends, version_id)
          select school_id, group_id, weekday, number, parity, room, teacher_id, greatest(starts, ${from}::date),
            ${lastDay(tx, schoolId, from)}, version_id
          from draft_slot where school_id = ${schoolId} and version_id = ${versionId} and not gone order by id`
      : tx`insert into timetable_slot (school_id, group_id, weekday, number, parity, room, teacher_id, starts, ends, version_id)
          select ${schoolId}, r."groupId", r.weekday, r.number, r.parity, r.room, r."teacherId",
            greatest(r.starts, ${from}::date), least(r.ends, ${lastDay(tx, schoolId, from)}), ${versionId}
          from jsonb_to_recordset(${rowsOf(tx, source.slots)}) as r ("groupId" int, weekday smallint, number smallint,
            parity smallint, room text, "teacherId" int, starts date, ends date)`;
  return {
    before: [
      version,
      tx`insert into timetable_closing (school_id, version_id, slot_id, ends)
        select t.school_id, v.id, t.id, t.ends from timetable_version v
        join study_group g on g.school_id = v.school_id and g.year_id = v.year_id
        join timetable_slot t on t.school_id = g.school_id and t.group_id = g.id
        where v.school_id = ${schoolId} and v.id = ${versionId} and t.ends >= ${from}::date and t.starts <= t.ends`,
      tx`update timetable_slot t set ends = case when t.starts < ${from}::date then ${from}::date - 1 else t.starts - 1 end
        from timetable_closing c
        where c.school_id = ${schoolId} and c.version_id = ${versionId} and t.school_id = c.school_id and t.id = c.slot_id`,
      places,
      before,
    ],
    derive,
    after: [...after, raised(tx, schoolId)],
  };
}

/** Every write of the timetable is told by a higher number. */
export const raised = (tx: Asker, schoolId: number) =>
  tx`update school set timetable_v = timetable_v + 1 where school_id = ${schoolId}`;

/** The statements that take a version back from `from` on: its places end, those it ended go on. `from` is the version's own
 *  day, or today when that has passed: then what it ended begins again as of today. */
export function revertStatements(
  tx: Asker,
  { schoolId, versionId, from }: { schoolId: number; versionId: number; from: string },
): { before: Sendable<unknown>[]; derive: Sendable<readonly Derived[]>; after: Sendable<unknown>[] } {
  const { before, derive, after } = deriveLessons(tx, schoolId, from);
  return {
    before: [
      tx`update timetable_slot set ends = case when starts < ${from}::date then ${from}::date - 1 else starts - 1 end
        where school_id = ${schoolId} and version_id = ${versionId} and ends >= ${from}::date and starts <= ends`,
      tx`with closed as (
          select c.slot_id, c.ends, v.starts >= ${from}::date or t.starts >= ${from}::date as whole
          from timetable_closing c
          join timetable_version v on v.school_id = c.school_id and v.id = c.version_id
          join timetable_slot t on t.school_id = c.school_id and t.id = c.slot_id
          where c.school_id = ${schoolId} and c.version_id = ${versionId} and c.ends >= ${from}::date),
        reopened as (
          update timetable_slot t set ends = c.ends from closed c
          where t.school_id = ${schoolId} and t.id = c.slot_id and c.whole)
        insert into timetable_slot (school_id, group_id, weekday, number, parity, room, teacher_id, starts, ends, version_id)
        select t.school_id, t.group_id, t.weekday, t.number, t.parity, t.room, t.teacher_id, ${from}::date, c.ends, t.version_id
        from closed c join timetable_slot t on t.school_id = ${schoolId} and t.id = c.slot_id where not c.whole`,
      tx`update timetable_version set state = 'withdrawn', version = version + 1
        where school_id = ${schoolId} and id = ${versionId}`,
      before,
    ],
    derive,
    after: [...after, raised(tx, schoolId)],
  };
}

type Statements = ReturnType<typeof replaceStatements>;
async function carryOut({ before, derive, after }: Statements): Promise<Derived> {
  for (const statement of before) await statement.execute();
  const [derived] = await derive.execute();
  for (const statement of after) await statement.execute();
  return derived ?? { added: 0, removed: 0, moved: 0, kept: 0 };
}

/** Ends the year's present places the day before `from`, writes the new ones and derives the lessons from that day on. Never
 *  touches a lesson that has begun, was changed by a substitution, or has attendance, marks or files. `from` is today or
 *  later; inside a transaction in the school's context. */
export async function replaceTimetable(
  tx: Asker,
  { schoolId, from, slots, by, title }: Replacement,
): Promise<Replaced> {
  const [next] = await tx<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('timetable_version', 'id'))::int as id`;
  const versionId = next?.id ?? 0;
  const source = { slots, title, by };
  return { versionId, ...(await carryOut(replaceStatements(tx, { schoolId, versionId, from, source }))) };
}

/** «Вернуть прежнее»: takes the newest version in force back, from today or its later day on. */
export async function revertTimetable(
  tx: Asker,
  { schoolId, versionId }: { schoolId: number; versionId: number; by: number },
): Promise<Replaced> {
  const [row] = await tx<{ from: string }[]>`
    select greatest(starts, school_today(school_id)) as from from timetable_version
    where school_id = ${schoolId} and id = ${versionId}`;
  if (!row) throw new Error(`there is no version ${versionId} of the timetable`);
  return { versionId, ...(await carryOut(revertStatements(tx, { schoolId, versionId, from: row.from }))) };
}
