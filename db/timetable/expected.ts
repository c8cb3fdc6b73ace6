import type { Asker } from '#db/sql.ts';
import { classDays } from '#db/timetable/days.ts';

/** CTEs `school_clock`, `class_day`, `expected`: the lessons that the places in force give from a day on and that have not
 *  begun. A place without a bell or without a teacher gives none: whoever writes places asks for both. What has lost its
 *  bell since keeps the lessons it has, at their time. */
export const expectedLessons = (tx: Asker, schoolId: number, from: string) => tx`
  school_clock as materialized (select school_now(school_id) as now, tz from school where school_id = ${schoolId}),
  class_day as materialized (${classDays(tx, schoolId, from)}),
  expected as materialized (
    select distinct on (x.group_id, x.on_date, x.number) x.* from (
      select t.group_id, g.class_id, g.subject_id, g.mixed, d.on_date, t.number, t.room,
        coalesce(t.teacher_id, gt.teacher_id) as teacher_id,
        coalesce((d.on_date + coalesce(b.starts, ob.starts)) at time zone k.tz, l.starts_at) as starts_at,
        coalesce((d.on_date + coalesce(b.ends, ob.ends)) at time zone k.tz, l.ends_at) as ends_at,
        date_trunc('week', d.on_date)::date as week
      from school_clock k
      join timetable_slot t on t.school_id = ${schoolId} and t.ends >= ${from}::date
      join study_group g on g.school_id = t.school_id and g.id = t.group_id
      join class_day d on d.class_id = g.class_id and d.weekday = t.weekday and (t.parity = 0 or t.parity = d.parity)
        and d.on_date between t.starts and t.ends
      left join bell b on b.school_id = t.school_id and b.bell_set_id = d.bell_set_id and b.number = t.number
      left join bell ob on ob.school_id = t.school_id and ob.bell_set_id = d.own_set and ob.number = t.number
      left join lesson l on l.school_id = t.school_id and l.group_id = t.group_id and l.on_date = d.on_date
        and l.number = t.number and b.number is null and ob.number is null
      left join lateral (select gt.teacher_id from group_teacher gt where gt.school_id = t.school_id
          and gt.group_id = t.group_id and gt.starts <= d.on_date and (gt.ends is null or gt.ends >= d.on_date)
        order by gt.place, gt.starts desc, gt.teacher_id limit 1) gt on true
    ) x
    where x.starts_at > (select now from school_clock) and x.teacher_id is not null
    order by x.group_id, x.on_date, x.number)`;
