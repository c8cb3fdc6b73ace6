import { type Asked, askedRows, type Change, type CommandContext } from '#db/commands/command.ts';
import { periodLabel } from '#db/queries/journalPeriods.ts';
import type { Asker } from '#db/sql.ts';
import { dayOffTitle } from '#db/timetable/days.ts';
import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import {
  type ControlLevel,
  controlBreaches,
  forbidden,
  type PlacedControl,
  RULE_SOURCES,
} from '#lib/domain/controlLimits.ts';
import { type ControlPlan, controlModes, USUAL_MINUTES } from '#lib/domain/controlWorks.ts';
import { shortName } from '#lib/domain/people.ts';

/** What the commands of the schedule load: the group, the lesson of the asked day, and every other control work its class
 *  writes this school year, planned or in a journal. */

type Name = { familyName: string; givenName: string; patronymic: string | null };
type Other = {
  planId: number | null;
  groupId: number;
  part: boolean;
  subjectId: number;
  subject: string;
  date: string;
  number: number;
  minutes: number | null;
  level: ControlLevel | null;
  who: Name | null;
};
export type ControlRow = {
  group_id: number;
  class_id: number;
  grade: number;
  letter: string;
  subject_id: number;
  subject: string;
  part: boolean;
  hours: number;
  graded: boolean;
  year_starts: string;
  year_ends: string;
  control: boolean | null;
  archived: boolean | null;
  author: Name;
  lesson_id: number | null;
  period: { number: number; kind: 'quarter' | 'half'; starts: string; ends: string; closed: boolean } | null;
  edges: { first: number | null; last: number | null };
  others: Other[];
  day_off: string | null;
};

/** A plan as it stands; absent for a new one. */
export type StoredPlan = {
  id: number;
  on_date: string;
  number: number;
  type_id: number;
  name: string | null;
  minutes: number;
  level: ControlLevel;
  state: 'planned' | 'cancelled';
  plan_author_id: number;
  plan_author: Name;
  plan_id: number | null;
  row_id: string | null;
  version: number;
  /** The journal holds a control work of the group on the plan's day. */
  held: boolean;
};

/** The commands with the day and lesson they ask for as a table `q`. */
export const askedControls = <N extends CommandName>(tx: Asker, asked: readonly Asked<N>[]) => {
  const days = asked.map(({ input }, n) => ({
    n,
    date: 'date' in input ? input.date : null,
    lesson_number: 'number' in input ? input.number : null,
    row_id: 'rowId' in input ? input.rowId : null,
  }));
  return tx`(select q.*, d.date, d.lesson_number, d.row_id from ${askedRows(tx, asked)}
    join jsonb_to_recordset(${JSON.stringify(days)}::text::jsonb) as d (n int, date date, lesson_number smallint, row_id text)
      on d.n = q.n) q`;
};

const nameJson = (tx: Asker, alias: string) =>
  tx`json_build_object('familyName', ${tx(alias)}.family_name, 'givenName', ${tx(alias)}.given_name, 'patronymic', ${tx(alias)}.patronymic)`;

/** The select list of ControlRow over q, g (group), c, s, y, and the laterals of {@link controlJoins}. */
export const controlColumns = (tx: Asker) => tx`
  g.id as group_id, g.class_id, c.grade, c.letter, g.subject_id, s.name as subject, g.name <> '' as part, g.hours, s.graded,
  y.starts as year_starts, y.ends as year_ends, t.control, t.archived, ${nameJson(tx, 'me')} as author, a.lesson_id,
  p.period, e.edges, coalesce(o.others, '[]') as others, f.title as day_off`;

