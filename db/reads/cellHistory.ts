import { defineRead } from '#db/reads/read.ts';
import type { SchoolEvent } from '#lib/contract/events.ts';
import type { CellChange } from '#lib/contract/reads.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { addMinutes } from '#lib/domain/time.ts';
import { can } from '#lib/policy.ts';

type LessonRow = { groupId: number; classId: number; offset: number };
type LogRow = PersonName & { seq: number; at: Date; body: string };

/** Corrections of one cell out of the school's log (003 П2 3.3: who, when, was → became). Reasons of absence only for those
 *  who may read them; private notes have no history. */
export const cellHistory = defineRead('cell.history', async (tx, actor, { lessonId, workId, studentId }) => {
  const { schoolId } = actor;
  const [lesson] = await tx<
    LessonRow[]
  >`select l.group_id as "groupId", case when l.mixed then 0 else l.class_id end as "classId",
      coalesce(extract(epoch from s.clock_offset), 0)::float8 as offset
    from work w join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
    join school s on s.school_id = l.school_id
    where w.school_id = ${schoolId} and w.id = ${workId} and w.lesson_id = ${lessonId}`;
  if (!lesson || !can(actor, 'journal.read', lesson)) return null;
  const objects = [1, 2].flatMap((number) => [
    `mark:${workId}:${studentId}:${number}`,
    `comment:${workId}:${studentId}:${number}`,
    `kind:${workId}:${studentId}:${number}`,
  ]);
  objects.push(`absence:${lessonId}:${studentId}`);
  if (can(actor, 'reason.read', lesson)) objects.push(`reason:${lessonId}:${studentId}`);
  const rows = await tx<LogRow[]>`
    select l.seq, l.at, b.body, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from unnest(${objects}::text[]) o (object)
    join school_log l on l.school_id = ${schoolId} and l.object = o.object
    join school_log_payload b on b.school_id = l.school_id and b.seq = l.seq
    join person p on p.school_id = l.school_id and p.id = l.actor_id
    order by l.seq desc limit 200`;
  return { changes: rows.flatMap((row) => changeOf(row, lesson.offset)) };
});

/** A row of the log as the history shows it. The body is our own text: the writer alone puts it there. */
function changeOf(row: LogRow, offset: number): CellChange[] {
  const { event, before, why } = JSON.parse(row.body) as { event: SchoolEvent; before: never; why?: string };
  const said = {
    seq: row.seq,
    at: addMinutes(row.at, offset / 60).toISOString(),
    by: shortName(row),
    why: why ?? null,
  };
  switch (event.name) {
    case 'mark.changed':
      return [{ ...said, what: 'mark', number: event.data.number, before, after: event.data.value }];
    case 'mark.commented':
      return [{ ...said, what: 'comment', number: event.data.number, before, after: event.data.comment }];
    case 'mark.qualified':
      return [{ ...said, what: 'kind', number: event.data.number, before, after: event.data.kind }];
    case 'absence.changed': {
      const { code } = before as { code: typeof event.data.code };
      return [{ ...said, what: 'absence', before: code, after: event.data.code, minutes: event.data.minutes }];
    }
    case 'absence.reasoned':
      return [{ ...said, what: 'reason', before, after: event.data.reason }];
    default:
      return [];
  }
}
