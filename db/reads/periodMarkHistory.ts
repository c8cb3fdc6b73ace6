import { defineRead } from '#db/reads/read.ts';
import type { SchoolEvent } from '#lib/contract/events.ts';
import type { FinalChange } from '#lib/contract/reads.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { addMinutes } from '#lib/domain/time.ts';
import { can, classOfRights } from '#lib/policy.ts';

type GroupRow = { groupId: number; class_id: number; mixed: boolean; offset: number };
type LogRow = PersonName & { seq: number; at: Date; body: string };

/** Corrections of one period mark out of the school's log (003 П2 3.3), for whoever may open the journal. */
export const periodMarkHistory = defineRead(
  'periodMark.history',
  async (tx, actor, { groupId, studentId, periodId }) => {
    const { schoolId } = actor;
    const [group] = await tx<GroupRow[]>`select g.id as "groupId", g.class_id, g.mixed,
        coalesce(extract(epoch from s.clock_offset), 0)::float8 as offset
      from study_group g join school s on s.school_id = g.school_id where g.school_id = ${schoolId} and g.id = ${groupId}`;
    if (!group || !can(actor, 'journal.read', { groupId, classId: classOfRights(group) })) return null;
    const rows = await tx<LogRow[]>`
      select l.seq, l.at, b.body, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
      from school_log l join school_log_payload b on b.school_id = l.school_id and b.seq = l.seq
      join person p on p.school_id = l.school_id and p.id = l.actor_id
      where l.school_id = ${schoolId} and l.object = ${`final:${groupId}:${studentId}:${periodId}`}
      order by l.seq desc limit 200`;
    return { changes: rows.flatMap((row) => changeOf(row, group.offset)) };
  },
);

function changeOf(row: LogRow, offset: number): FinalChange[] {
  // The log's own words, written by our commands.
  const { event, before } = JSON.parse(row.body) as { event: SchoolEvent; before: FinalChange['before'] };
  if (event.name !== 'periodMark.set') return [];
  const { value: after, grounds } = event.data;
  const at = addMinutes(row.at, offset / 60).toISOString();
  return [{ seq: row.seq, at, by: shortName(row), before, after, grounds }];
}
