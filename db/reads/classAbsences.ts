import { defineRead } from '#db/reads/read.ts';
import type { ClassAbsences } from '#lib/contract/reads.ts';
import { listName, type PersonName } from '#lib/domain/people.ts';
import { can } from '#lib/policy.ts';

type Row = PersonName & { id: number; to: string | null; days: ClassAbsences['students'][number]['days'] };

/** Attendance of a class over a period (R031). The database counts each student's days, reports add them up. */
export const classAbsences = defineRead('attendance.report', async (tx, actor, { classId, from, to }) => {
  if (!can(actor, 'reason.read', { classId })) return null;
  const { schoolId } = actor;
  const rows = await tx<Row[]>`
    select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, s.to, coalesce(x.days, '[]') as days
    from (
      select e.student_id, min(e.starts) as from, case when bool_or(e.ends is null) then null else max(e.ends) end as to
      from enrolment e where e.school_id = ${schoolId} and e.class_id = ${classId} and e.starts <= ${to}
        and (e.ends is null or e.ends >= ${from}) group by e.student_id
    ) s
    join person p on p.school_id = ${schoolId} and p.id = s.student_id
    cross join lateral (
      select json_agg(json_build_object('date', d.on_date, 'held', h.held, 'ill', d.ill, 'excused', d.excused,
        'unexcused', d.unexcused, 'unreasoned', d.unreasoned, 'late', d.late, 'beside', d.beside) order by d.on_date) as days
      from (
        select a.on_date,
          count(*) filter (where a.code = 'absent' and k.own and a.reason = 'ill') as ill,
          count(*) filter (where a.code = 'absent' and k.own and a.reason = 'excused') as excused,
          count(*) filter (where a.code = 'absent' and k.own and a.reason = 'unexcused') as unexcused,
          count(*) filter (where a.code = 'absent' and k.own and a.reason is null) as unreasoned,
          count(*) filter (where a.code = 'late') as late,
          count(*) filter (where a.code = 'absent' and not k.own) as beside
        from attendance a join study_group g on g.school_id = a.school_id and g.id = a.group_id
        cross join lateral (select not g.mixed and g.kind in ('class', 'subgroup', 'individual', 'family') as own) k
        where a.school_id = ${schoolId} and a.student_id = s.student_id and a.code in ('absent', 'late')
          and a.on_date between ${from} and ${to} and a.on_date >= s.from and (s.to is null or a.on_date <= s.to)
        group by a.on_date
      ) d
      cross join lateral (
        select count(*)::int as held
        from group_student gs join study_group g on g.school_id = gs.school_id and g.id = gs.group_id and not g.mixed
          and g.kind in ('class', 'subgroup', 'individual', 'family')
        join lesson l on l.school_id = g.school_id and l.group_id = g.id and l.on_date = d.on_date and l.status = 'planned'
        where gs.school_id = ${schoolId} and gs.student_id = s.student_id and gs.starts <= d.on_date
          and (gs.ends is null or gs.ends >= d.on_date)
      ) h
    ) x
    order by p.family_name, p.given_name, p.id`;
  return { students: rows.map(({ id, to: left, days, ...name }) => ({ id, name: listName(name), to: left, days })) };
});
