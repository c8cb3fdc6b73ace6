import type { Asker } from '#db/sql.ts';

/** SQL of the calendar: which days a class has school, by which parity and by which bells. */

/** The bell set that a rule gives class `c` on a day; no row: its own. */
export const bellRule = (tx: Asker, day: ReturnType<Asker>) => tx`
  select r.bell_set_id from bell_plan r
  where r.school_id = c.school_id and (r.class_id is null or r.class_id = c.id)
    and (r.grade is null or r.grade = c.grade) and (r.on_date is null or r.on_date = ${day})
    and (r.weekday is null or r.weekday = extract(isodow from ${day}))
    and (r.starts is null or r.starts <= ${day}) and (r.ends is null or r.ends >= ${day})
  order by (r.on_date is not null)::int * 8
    + case when r.class_id is not null then 4 when r.grade is not null then 2 else 0 end
    + (r.weekday is not null)::int desc, coalesce(r.starts, '-infinity'::date) desc, r.id desc limit 1`;

/** Whether day off `o` is class `c`'s; lib/domain/dayOff.ts concerns says the same. Never null. */
export const offConcerns = (tx: Asker) => tx`(o.grades is null and o.class_ids is null
  or coalesce(c.grade = any(o.grades), false) or coalesce(c.id = any(o.class_ids), false))`;

/** The title of a day off that class `c` has on a day; no row: there is school. */
export const dayOffTitle = (tx: Asker, day: ReturnType<Asker>) => tx`
  select o.title from day_off o where o.school_id = c.school_id and ${day} between o.starts and o.ends
    and ${offConcerns(tx)} order by o.grades is not null or o.class_ids is not null, o.starts, o.id limit 1`;

/** `(class_id, own_set, bell_set_id, on_date, weekday, parity)` of every class and school day from … to within the school
 *  year of `from`; «and later»: also of those that come after, and `from` may be in the holidays. Days off of a class, its grade or the school are left out, and so is what is in none of its
 *  periods. lib/domain/timetable.ts weekParity and lib/domain/bells.ts bellSetOn say the same (a test compares). */
export const classDays = (
  tx: Asker,
  schoolId: number,
  from: string,
  years: 'its year' | 'and later' = 'its year',
) => tx`
  select c.id as class_id, c.bell_set_id as own_set, coalesce(b.bell_set_id, c.bell_set_id) as bell_set_id, d.day as on_date,
    extract(isodow from d.day)::int as weekday,
    ((floor((d.day - m.monday) / 7.0)::int % 2) + 2) % 2 + 1 as parity
  from academic_year y
  cross join lateral (select date_trunc('week', y.starts)::date
    + case when extract(isodow from y.starts) > 5 then 7 else 0 end as monday) m
  cross join lateral (select greatest(${from}::date, y.starts) + n as day
    from generate_series(0, y.ends - greatest(${from}::date, y.starts)) n) d
  join class c on c.school_id = y.school_id and c.year_id = y.id
  join period p on p.school_id = y.school_id and p.year_id = y.id and p.kind = c.period_kind
    and d.day between p.starts and p.ends
  left join lateral (${bellRule(tx, tx`d.day`)}) b on true
  where y.school_id = ${schoolId} and ${from}::date <= y.ends and (${from}::date >= y.starts or ${years === 'and later'})
    and not exists (select from day_off o where o.school_id = y.school_id and o.year_id = y.id
      and d.day between o.starts and o.ends
      and ${offConcerns(tx)})`;