/** Joins from g. `at`, `lesson`, `type`: expressions of the asked day, lesson's number and work type; `own` of its own plan. */
export function controlJoins(tx: Asker, at: Fragment, lesson: Fragment, type: Fragment, own: Fragment) {
  return tx`
    join class c on c.school_id = g.school_id and c.id = g.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    join academic_year y on y.school_id = g.school_id and y.id = g.year_id
    join person me on me.school_id = g.school_id and me.id = q."personId"
    left join work_type t on t.school_id = g.school_id and t.id = ${type}
    left join lateral (select l.id as lesson_id from lesson l where l.school_id = g.school_id and l.group_id = g.id
      and l.on_date = ${at} and l.number = ${lesson} and l.status = 'planned' limit 1) a on true
    left join lateral (select json_build_object('number', p.number, 'kind', p.kind, 'starts', p.starts, 'ends', p.ends,
        'closed', p.closed_at is not null) as period
      from period p where p.school_id = g.school_id and p.year_id = c.year_id and p.kind = c.period_kind
        and ${at} between p.starts and p.ends limit 1) p on true
    cross join lateral (select json_build_object('first', min(l.number), 'last', max(l.number)) as edges from lesson l
      join study_group lg on lg.school_id = l.school_id and lg.id = l.group_id and lg.kind in ('class', 'subgroup')
      where l.school_id = g.school_id and l.class_id = g.class_id and l.on_date = ${at} and l.status = 'planned') e
    left join lateral (${dayOffTitle(tx, at)}) f on true
    cross join lateral (select json_agg(json_build_object('planId', x.plan_id, 'groupId', x.group_id, 'part', xg.name <> '',
        'subjectId', xg.subject_id, 'subject', xs.name, 'date', x.on_date, 'number', x.number, 'minutes', x.minutes,
        'level', x.level, 'who', case when xp.id is not null then ${nameJson(tx, 'xp')} end)) as others
      from (
        select cw.id as plan_id, cw.group_id, cw.on_date, cw.number, cw.minutes, cw.level, cw.author_id as who_id
          from control_work cw where cw.school_id = g.school_id and cw.class_id = g.class_id and cw.state = 'planned'
            and cw.on_date between y.starts and y.ends and cw.id is distinct from ${own}
        union all
        -- A work in the journal on the day of its group's plan is that plan.
        select null, w.group_id, w.on_date, l.number, null, null, l.teacher_id from study_group kg
          join work w on w.school_id = kg.school_id and w.group_id = kg.id and w.on_date between y.starts and y.ends
          join work_type k on k.school_id = w.school_id and k.id = w.type_id and k.control
          join lesson l on l.school_id = w.school_id and l.id = w.lesson_id and l.status = 'planned'
          where kg.school_id = g.school_id and kg.class_id = g.class_id and not exists (select from control_work same
            where same.school_id = w.school_id and same.group_id = w.group_id and same.on_date = w.on_date
              and same.state = 'planned')
      ) x
      join study_group xg on xg.school_id = g.school_id and xg.id = x.group_id
      join subject xs on xs.school_id = g.school_id and xs.id = xg.subject_id
      left join person xp on xp.school_id = g.school_id and xp.id = x.who_id) o`;
}
type Fragment = ReturnType<Asker>;

export type ControlFields = Pick<
  CommandInput<'controlWork.place'>,
  'date' | 'number' | 'typeId' | 'name' | 'minutes' | 'level'
>;
export const NO_CONTROL_TYPE = refuse('invalid', 'Выберите вид контрольной работы.');

