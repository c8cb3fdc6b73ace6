import { defineRead } from '#db/reads/read.ts';
import type { UnboundLesson } from '#lib/contract/reads.ts';
import { can } from '#lib/policy.ts';

/** Filled lessons of a group of which no row of its plan is known, in order: what «Связать проведённые уроки» asks about. Theirs
 *  who may write in them. */
export const planUnbound = defineRead('plan.unbound', async (tx, actor, { planId, groupId }) => {
  const { schoolId } = actor;
  const [group] = await tx<{ classId: number }[]>`
    select g.class_id as "classId" from plan_group pg join study_group g on g.school_id = pg.school_id and g.id = pg.group_id
    where pg.school_id = ${schoolId} and pg.group_id = ${groupId} and pg.plan_id = ${planId}`;
  const subject = { lessonId: 0, groupId, classId: group?.classId ?? 0, date: actor.today, written: false };
  if (!group || !can(actor, 'lesson.write', subject)) return null;
  const lessons = await tx<UnboundLesson[]>`
    select l.id, l.on_date as date, l.number, l.topic, coalesce(lp.version, 0) as v from lesson l
    left join lesson_pass lp on lp.school_id = l.school_id and lp.lesson_id = l.id
    where l.school_id = ${schoolId} and l.group_id = ${groupId} and l.status = 'planned' and l.topic is not null
      and coalesce(lp.kind, 'rows') = 'rows' and not exists (select from lesson_row r where r.school_id = l.school_id
        and r.group_id = l.group_id and r.plan_id = ${planId} and r.lesson_id = l.id)
    order by l.on_date, l.number, l.id`;
  return { lessons: [...lessons] };
});
