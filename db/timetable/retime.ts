import type { Sendable } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { classDays } from '#db/timetable/days.ts';
import { bySets } from '#db/timetable/derive.ts';
import { raised } from '#db/timetable/replace.ts';

/** Lessons that have not begun ring by the present bells, held by whomever, moved or cancelled: a shortened day is one for
 *  all. What a changed lesson goes back to rings by them too. Bells belong to no year: changed in the holidays, they ring in
 *  September. */
export const retimeStatements = (tx: Asker, schoolId: number, from: string): Sendable<unknown>[] => [
  bySets(tx, 'begin'),
  tx`with class_day as materialized (${classDays(tx, schoolId, from, 'and later')}),
    rung as materialized (
      select l.id, (l.on_date + coalesce(b.starts, ob.starts)) at time zone s.tz as starts_at,
        (l.on_date + coalesce(b.ends, ob.ends)) at time zone s.tz as ends_at
      from school s
      join lesson l on l.school_id = s.school_id and l.on_date >= ${from}::date and l.starts_at > school_now(${schoolId})
      join class_day d on d.class_id = l.class_id and d.on_date = l.on_date
      left join bell b on b.school_id = l.school_id and b.bell_set_id = d.bell_set_id and b.number = l.number
      left join bell ob on ob.school_id = l.school_id and ob.bell_set_id = d.own_set and ob.number = l.number
      where s.school_id = ${schoolId})
    update lesson l set starts_at = r.starts_at, ends_at = r.ends_at, change_v = l.change_v + 1 from rung r
    where l.school_id = ${schoolId} and l.id = r.id and r.starts_at is not null
      and (l.starts_at, l.ends_at) is distinct from (r.starts_at, r.ends_at)`,
  tx`with class_day as materialized (${classDays(tx, schoolId, from, 'and later')}),
    rung as materialized (
      select sb.lesson_id, (sb.was_on + coalesce(b.starts, ob.starts)) at time zone s.tz as starts_at,
        (sb.was_on + coalesce(b.ends, ob.ends)) at time zone s.tz as ends_at
      from school s
      join substitution sb on sb.school_id = s.school_id and sb.was_on >= ${from}::date and sb.was_starts > school_now(${schoolId})
      join lesson l on l.school_id = sb.school_id and l.id = sb.lesson_id
      join class_day d on d.class_id = l.class_id and d.on_date = sb.was_on
      left join bell b on b.school_id = s.school_id and b.bell_set_id = d.bell_set_id and b.number = sb.was_number
      left join bell ob on ob.school_id = s.school_id and ob.bell_set_id = d.own_set and ob.number = sb.was_number
      where s.school_id = ${schoolId})
    update substitution sb set was_starts = r.starts_at, was_ends = r.ends_at from rung r
    where sb.school_id = ${schoolId} and sb.lesson_id = r.lesson_id and r.starts_at is not null
      and (sb.was_starts, sb.was_ends) is distinct from (r.starts_at, r.ends_at)`,
  bySets(tx, 'end'),
  raised(tx, schoolId),
];