/** Why the schedule may not hold this work; null when it may. `stays`: it is there already, on that day and lesson. A limit that only warns is the calendar's to show. */
export function refuseControl(
  l: ControlRow,
  f: ControlFields,
  { settings, today }: CommandContext,
  stays = false,
): Refusal | null {
  if (!l.control || l.archived) return NO_CONTROL_TYPE;
  if (!l.graded || l.grade === 1)
    return refuse('invalid', 'По этому предмету отметки не ставят: контрольных в нём нет.');
  if (f.date < l.year_starts || f.date > l.year_ends)
    return refuse('invalid', 'Этот день не из текущего учебного года.');
  if (f.date < today && !stays)
    return refuse('invalid', 'Этот день уже прошёл: проведённую работу добавляют в журнале.');
  if (l.period?.closed) return refuse('closed', 'Период закрыт. Изменить запись можно только после его открытия.');
  // Only its words change: the day and the lesson are as they were.
  if (stays && f.date < today) return null;
  if (l.day_off !== null && l.lesson_id === null)
    return refuse('invalid', `В этот день уроков нет: ${l.day_off.toLowerCase()}.`);
  if (l.lesson_id === null) return refuse('invalid', 'В этот день у группы нет такого урока. Выберите другой урок.');
  const { edges } = l;
  const facts = {
    className: `${l.grade}${l.letter}`,
    hours: l.hours,
    period: l.period && {
      label: periodLabel(l.period.kind, l.period.number),
      starts: l.period.starts,
      ends: l.period.ends,
      half: l.period.kind === 'half',
    },
    edges: edges.first !== null && edges.last !== null ? { first: edges.first, last: edges.last } : null,
  };
  const own = { classId: l.class_id, groupId: l.group_id, part: l.part, subjectId: l.subject_id, subject: l.subject };
  const work: PlacedControl = { key: 'own', ...own, ...f, who: '' };
  const others = l.others.map(
    (o, n): PlacedControl => ({
      ...{ key: `o${n}`, classId: l.class_id, groupId: o.groupId, part: o.part, subjectId: o.subjectId },
      ...{ subject: o.subject, date: o.date, number: o.number, minutes: o.minutes ?? USUAL_MINUTES },
      ...{ level: o.level ?? 'school', who: o.who ? shortName(o.who) : '' },
    }),
  );
  const breach = forbidden(controlBreaches(work, others, facts, controlModes(settings)));
  return breach ? refuse('invalid', `${breach.words} (${RULE_SOURCES[breach.rule]}).`) : null;
}

/** The plan after a change: what is told and kept. */
export type ControlNext = ControlFields & {
  id: number;
  groupId: number;
  classId: number;
  subjectId: number;
  lessonId: number | null;
  cancelled: boolean;
  author: { id: number; name: string };
  planRow: ControlPlan['planRow'];
  v: number;
};
export function controlChange(next: ControlNext, before: unknown): Change {
  const { subjectId: _, ...data } = next;
  return {
    event: { name: 'controlWork.changed', data },
    object: `controlWork:${next.id}`,
    base: next.v - 1,
    version: next.v,
    before,
  };
}
/** Two teachers of a class must not both be first: the schedule's commands are decided one after another. */
export const CONTROL_LOCK = 'controlWorks';
export const CONTROL_FOLLOWS = ['settings.change', 'work.add', 'work.change', 'workType.change'] as const;

/** The select list of StoredPlan over own (the plan) and oa (its author). */
export const planColumns = (
  tx: Asker,
) => tx`own.id, own.on_date, own.number, own.type_id, own.name, own.minutes, own.level,
  own.state, own.author_id as plan_author_id, own.plan_id, own.row_id, ${nameJson(tx, 'oa')} as plan_author, own.version,
  exists (select from work hw join work_type hk on hk.school_id = hw.school_id and hk.id = hw.type_id and hk.control
    where hw.school_id = own.school_id and hw.group_id = own.group_id and hw.on_date = own.on_date) as held`;
export const planBefore = (l: StoredPlan) => ({
  ...{ date: l.on_date, number: l.number, typeId: l.type_id, name: l.name },
  ...{ minutes: l.minutes, level: l.level, cancelled: l.state === 'cancelled' },
});
export const planRowOf = ({ plan_id, row_id }: Pick<StoredPlan, 'plan_id' | 'row_id'>): ControlPlan['planRow'] =>
  plan_id === null || row_id === null ? null : { planId: plan_id, rowId: row_id };
export const PLACED = refuse('invalid', 'Эта контрольная из КТП уже стоит в графике.');
/** Whether the schedule has a work for a row of a plan in this group, beside `own`. */
export const rowTaken = (tx: Asker, plan: Fragment, row: Fragment, group: Fragment, own: Fragment) => tx`
  exists (select from control_work rw where rw.school_id = g.school_id and rw.plan_id = ${plan} and rw.row_id = ${row}
    and rw.group_id = ${group} and rw.state = 'planned' and rw.id is distinct from ${own})`;
export const HELD = refuse('invalid', 'Работа уже внесена в журнал этого урока: из графика её не перенести.');
