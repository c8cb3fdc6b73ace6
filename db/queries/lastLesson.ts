import type { Tx } from '#db/sql.ts';

/** The end of the last lesson of the day of a lesson's students, as «last_ends», over l (the lesson) and g (its group), where
 *  `when` holds, else null: homework is due an hour after it (lib/domain/homeworkDeadline.ts is the rule). Clubs, electives and
 *  lessons at home end nobody's day but their own. A class has the day of its class; a subgroup or a stream the day of its own
 *  students, whose other subgroups may go home earlier or later. The condition stands within the case: beside it the planner
 *  would count the day of every lesson and throw most of them away. */
export const lastLesson = (tx: Tx, when: Fragment) => tx`
  (select case when not (${when}) then null
    when g.kind = 'class' and not g.mixed then ${classEnds(tx)}
    else
      (select max(k.ends_at) from lesson k where k.school_id = l.school_id and k.on_date = l.on_date and k.status = 'planned'
        and k.group_id = any(${companions(tx, tx`l.school_id`, tx`l.group_id`, tx`l.on_date`)}))
    end as last_ends)`;
type Fragment = ReturnType<Tx>;

const classEnds = (tx: Tx) => tx`
  (select max(k.ends_at) from lesson k where k.school_id = l.school_id and k.class_id = l.class_id
    and k.on_date = l.on_date and k.status = 'planned' and exists (select from study_group kg
      where kg.school_id = k.school_id and kg.id = k.group_id and kg.kind in ('class', 'subgroup')))`;

/** The groups whose lessons end the day of this group's students: its own, and the classes' and subgroups' of any of them. */
const companions = (tx: Tx, school: Fragment, group: Fragment, day: Fragment) => tx`array(
  select ${group} union
  select other.group_id from group_student own
  join group_student other on other.school_id = own.school_id and other.student_id = own.student_id
    and other.starts <= ${day} and (other.ends is null or other.ends >= ${day})
  join study_group kg on kg.school_id = other.school_id and kg.id = other.group_id and kg.kind in ('class', 'subgroup')
  where own.school_id = ${school} and own.group_id = ${group} and own.starts <= ${day}
    and (own.ends is null or own.ends >= ${day}))`;

/** The same for all lessons of one group, whose companions of `today` are looked up once: forty lessons of a subgroup would look
 *  for the same children forty times. */
export const lastLessonOf = (
  tx: Tx,
  group: { schoolId: number; id: number; ofClass: boolean; today: string },
): Fragment =>
  group.ofClass
    ? tx`(select ${classEnds(tx)} as last_ends)`
    : tx`(select max(k.ends_at) as last_ends from lesson k where k.school_id = l.school_id and k.on_date = l.on_date
        and k.status = 'planned' and k.group_id = any(${companions(
          tx,
          tx`${group.schoolId}::int`,
          tx`${group.id}::int`,
          tx`${group.today}::date`,
        )}))`;
