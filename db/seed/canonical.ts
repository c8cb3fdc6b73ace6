import { lessonMinutes } from '#db/seed/bells.ts';
import { canonicalDay, SCHOOL_TZ } from '#db/seed/calendar.ts';
import { STORY_CLASS } from '#db/seed/classes.ts';
import { instantIn } from '#lib/domain/time.ts';

/** The number of the lesson that the demo opens in. */
export const CANONICAL_LESSON = 3;
const MINUTE = 60_000;

/** The instant the demo opens at: the middle of the story class's third lesson on the canonical day, ms. */
export function canonicalInstant(year: number): number {
  const { starts, ends } = lessonMinutes(Number.parseInt(STORY_CLASS, 10), CANONICAL_LESSON);
  return instantIn(canonicalDay(year), '00:00', SCHOOL_TZ).getTime() + ((starts + ends) / 2) * MINUTE;
}
