import { defineRead } from '#db/reads/read.ts';
import type { ClassPlanFields } from '#lib/domain/classPlan.ts';
import { className } from '#lib/domain/people.ts';
import { can } from '#lib/policy.ts';

/** What the other classes of a parallel plan in a month: for the homeroom teacher who copies from a colleague. What came of
 *  their classes is not in it. */
export const classPlanParallel = defineRead('classPlan.parallel', async (tx, actor, { classId, month }) => {
  if (!can(actor, 'classPlan.write', { classId })) return null;
  const rows = await tx<(ClassPlanFields & { id: number; grade: number; letter: string })[]>`
    select o.id, o.grade, o.letter, k.on_date as date, k.title, k.kind, k.place, k.who
    from class c join class o on o.school_id = c.school_id and o.year_id = c.year_id and o.grade = c.grade and o.id <> c.id
    join class_plan k on k.school_id = o.school_id and k.class_id = o.id and not k.removed
      and k.on_date between ${`${month}-01`}::date and (${`${month}-01`}::date + interval '1 month - 1 day')::date
    where c.school_id = ${actor.schoolId} and c.id = ${classId}
    order by o.letter collate "ru-x-icu", k.on_date, k.id`;
  const classes = new Map<number, { id: number; name: string; entries: ClassPlanFields[] }>();
  for (const { id, grade, letter, ...entry } of rows) {
    const own = classes.get(id) ?? { id, name: className({ grade, letter }), entries: [] };
    own.entries.push(entry);
    classes.set(id, own);
  }
  return { classes: [...classes.values()] };
});
