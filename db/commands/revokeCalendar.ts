import { calendarChange, type FeedLoaded, loadFeeds } from '#db/commands/calendarFacts.ts';
import { defineCommand, rowsOf } from '#db/commands/command.ts';

type Row = { personId: number; studentId: number | null };

/** «Отозвать адрес»: calendars that are subscribed to it are told from now on that there is no such thing. */
export const revokeCalendar = defineCommand<'calendar.revoke', FeedLoaded, Row>({
  name: 'calendar.revoke',
  lock: (input) => `calendar:${input.studentId ?? 0}`,
  personal: true,
  load: loadFeeds,
  permission: ({ studentId }) => ({ action: 'calendar.own', subject: { studentId } }),
  decide({ studentId }, feed, context) {
    if (!feed.active) return { ok: true, unchanged: true };
    const changed = calendarChange(studentId, feed, false, context);
    return changed.ok ? { ...changed, row: { personId: context.actor.personId, studentId } } : changed;
  },
  write: (tx, rows, schoolId) => [
    tx`update calendar_feed f set token_hash = null, read_at = null, version = f.version + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("personId" int, "studentId" int)
      where f.school_id = ${schoolId} and f.person_id = r."personId" and f.student_id is not distinct from r."studentId"`,
  ],
});
