import type { Asker } from '#db/sql.ts';

/** Who holds a lesson over aliases o (lesson) and x (its substitution, left joined); null: nobody. */
export const holderColumn = (tx: Asker) =>
  tx`case when x.lesson_id is null or x.kind = 'move' then o.teacher_id else x.teacher_id end`;

/** Lessons that are held while lesson `l` would be held at `goal` (on_date, starts_at, ends_at, room, teacher_id), each with what
 *  the two have in common: teacher, room, pupils. Times are compared and not numbers: bell sets differ. */
export const clashesOf = (tx: Asker) => tx`
  select c.teacher, c.room, c.students, c.deviates, c.moved, c.into_id as "intoId", c.id, c.label from (
    select o.id, x.merged_into as into_id, x.lesson_id is not null as deviates, coalesce(x.kind = 'move', false) as moved, ${holderColumn(tx)} = goal.teacher_id as teacher, o.room = goal.room and o.room <> '' as room,
      exists (select from group_student a join group_student b on b.school_id = a.school_id and b.student_id = a.student_id
        and b.group_id = o.group_id and b.starts <= o.on_date and (b.ends is null or b.ends >= o.on_date)
        where a.school_id = l.school_id and a.group_id = l.group_id and a.starts <= goal.on_date
          and (a.ends is null or a.ends >= goal.on_date)) as students,
      oc.grade || oc.letter || ', ' || lower(os.name) as label, o.number
    from lesson o
    left join substitution x on x.school_id = o.school_id and x.lesson_id = o.id
    join class oc on oc.school_id = o.school_id and oc.id = o.class_id
    join subject os on os.school_id = o.school_id and os.id = o.subject_id
    where o.school_id = l.school_id and o.on_date = goal.on_date and o.status = 'planned' and o.id <> l.id
      and o.starts_at < goal.ends_at and o.ends_at > goal.starts_at) c
  where c.teacher or c.room or c.students order by c.number, c.id`;
