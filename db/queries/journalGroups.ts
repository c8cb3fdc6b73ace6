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
 *  whole school gets those of one class: six hundred names are no switcher. */
export async function journalGroups(tx: Tx, actor: Actor, classId: number): Promise<JournalGroup[]> {
  const scope = scopeOfJournals(actor);
  if (scope.kind === 'none') return [];
  return tx<JournalGroup[]>`
    select g.id, c.grade, c.letter, s.name as subject, g.name, g.kind, g.mixed
    from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    where g.school_id = ${actor.schoolId}
      ${scope.kind === 'school' ? tx`and g.class_id = ${classId}` : tx`and (g.id = any(${scope.groupIds}) or (g.class_id = any(${scope.classIds}) and not g.mixed))`}
    order by c.grade, c.letter, s.name collate "ru-x-icu", g.name, g.id`;
}
