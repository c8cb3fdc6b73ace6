import type { JournalLesson } from "#lib/contract/views.ts";

/** School time on the screen. The view carries instants and, for each lesson, the time on the school's wall: their
 *  difference is the zone, so the browser's own zone is never asked. */
export function zoneOf(lessons: readonly JournalLesson[]): number {
  const lesson = lessons[0];
  return lesson ? Date.parse(`${lesson.date}T${lesson.starts}:00Z`) - Date.parse(lesson.startsAt) : 0;
}

const wall = (instant: string | number, zone: number): string => new Date(new Date(instant).getTime() + zone).toISOString();
/** «15:10». */
export const clockText = (instant: string | number, zone: number): string => wall(instant, zone).slice(11, 16);
/** «13:18:04». */
export const secondsText = (instant: string | number, zone: number): string => wall(instant, zone).slice(11, 19);
/** The school's day of an instant. */
export const dayText = (instant: string | number, zone: number): string => wall(instant, zone).slice(0, 10);

/** «1 ч 52 мин», «8 мин». */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} мин` : `${hours} ч ${minutes % 60} мин`;
}
