import type { Asker } from '#db/sql.ts';
import { headsKept, type PlanRemark, type PlanVersionHead } from '#lib/contract/planLife.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { changesOf, comparePlans, type PlanChanges } from '#lib/domain/plans/compare.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

type VersionRow = PersonName & Omit<PlanVersionHead, 'at' | 'author'> & { at: Date; authorId: number };
type RemarkRow = PersonName &
  Omit<PlanRemark, 'at' | 'author' | 'settledBy'> & {
    at: Date;
    authorId: number;
    settledBy: { id: number; name: PersonName } | null;
  };
/** Settled remarks that «Решённые» shows: the newest. */
const SETTLED = 200;

/** Heads of a plan's versions, in the order of their numbers. */
export async function readVersions(tx: Asker, schoolId: number, planId: number): Promise<PlanVersionHead[]> {
  const rows = await tx<VersionRow[]>`
    select v.number, v.kind, v.name, v.approved, v.at, v.author_id as "authorId", v.reason, v.seq,
      p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from plan_version v join person p on p.school_id = v.school_id and p.id = v.author_id
    where v.school_id = ${schoolId} and v.plan_id = ${planId} order by v.number`;
  return headsKept(
    rows.map(({ familyName, givenName, patronymic, authorId, at, ...version }) => ({
      ...version,
      at: at.toISOString(),
      author: { id: authorId, name: shortName({ familyName, givenName, patronymic }) },
    })),
  );
}

/** Remarks of a plan in the order they were made: the open ones, or the last that are settled. Answers stand with theirs. */
export async function readRemarks(
  tx: Asker,
  schoolId: number,
  planId: number,
  which: 'open' | 'settled',
): Promise<PlanRemark[]> {
  const states = which === 'open' ? ['open'] : ['resolved', 'accepted', 'declined', 'withdrawn'];
  const rows = await tx<RemarkRow[]>`
    select m.id, m.row_id as "rowId", m.field, m.kind, m.parent_id as "parentId", m.text, m.was, m.at,
      m.author_id as "authorId", m.state, m.version as v, p.family_name as "familyName", p.given_name as "givenName",
      p.patronymic, case when s.id is not null then json_build_object('id', s.id, 'name', json_build_object(
        'familyName', s.family_name, 'givenName', s.given_name, 'patronymic', s.patronymic)) end as "settledBy"
    from plan_remark m join person p on p.school_id = m.school_id and p.id = m.author_id
    left join person s on s.school_id = m.school_id and s.id = m.settled_by
    where m.school_id = ${schoolId} and m.plan_id = ${planId} and m.state = any(${states})
    order by m.id desc ${which === 'open' ? tx`` : tx`limit ${SETTLED}`}`;
  return rows.reverse().map(({ familyName, givenName, patronymic, authorId, at, settledBy, ...remark }) => ({
    ...remark,
    at: at.toISOString(),
    author: { id: authorId, name: shortName({ familyName, givenName, patronymic }) },
    settledBy: settledBy && { id: settledBy.id, name: shortName(settledBy.name) },
  }));
}

/** What departs from the approved version; null when none is. */
export async function readChanges(
  tx: Asker,
  schoolId: number,
  planId: number,
  approved: number,
  rows: readonly PlanRow[],
): Promise<PlanChanges | null> {
  if (approved === 0) return null;
  const [version] = await tx<{ rows: PlanRow[] }[]>`select v.rows from plan_version v
    where v.school_id = ${schoolId} and v.plan_id = ${planId} and v.approved = ${approved}`;
  return version ? changesOf(comparePlans(version.rows, rows)) : null;
}
