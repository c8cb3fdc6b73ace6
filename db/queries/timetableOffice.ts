import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { bellColumns } from '#db/timetable/facts.ts';
import { printOf } from '#db/timetable/prints.ts';
import type {
  BellRuleRef,
  BellSetRef,
  GivenApproval,
  TimetableClass,
  TimetableOfficeView,
  TimetableVersion,
} from '#lib/contract/draftViews.ts';
import { APPROVALS, type ApprovalKind, approvalState, approvalsDue } from '#lib/domain/approvals.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type YearRow = {
  id: number;
  starts: string;
  ends: string;
  last_day: string | null;
  classes: TimetableClass[];
  bellSets: BellSetRef[];
  bellRules: BellRuleRef[];
} & Record<ApprovalKind, string>;
type VersionRow = Omit<TimetableVersion, 'by' | 'at' | 'last' | 'enforced'> &
  PersonName & { at: Date; turn: number | null; enforced_at: Date | null; enforcer: PersonName };
type ApprovalRow = Omit<GivenApproval, 'by' | 'at'> & PersonName & { kind: ApprovalKind; at: Date; print: string };

/** «Редактор расписания»: versions and drafts, bells, approvals; null for those who may not. */
export async function timetableOffice(actor: Actor, db: Sql = sql()): Promise<TimetableOfficeView | null> {
  if (!can(actor, 'timetable.edit')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const [years, versions, approvals] = await Promise.all([
      tx<YearRow[]>`select v.year_id as id, v.starts, v.ends, ${bellColumns(tx)},
          (select max(p.ends) from period p where p.school_id = v.school_id and p.year_id = v.year_id
            and p.kind in ('quarter', 'half')) as last_day,
          ${APPROVALS.reduce((list, kind, at) => tx`${list}${at === 0 ? tx`` : tx`, `}${printOf(tx, kind)} as ${tx(kind)}`, tx``)}
        from (select school_id, id, id as year_id, starts, ends from academic_year where school_id = ${schoolId}
          and ends >= ${today} order by starts limit 1) v
        join academic_year y on y.school_id = v.school_id and y.id = v.id`,
      tx<VersionRow[]>`select v.id, v.title, v.starts, v.state, v.turn, v.version as v, v.made_at as at,
          p.family_name as "familyName", p.given_name as "givenName", p.patronymic, v.enforced_at,
          json_build_object('familyName', e.family_name, 'givenName', e.given_name, 'patronymic', e.patronymic) as enforcer
        from timetable_version v left join person p on p.school_id = v.school_id and p.id = v.made_by
        left join person e on e.school_id = v.school_id and e.id = v.enforced_by
        where v.school_id = ${schoolId} order by v.turn desc nulls first, v.id desc`,
      tx<
        ApprovalRow[]
      >`select distinct on (a.kind) a.kind, a.order_no as "orderNo", a.order_on as "orderOn", a.note, a.at, a.print,
          p.family_name as "familyName", p.given_name as "givenName", p.patronymic
        from academic_year y join approval a on a.school_id = y.school_id and a.year_id = y.id
        join person p on p.school_id = a.school_id and p.id = a.by_id
        where y.school_id = ${schoolId} and ${today} between y.starts and y.ends order by a.kind, a.id desc`,
    ]);
    const year = years[0] ?? null;
    const newest = versions.find((version) => version.state === 'current');
    const due = year ? approvalsDue(year.starts) : today;
    return {
      ...{ view: 'timetableOffice', seq: school.seq, now: school.now.toISOString(), today, tz: school.tz },
      mayWrite: can(actor, 'timetable.write'),
      mayApprove: can(actor, 'timetable.approve'),
      year: year && {
        ...{ id: year.id, starts: year.starts, ends: year.ends, lastDay: year.last_day ?? year.ends },
        label: `${year.starts.slice(0, 4)}/${year.ends.slice(2, 4)}`,
      },
      versions: versions.map(({ id, title, starts, state, v, at, enforced_at, enforcer, ...made }) => ({
        ...{ id, title, starts, state, v, last: id === newest?.id, at: at.toISOString() },
        by: made.familyName === null ? null : shortName(made),
        enforced: enforced_at && { by: shortName(enforcer), at: enforced_at.toISOString() },
      })),
      bellSets: year?.bellSets ?? [],
      bellRules: year?.bellRules ?? [],
      classes: year?.classes ?? [],
      approvals: APPROVALS.map((kind) => {
        const last = approvals.find((row) => row.kind === kind);
        return {
          ...{ kind, due, state: approvalState(last ?? null, year?.[kind] ?? '', due, today) },
          last: last
            ? {
                ...{ orderNo: last.orderNo, orderOn: last.orderOn, note: last.note, by: shortName(last) },
                at: last.at.toISOString(),
              }
            : null,
        };
      }),
    };
  });
}
