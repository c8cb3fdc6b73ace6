import type { TimetableLesson } from '#lib/contract/timetableViews.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { type CalendarEvent, calendarText } from '#lib/domain/icalendar.ts';
import { addDays, instantIn } from '#lib/domain/time.ts';
import { changeTags, holderOf, subjectOf } from '#lib/domain/timetableWeek.ts';

/** The timetable in a person's own calendar program. It names no child: who holds the address may not even be a person. */

/** What the address opens: days before and after today. */
const BACK_DAYS = 14;
const AHEAD_DAYS = 56;
export const feedSpan = (today: string): { from: string; to: string } => ({
  from: addDays(today, -BACK_DAYS),
  to: addDays(today, AHEAD_DAYS),
});

/** «SCHOOL-SECRET»: the school says where to look, the secret is 32 random bytes in base64url. */
const ADDRESS = /^([1-9]\d{0,8})-([A-Za-z0-9_-]{43})$/;
export function parseAddress(text: string): { schoolId: number; secret: string } | null {
  const [, school, secret] = ADDRESS.exec(text) ?? [];
  return school && secret ? { schoolId: Number(school), secret } : null;
}
export const feedAddress = (schoolId: number, secret: string): string => `${schoolId}-${secret}`;

/** A lesson with when it was last changed, an ISO instant; null: never. */
export type FeedLesson = TimetableLesson & { changedAt: string | null };
export type Feed = {
  /** Teachers see the class, families the teacher. */
  teaching: boolean;
  name: string;
  /** Tells lessons of this school from those of another: numbers are alike everywhere. */
  origin: string;
  /** When the address was made, an ISO instant: what has never changed is as old. */
  since: string;
  tz: string;
  lessons: readonly FeedLesson[];
};

export const feedText = (feed: Feed): string =>
  calendarText(
    feed.name,
    feed.lessons.map((lesson) => toEvent(lesson, feed)),
  );

function toEvent(lesson: FeedLesson, { teaching, origin, since, tz }: Feed): CalendarEvent {
  const subject = lesson.name ? `${subjectOf(lesson)}, ${lesson.name}` : subjectOf(lesson);
  const title = teaching ? `${lesson.className} · ${subject}` : subject;
  const tags = changeTags(lesson).map(({ text, detail }) => (detail ? `${text}, ${detail}` : text));
  const holder = teaching && !lesson.substitute ? '' : holderOf(lesson);
  return {
    uid: `lesson-${lesson.id}@${origin}.zvonok`,
    starts: instantIn(lesson.date, lesson.starts, tz).toISOString(),
    ends: instantIn(lesson.date, lesson.ends, tz).toISOString(),
    stamp: lesson.changedAt ?? since,
    sequence: lesson.changeV,
    cancelled: lesson.cancelled,
    // Not every program shows what was cancelled as such.
    summary: lesson.cancelled ? `Отменён: ${title}` : title,
    location: roomWords(lesson.room),
    description: [
      `${lesson.number}-й урок`,
      ...(lesson.cancelled || !holder ? [] : [`Учитель: ${holder}`]),
      ...tags,
    ].join('\n'),
  };
}
