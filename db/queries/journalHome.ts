import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { type Actor, holds, scopeOfJournals } from '#lib/policy.ts';

/** Where a member of staff lands: the journal of the lesson he holds now, else of his next one, else of his last one,
 *  else the first he may open. Null: there is none. */
export async function journalHome(actor: Actor, db: Sql = sql()): Promise<{ groupId: number } | null> {
  const scope = scopeOfJournals(actor);
  if (scope.kind === 'none') return null;
  return readAs(db, contextOf(actor), async (tx) => {
    const { schoolId, personId } = actor;
    const [own] = await tx<{ groupId: number }[]>`
      select l.group_id as "groupId" from lesson l
      where l.school_id = ${schoolId} and l.status = 'planned'
        and (l.group_id = any(${actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId)})
          or l.id = any(${actor.substitutes.filter((s) => s.date === actor.today).map((s) => s.lessonId)}))
        and l.on_date between ${actor.today}::date - 10 and ${actor.today}::date + 10
      order by
        (l.teacher_id = ${personId} and l.starts_at <= (select school_now(${schoolId})) and l.ends_at > (select school_now(${schoolId}))) desc,
        (l.ends_at > (select school_now(${schoolId}))) desc,
        abs(extract(epoch from l.starts_at - (select school_now(${schoolId})))), l.group_id
      limit 1`;
    if (own) return own;
    const [any] = await tx<{ groupId: number }[]>`
      select g.id as "groupId" from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
      where g.school_id = ${schoolId}
        ${scope.kind === 'school' ? tx`` : tx`and (g.id = any(${scope.groupIds}) or (g.class_id = any(${scope.classIds}) and not g.mixed))`}
      order by c.grade, c.letter, g.id limit 1`;
    return any ?? null;
  });
}
