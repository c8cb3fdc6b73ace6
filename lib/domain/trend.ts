import { formatMean, type Weighed, weightedMean } from '#lib/domain/averages.ts';
import { addDays } from '#lib/domain/time.ts';

/** Where a subject is going: the mean of today against the mean of the marks earned up to two weeks before. */
export type Trend = { direction: 'up' | 'down' | 'stable'; before: number; now: number };

/** Two weeks, days: long enough for two or three marks of a subject with two hours a week. */
export const TREND_DAYS = 14;
/** A change of the mean below this, hundredths, is called «без изменений»: one ordinary mark among twenty moves as much. */
export const TREND_STEP = 5;

/** Null while there was nothing to compare with two weeks ago. `day`: today, or the period's last day when it is over. */
export function trendOf(marks: readonly (Weighed & { date: string })[], day: string): Trend | null {
  const now = weightedMean(marks.filter((mark) => mark.date <= day));
  const before = weightedMean(marks.filter((mark) => mark.date <= addDays(day, -TREND_DAYS)));
  if (now === null || before === null) return null;
  const moved = now - before;
  const direction = Math.abs(moved) < TREND_STEP ? 'stable' : moved > 0 ? 'up' : 'down';
  return { direction, before, now };
}

export const TREND_WORDS: Record<Trend['direction'], string> = {
  up: 'растёт',
  down: 'снижается',
  stable: 'без изменений',
};

/** «растёт: две недели назад 4,20». */
export const trendSentence = ({ direction, before }: Trend): string =>
  `${TREND_WORDS[direction]}: две недели назад ${formatMean(before)}`;
