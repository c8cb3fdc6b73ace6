import type { Tx } from '#db/sql.ts';
import type { GroupKind } from '#lib/domain/groups.ts';
import { type Actor, scopeOfJournals } from '#lib/policy.ts';

export type JournalGroup = {
  id: number;
  grade: number;
  letter: string;
  subject: string;
  name: string;
  kind: GroupKind;
  mixed: boolean;
};

/** The journals a person may open, in the order of a school's list: grade, letter, subject, subgroup. Whoever reads the
 *  whole school gets those of one class and of every other class one, the same subject if it has it: six hundred names are
 *  no switcher, and yet any journal is two choices away. Groups beside the classes are few and come whole. */
export async function journalGroups(
  tx: Tx,
  actor: Actor,
  open: { classId: number; subjectId: number },
): Promise<JournalGroup[]> {
  const scope = scopeOfJournals(actor);
  if (scope.kind === 'none') return [];
  const doors = tx`
    select distinct on (d.class_id) d.id from study_group d join subject ds on ds.school_id = d.school_id and ds.id = d.subject_id
    where d.school_id = ${actor.schoolId} and d.kind = 'class' and not d.mixed
    order by d.class_id, d.subject_id <> ${open.subjectId}, ds.name collate "ru-x-icu", d.id`;
  return tx<JournalGroup[]>`
    select g.id, c.grade, c.letter, s.name as subject, g.name, g.kind, g.mixed
    from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    where g.school_id = ${actor.schoolId}
      ${scope.kind === 'school' ? tx`and (g.class_id = ${open.classId} or g.kind not in ('class', 'subgroup') or g.id in (${doors}))` : tx`and (g.id = any(${scope.groupIds}) or (g.class_id = any(${scope.classIds}) and not g.mixed))`}
    order by c.grade, c.letter, s.name collate "ru-x-icu", g.name, g.id`;
}
