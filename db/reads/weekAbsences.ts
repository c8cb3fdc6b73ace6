import { defineRead } from '#db/reads/read.ts';
import type { WeekClass } from '#lib/contract/reads.ts';
import { addDays, mondayOf } from '#lib/domain/time.ts';
import { can } from '#lib/policy.ts';

/** A week of the school's attendance, class by class (R030: deputies watch it weekly). */
export const weekAbsences = defineRead('attendance.week', async (tx, actor, input) => {
  if (!can(actor, 'attendance.compare')) return null;
  const { schoolId } = actor;
  const monday = mondayOf(input.monday);
  const sunday = addDays(monday, 6);
  const rows = await tx<WeekClass[]>`
    with lessons as materialized (
      select l.class_id, l.group_id, l.on_date from generate_series(${monday}::date, ${sunday}::date, interval '1 day') d (day)
      join lesson l on l.school_id = ${schoolId} and l.on_date = d.day::date and l.status = 'planned' and not l.mixed
        and l.on_date <= (select school_today(${schoolId}))
    ), held as materialized (
      select l.class_id, count(*)::int as held from lessons l
      join group_student gs on gs.school_id = ${schoolId} and gs.group_id = l.group_id and gs.starts <= l.on_date
        and (gs.ends is null or gs.ends >= l.on_date) group by l.class_id
    ), missed as materialized (
      select e.class_id,
        count(*) filter (where a.code = 'absent' and a.reason = 'ill')::int as ill,
        count(*) filter (where a.code = 'absent' and a.reason = 'excused')::int as excused,
        count(*) filter (where a.code = 'absent' and a.reason = 'unexcused')::int as unexcused,
        count(*) filter (where a.code = 'absent' and a.reason is null)::int as unreasoned,
        count(*) filter (where a.code = 'late')::int as late,
        count(distinct a.student_id) filter (where a.code = 'absent')::int as away
      from attendance a join study_group g on g.school_id = a.school_id and g.id = a.group_id and not g.mixed
      join enrolment e on e.school_id = a.school_id and e.student_id = a.student_id and e.starts <= a.on_date
        and (e.ends is null or e.ends >= a.on_date)
      where a.school_id = ${schoolId} and a.on_date between ${monday} and ${sunday} and a.code in ('absent', 'late')
      group by e.class_id
    )
    select c.id, c.grade, c.letter, (select count(*)::int from enrolment e where e.school_id = c.school_id
        and e.class_id = c.id and e.starts <= ${sunday} and (e.ends is null or e.ends >= ${monday})) as students,
      coalesce(h.held, 0) as held, coalesce(m.ill, 0) as ill, coalesce(m.excused, 0) as excused,
      coalesce(m.unexcused, 0) as unexcused, coalesce(m.unreasoned, 0) as unreasoned, coalesce(m.late, 0) as late,
      coalesce(m.away, 0) as away
    from academic_year y join class c on c.school_id = y.school_id and c.year_id = y.id
    left join held h on h.class_id = c.id left join missed m on m.class_id = c.id
    where y.school_id = ${schoolId} and y.starts <= ${sunday} and y.ends >= ${monday}
    order by c.grade, c.letter collate "ru-x-icu"`;
  return { classes: [...rows] };
});
