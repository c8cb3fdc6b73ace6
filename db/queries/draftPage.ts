import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { type WeekFacts, weekFacts } from '#db/timetable/facts.ts';
import type { DraftView } from '#lib/contract/draftViews.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type SchoolRow = { now: Date; tz: string; seq: number; settings: unknown };
type DraftRow = WeekFacts & DraftView['version'];

/** A draft of the timetable with all that its rules need; null when there is none or it is not for this person. The view
 *  holds the school's week, so that a carried lesson shows at once where it may stand. */
export async function draftPage(
  actor: Actor,
  asked: { versionId: number },
  db: Sql = sql(),
): Promise<DraftView | null> {
  if (!can(actor, 'timetable.edit')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<SchoolRow[]>`
      select school_now(s.school_id) as now, s.tz, h.seq, s.settings from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    const [draft] = await tx<DraftRow[]>`select v.id, v.title, v.starts, v.state, v.version as v, ${weekFacts(tx)}
      from timetable_version v where v.school_id = ${schoolId} and v.id = ${asked.versionId}`;
    if (!school || !draft) return null;
    const teachers = await tx<(PersonName & { id: number })[]>`
      select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
      from person p where p.school_id = ${schoolId} and exists (select from group_teacher t
        where t.school_id = p.school_id and t.teacher_id = p.id and (t.ends is null or t.ends >= ${draft.starts}))
      order by p.family_name, p.given_name, p.patronymic, p.id`;
    const { id, title, starts, state, v, classes, groups, curriculum, meets, bellSets, bellRules, slots } = draft;
    return {
      ...{ view: 'draft', seq: school.seq, now: school.now.toISOString(), today: dayIn(school.now, school.tz) },
      ...{ tz: school.tz, mayWrite: can(actor, 'timetable.write') && state === 'draft' },
      version: { id, title, starts, state, v },
      ceilings: parseSettings(school.settings).ceilings,
      ...{ classes, groups, curriculum, meets, bellSets, bellRules, slots },
      teachers: teachers.map((person) => ({ id: person.id, name: shortName(person) })),
    };
  });
}
