import { createHash } from 'node:crypto';
import { loadActor } from '#db/actor.ts';
import { type LessonsOf, readTimetableLessons, toTimetableLesson } from '#db/queries/timetableLessons.ts';
import { hashToken } from '#db/sessions.ts';
import { contextOf, readAs, type Sql, sql, systemContext, writeAs } from '#db/sql.ts';
import { feedSpan, feedText, parseAddress } from '#lib/domain/calendarFeed.ts';
import { can } from '#lib/policy.ts';

/** The calendar behind a secret address. There is no session: the address says who asks, and his rights are read anew each
 *  time, so that a guardianship that has ended ends here too. */

type FeedRow = { person_id: number; student_id: number | null; issued_at: Date; made: Date };

/** The calendar's text with its ETag; null for a wrong and a revoked address, and for one whose person may no more. */
export async function calendarFeed(address: string, db: Sql = sql()): Promise<{ text: string; etag: string } | null> {
  const parsed = parseAddress(address);
  if (!parsed) return null;
  const { schoolId, secret } = parsed;
  const feed = await askedFor(db, schoolId, hashToken(secret));
  if (!feed) return null;
  const { person_id: personId, student_id: studentId } = feed;
  const hat = studentId === null ? 'teacher' : studentId === personId ? 'student' : 'parent';
  const session = { id: '', public_id: 0, school_id: schoolId, person_id: personId, hat, locked: false };
  const actor = await loadActor(db, session);
  if (!actor || !can(actor, 'calendar.own', { studentId })) return null;
  const { tz } = actor.school;
  const { from, to } = feedSpan(actor.today);
  const of: LessonsOf = studentId === null ? { by: 'teacher', id: personId } : { by: 'student', id: studentId };
  const rows = await readAs(db, contextOf(actor), (tx) => readTimetableLessons(tx, schoolId, of, from, to));
  // A lesson that somebody else holds is not in this teacher's calendar as one he holds.
  const own = rows.filter((row) => studentId !== null || (row.substitute_id ?? row.teacher_id) === personId);
  const child = actor.children.find((c) => c.studentId === studentId);
  const text = feedText({
    teaching: studentId === null,
    name: child ? `Расписание ${child.className}` : 'Мои уроки',
    origin: `${feed.made.getTime().toString(36)}-${schoolId}`,
    since: feed.issued_at.toISOString(),
    tz,
    lessons: own.map((row) => ({
      ...toTimetableLesson(row, tz),
      changedAt: row.ordered_at?.toISOString() ?? null,
    })),
  });
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"` };
}

/** Looks the address up, and notes to the hour that somebody asked: its owner sees whether a calendar still does. */
const askedFor = (db: Sql, schoolId: number, hash: string): Promise<FeedRow | null> =>
  writeAs(db, systemContext(schoolId), async (tx) => {
    const [row] = await tx<(FeedRow & { id: number; due: boolean })[]>`
      select f.id, f.person_id, f.student_id, f.issued_at, s.created_at as made,
        f.read_at is null or f.read_at < now() - interval '1 hour' as due
      from calendar_feed f join school s on s.school_id = f.school_id
      where f.school_id = ${schoolId} and f.token_hash = ${hash}`;
    if (row?.due) await tx`update calendar_feed set read_at = now() where school_id = ${schoolId} and id = ${row.id}`;
    return row ?? null;
  });
