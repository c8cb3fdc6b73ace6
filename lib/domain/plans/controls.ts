import { type ControlModes, isCore, type RuleMode } from '#lib/domain/controlLimits.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Control works of a thematic plan against the limits (001 3.2.4, 004 2а): what can be told of the rows alone, before any of
 *  them has a day. With days the schedule's own rules hold, lib/domain/controlLimits.ts. */

/** The school writes by quarters; a half-year counts for two of them, double (rulings). */
const QUARTERS = 4;
/** Of the subject's yearly hours, in hundredths of a per cent. */
const MOST_SHARE = 1000;

/** What of a row is looked at. */
export type ControlRow = Pick<PlanRow, 'kind' | 'hours' | 'control'>;
export type PlanControls = {
  count: number;
  /** Lessons they take. */
  hours: number;
  /** Of the year's hours by the учебный план, in hundredths of a per cent: 588 is «5,9 %». Null: the year's hours are unknown. */
  share: number | null;
  /** The most control works of a year. */
  most: number;
  over: { rule: 'share' | 'quarter'; mode: Exclude<RuleMode, 'off'>; words: string }[];
};

/** Whether a row of a plan is a control work: its control form is a work type that is one. */
const isControlRow = (row: ControlRow, controls: ReadonlySet<number>): boolean =>
  row.kind === 'lesson' && row.control !== null && controls.has(row.control);

/** Count and share of a plan's control works, and the limits they break. `controls`: work types that are control works
 *  (work_type.control); `yearHours`: the subject's hours of the year by the учебный план. */
export function planControls(
  rows: readonly ControlRow[],
  {
    controls,
    subject,
    yearHours,
    modes,
  }: {
    controls: ReadonlySet<number>;
    subject: string;
    yearHours: number | null;
    modes: Pick<ControlModes, 'share' | 'quarter'>;
  },
): PlanControls {
  const works = rows.filter((row) => isControlRow(row, controls));
  const hours = works.reduce((sum, row) => sum + Math.max(1, row.hours), 0);
  const share = yearHours === null || yearHours <= 0 ? null : Math.round((hours * 10_000) / yearHours);
  const most = (isCore(subject) ? 2 : 1) * QUARTERS;
  const over: PlanControls['over'] = [];
  // Compared in whole hours, not in the rounded share: 10,004 % is more than a tenth.
  if (modes.share !== 'off' && yearHours !== null && yearHours > 0 && hours * 10_000 > MOST_SHARE * yearHours)
    over.push({
      rule: 'share',
      mode: modes.share,
      words: `Контрольных ${hours} ч из ${yearHours}: больше 10 % часов предмета`,
    });
  if (modes.quarter !== 'off' && works.length > most)
    over.push({
      rule: 'quarter',
      mode: modes.quarter,
      words: `За год ${works.length}, положено не больше ${most}: ${most / QUARTERS} в четверть, в полугодие вдвое`,
    });
  return { count: works.length, hours, share, most, over };
}

/** «5,9 %». */
export const shareWords = (share: number): string => `${(Math.round(share / 10) / 10).toFixed(1).replace('.', ',')} %`;
