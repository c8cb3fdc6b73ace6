import { comparePlanRows, type PlanRow } from '#lib/domain/plans/rows.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

/** Hours of a plan against the curriculum (учебный план): by section, by period and for the year (001 3.2.1, 3.4.4). */

/** What lists know of a plan without its rows. `controls`: every control form with the hour of the plan it ends at. */
export type PlanTotals = { hours: number; rows: number; controls: [hour: number, typeId: number][] };
export const NO_TOTALS: PlanTotals = { hours: 0, rows: 0, controls: [] };

type Hours = Pick<PlanRow, 'id' | 'kind' | 'order' | 'hours' | 'control'>;

export function planTotals(rows: readonly Hours[]): PlanTotals {
  const totals: PlanTotals = { hours: 0, rows: 0, controls: [] };
  for (const row of [...rows].sort(comparePlanRows)) {
    if (row.kind === 'section') continue;
    totals.hours += row.hours;
    totals.rows += 1;
    if (row.control !== null) totals.controls.push([totals.hours, row.control]);
  }
  return totals;
}

/** A period of a class with the days its students learn in it. `half`: a half-year, limits count double in it. */
export type StudyPeriod = { id: number; label: string; starts: string; ends: string; half: boolean; days: number };
/** The same with the hours a group has in it. */
export type DueHours = StudyPeriod & { hours: number };

/** Days of lessons from a day to a day, both included. `week`: days a week, 5 or 6; `offs`: days the class is free. */
export function studyDays(
  from: string,
  to: string,
  week: number,
  offs: readonly { starts: string; ends: string }[],
): number {
  let days = 0;
  for (let day = from; day <= to; day = addDays(day, 1))
    if (weekdayOf(day) <= week && !offs.some((off) => off.starts <= day && day <= off.ends)) days += 1;
  return days;
}

/** Hours of a group in its year and in each period. `hours`: hundredths a week by the curriculum. The year has as many weeks as
 *  its days make, rounded, as curricula count (34); its hours are shared among the periods by their days, whole ones, so that
 *  the periods add up to the year. */
export function dueHours(
  hours: number,
  week: number,
  periods: readonly StudyPeriod[],
): { year: number; periods: DueHours[] } {
  const days = periods.reduce((sum, period) => sum + period.days, 0);
  const weeks = Math.round(days / week);
  const year = Math.round((hours * weeks) / 100);
  if (days === 0) return { year: 0, periods: periods.map((period) => ({ ...period, hours: 0 })) };
  const whole = periods.map((period) => Math.floor((year * period.days) / days));
  const rest = periods.map((period) => (year * period.days) % days);
  let left = year - whole.reduce((sum, part) => sum + part, 0);
  // The largest remainders get the hours that are left; of equal ones the earlier period.
  const order = [...rest.keys()].sort((a, b) => (rest[b] ?? 0) - (rest[a] ?? 0) || a - b);
  for (const at of order) {
    if (left <= 0) break;
    whole[at] = (whole[at] ?? 0) + 1;
    left -= 1;
  }
  return { year, periods: periods.map((period, at) => ({ ...period, hours: whole[at] ?? 0 })) };
}

/** The period that an hour of the plan (1, 2, 3…) falls into when the plan is passed in order; null: beyond the year. */
export function periodOfHour(hour: number, due: readonly DueHours[]): DueHours | null {
  let end = 0;
  for (const period of due) {
    end += period.hours;
    if (hour <= end) return period;
  }
  return null;
}

/** Hours of a plan by period, passed in order; `beyond`: what the year has no place for. */
export function hoursByPeriod(hours: number, due: readonly DueHours[]): { planned: number[]; beyond: number } {
  let left = hours;
  const planned = due.map((period) => {
    const taken = Math.min(left, period.hours);
    left -= taken;
    return taken;
  });
  return { planned, beyond: left };
}
