import type { Tx } from '#db/sql.ts';

/** The end of the last lesson of the day of a lesson's students, as «last_ends», over l (the lesson) and g (its group): homework
 *  is due an hour after it (lib/domain/homeworkDeadline.ts is the rule). Clubs, electives and lessons at home end nobody's
 *  day but their own. A class has the day of its class; a subgroup or a stream the day of its own students, whose other
 *  subgroups may go home earlier or later. */
export const lastLesson = (tx: Tx, where: Fragment) => tx`
  (select case when g.kind = 'class' and not g.mixed then
      (select max(k.ends_at) from lesson k where k.school_id = l.school_id and k.class_id = l.class_id
        and k.on_date = l.on_date and k.status = 'planned' and exists (select from study_group kg
          where kg.school_id = k.school_id and kg.id = k.group_id and kg.kind in ('class', 'subgroup')))
    else
      (select max(k.ends_at) from lesson k join study_group kg on kg.school_id = k.school_id and kg.id = k.group_id
        where k.school_id = l.school_id and k.on_date = l.on_date and k.status = 'planned'
          and (k.group_id = l.group_id or (kg.kind in ('class', 'subgroup')
            and (g.mixed or k.mixed or k.class_id = l.class_id)
            and exists (select from group_student own join group_student other on other.school_id = own.school_id
                and other.group_id = k.group_id and other.student_id = own.student_id
                and other.starts <= l.on_date and (other.ends is null or other.ends >= l.on_date)
              where own.school_id = l.school_id and own.group_id = l.group_id and own.starts <= l.on_date
                and (own.ends is null or own.ends >= l.on_date)))))
    end as last_ends where ${where})`;
type Fragment = ReturnType<Tx>;
