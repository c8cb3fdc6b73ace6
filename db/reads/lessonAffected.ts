import { defineRead } from '#db/reads/read.ts';
import type { LessonAffected } from '#lib/contract/reads.ts';
import { can } from '#lib/policy.ts';

/** How far ahead the next school day is looked for: further than the longest holidays but summer. */
const AHEAD_DAYS = 21;

/** «Узнают сразу»: how many pupils and parents see a change of this lesson, for whoever makes substitutions; and the next day its
 *  class comes to school, to move it to. */
export const lessonAffected = defineRead('lesson.affected', async (tx, actor, { lessonId }) => {
  if (!can(actor, 'substitution.read')) return null;
  const [row] = await tx<LessonAffected[]>`
    select l.topic, (select count(*)::int from group_student s where s.school_id = l.school_id and s.group_id = l.group_id
        and s.starts <= l.on_date and (s.ends is null or s.ends >= l.on_date)) as students,
      (select count(distinct g.guardian_id)::int from group_student s
        join guardian g on g.school_id = s.school_id and g.student_id = s.student_id and g.inform = 'electronic'
          and g.starts <= l.on_date and (g.ends is null or g.ends >= l.on_date)
        where s.school_id = l.school_id and s.group_id = l.group_id
          and s.starts <= l.on_date and (s.ends is null or s.ends >= l.on_date)) as parents,
      (select min(n.on_date) from lesson n where n.school_id = l.school_id and n.class_id = l.class_id
        and n.status = 'planned' and n.on_date > l.on_date and n.on_date <= l.on_date + ${AHEAD_DAYS}::int) as "nextDay"
    from lesson l where l.school_id = ${actor.schoolId} and l.id = ${lessonId}`;
  return row ?? null;
});
