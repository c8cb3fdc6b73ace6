import { calendarChange, type FeedLoaded, loadFeeds } from '#db/commands/calendarFacts.ts';
import { defineCommand, rowsOf } from '#db/commands/command.ts';

type Row = { personId: number; studentId: number | null; hash: string };

/** «Создать адрес»: a new secret address of a calendar; the one before it opens nothing any more. */
export const issueCalendar = defineCommand<'calendar.issue', FeedLoaded, Row>({
  name: 'calendar.issue',
  lock: (input) => `calendar:${input.studentId ?? 0}`,
  personal: true,
  load: loadFeeds,
  permission: ({ studentId }) => ({ action: 'calendar.own', subject: { studentId } }),
  decide({ studentId, hash }, feed, context) {
    const changed = calendarChange(studentId, feed, true, context);
    return changed.ok ? { ...changed, row: { personId: context.actor.personId, studentId, hash } } : changed;
  },
  write: (tx, rows, schoolId) => [
    tx`insert into calendar_feed (school_id, person_id, student_id, token_hash)
      select ${schoolId}, "personId", "studentId", hash
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("personId" int, "studentId" int, hash text)
      on conflict (school_id, person_id, student_id) do update set token_hash = excluded.token_hash, issued_at = now(),
        read_at = null, version = calendar_feed.version + 1`,
  ],
});
