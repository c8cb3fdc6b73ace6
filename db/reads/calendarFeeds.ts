import { defineRead } from '#db/reads/read.ts';
import type { CalendarFeed } from '#lib/contract/reads.ts';
import { can } from '#lib/policy.ts';

type Row = { studentId: number | null; active: boolean; issuedAt: Date; readAt: Date | null; v: number };

/** One's own calendars: whether there is an address, since when, and when a calendar last asked. Addresses are not kept, so
 *  none can be told. Null: this person has nothing to subscribe to. */
export const calendarFeeds = defineRead('calendar.feeds', async (tx, actor) => {
  const subjects = [null, ...actor.children.map((c) => c.studentId)].filter((studentId) =>
    can(actor, 'calendar.own', { studentId }),
  );
  if (subjects.length === 0) return null;
  // The database's clock, moved to the school's.
  const rows = await tx<Row[]>`
    select f.student_id as "studentId", f.token_hash is not null as active,
      f.issued_at + coalesce(s.clock_offset, interval '0') as "issuedAt",
      f.read_at + coalesce(s.clock_offset, interval '0') as "readAt", f.version as v
    from calendar_feed f join school s on s.school_id = f.school_id
    where f.school_id = ${actor.schoolId} and f.person_id = ${actor.personId}`;
  const feeds = rows
    .filter((row) => subjects.includes(row.studentId))
    .map(
      (row): CalendarFeed => ({
        ...row,
        issuedAt: row.issuedAt.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      }),
    );
  return { feeds };
});
