import type { GroupKind } from '#lib/domain/groups.ts';
import { hoursText } from '#lib/domain/homeworkVolume.ts';
import { addMinutes, dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

/** «Срок ДЗ»: homework is entered not later than an hour after the end of all lessons of those students (003 П2 2.2, R056). */

/** A lesson of the day as the deadline looks at it, where it stands now: moved and cancelled ones as they are after that. */
export type DayEnd = { groupId: number; kind: GroupKind; cancelled: boolean; endsAt: string };

/** Whether homework waits for such a lesson. A club, an elective or a lesson of one student at home ends nobody else's day. */
export const endsTheDay = (kind: GroupKind): boolean => kind === 'class' || kind === 'subgroup';

/** The instant by which homework of `groupId` is due, ms; null when its students have no lesson that day. `lessons`: those of
 *  the day that a student of the group attends; its own count whatever their kind. */
export function homeworkDeadline(groupId: number, lessons: readonly DayEnd[], minutes: number): number | null {
  const ends = lessons
    .filter((lesson) => !lesson.cancelled && (lesson.groupId === groupId || endsTheDay(lesson.kind)))
    .map((lesson) => Date.parse(lesson.endsAt));
  return ends.length === 0 ? null : addMinutes(new Date(Math.max(...ends)), minutes).getTime();
}

export type Countdown = { late: boolean; soon: boolean; words: string };
/** Less than this is worth a warning colour, minutes. */
const SOON = 30;
const DAY = 24 * 60;

/** «до 15:10 · осталось 42 мин», then «просрочено на 12 мин», and from the next day on the day it was due. Whole minutes, so that
 *  the words change once a minute. */
export function countdown(by: number, now: number, tz: string): Countdown {
  const late = now >= by;
  const minutes = late ? Math.floor((now - by) / 60_000) : Math.ceil((by - now) / 60_000);
  if (!late) {
    const left = minutes < DAY ? `осталось ${hoursText(minutes)}` : '';
    const day = dayIn(new Date(by), tz) === dayIn(new Date(now), tz) ? '' : `${dayMonth(dayIn(new Date(by), tz))} `;
    return {
      late,
      soon: minutes < SOON,
      words: [`до ${day}${timeIn(new Date(by), tz)}`, left].filter(Boolean).join(' · '),
    };
  }
  const words =
    minutes < DAY
      ? `просрочено на ${hoursText(Math.max(1, minutes))}`
      : `просрочено с ${dayMonth(dayIn(new Date(by), tz))}`;
  return { late, soon: false, words };
}
