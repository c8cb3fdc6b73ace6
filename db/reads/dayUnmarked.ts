import { periodLabel } from '#db/queries/journalPeriods.ts';
import { defineRead } from '#db/reads/read.ts';
import type { Tx } from '#db/sql.ts';
import type { FinalsDue, UnmarkedWork } from '#lib/contract/reads.ts';
import { WRITTEN_DAYS } from '#lib/domain/myDay.ts';
import { className } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays } from '#lib/domain/time.ts';
import { can, holds } from '#lib/policy.ts';

/** How far back it is looked for, days: the periods before are closed or past mending. */
const BACK = 60;
/** More rows than this are no list to work off. */
const LISTED = 20;

type Named = { grade: number; letter: string; mixed: boolean };
type Row = Omit<UnmarkedWork, 'className'> & Named;
type FinalRow = Omit<FinalsDue, 'className' | 'period' | 'by'> & Named & { kind: string; number: number; ends: string };
/** How many days before a period's end its marks are called for. */
const AHEAD = 3;

/** What is late or nearly so with one's marks, beside control works that some are marked for. Written works (003 П2 2.4, 004 2г) and checked homework of one's own groups that have no mark a week after the lesson. A
 *  control work that some are marked for has its own line in the day. */
export const dayUnmarked = defineRead('day.unmarked', async (tx, actor) => {
  const { schoolId, personId, today } = actor;
  if (!can(actor, 'day.read', { personId })) return null;
  const groups = actor.teaches.filter((t) => holds(t, today)).map((t) => t.groupId);
  const rows = await tx<Row[]>`
    select w.id as "workId", w.lesson_id as "lessonId", w.group_id as "groupId", c.grade, c.letter, g.mixed,
      s.name as subject, g.name, t.name as type, w.on_date as date
    from work w join work_type t on t.school_id = w.school_id and t.id = w.type_id
      and (t.written or t.name ilike 'домашн%')
    join lesson l on l.school_id = w.school_id and l.id = w.lesson_id and l.status = 'planned' and l.teacher_id = ${personId}
    join study_group g on g.school_id = w.school_id and g.id = w.group_id
    join class c on c.school_id = g.school_id and c.id = g.class_id and c.grade > 1
    join subject s on s.school_id = g.school_id and s.id = g.subject_id and s.graded
    left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
      and l.on_date between p.starts and p.ends
    where w.school_id = ${schoolId} and w.group_id = any(${groups})
      and w.on_date between ${addDays(today, -BACK)} and ${addDays(today, -WRITTEN_DAYS - 1)} and p.closed_at is null
      and not exists (select from mark m where m.school_id = w.school_id and m.work_id = w.id and m.value is not null)
      and not exists (select from substitution sb where sb.school_id = l.school_id and sb.lesson_id = l.id
        and sb.teacher_id is not null)
    order by w.on_date, w.id limit ${LISTED}`;
  const [school] = await tx<{ settings: unknown }[]>`select settings from school where school_id = ${schoolId}`;
  const { finalsDays } = parseSettings(school?.settings);
  const finals = await readFinalsDue(tx, schoolId, groups, today);
  return {
    works: rows.map(named),
    finals: finals.map(({ kind, number, ends, ...row }) => ({
      ...named(row),
      period: periodLabel(kind, number),
      by: addDays(ends, finalsDays),
    })),
  };
});

/** Students of several classes: the group is called by its own name. */
const named = <R extends Named & { name: string }>({ grade, letter, mixed, ...row }: R) => ({
  ...row,
  className: mixed ? row.name : className({ grade, letter }),
  name: mixed ? '' : row.name,
});

/** Period marks that are still to be set when the period ends or has ended (003 П6 4.8, 004 2е); the oldest first. */
const readFinalsDue = (tx: Tx, schoolId: number, groups: number[], today: string) => tx<FinalRow[]>`
  select g.id as "groupId", c.grade, c.letter, g.mixed, s.name as subject, g.name, p.id as "periodId", p.kind, p.number, p.ends,
    count(*)::int as students, count(*) filter (where pm.value is null)::int as missing
  from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id and c.grade > 1
  join subject s on s.school_id = g.school_id and s.id = g.subject_id and s.graded
  join period p on p.school_id = g.school_id and p.year_id = c.year_id and p.kind = c.period_kind and p.closed_at is null
    and p.ends between ${addDays(today, -BACK)} and ${addDays(today, AHEAD)}
  join group_student gs on gs.school_id = g.school_id and gs.group_id = g.id and gs.starts <= p.ends
    and (gs.ends is null or gs.ends >= p.ends)
  left join period_mark pm on pm.school_id = gs.school_id and pm.group_id = gs.group_id and pm.student_id = gs.student_id
    and pm.period_id = p.id
  where g.school_id = ${schoolId} and g.id = any(${groups})
  group by g.id, c.id, c.grade, c.letter, g.mixed, s.name, g.name, p.id, p.kind, p.number, p.ends
  having count(*) filter (where pm.value is null) > 0
  order by p.ends, c.grade, c.letter, s.name, g.id limit ${LISTED}`;
