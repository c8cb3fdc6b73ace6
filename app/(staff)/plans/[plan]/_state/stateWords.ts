import type { PlanLife } from '#lib/contract/planLife.ts';
import { plural } from '#lib/domain/people.ts';
import { changedRows, type PlanChanges } from '#lib/domain/plans/compare.ts';
import { dayFull, dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

export const rowsWords = (count: number): string => `${count} ${plural(count, 'строка', 'строки', 'строк')}`;

/** «Черновик › Утверждён 08.09.2026 › С изменениями: 7 строк › На проверке»: what is behind, where it stands, what is ahead. */
export type Step = { key: string; text: string; mark: 'done' | 'now' | 'ahead' };
export function stepsOf(life: Pick<PlanLife, 'state' | 'approved' | 'approvedAt' | 'changes' | 'tz'>): Step[] {
  const { state, approved, approvedAt, changes, tz } = life;
  const departs = changes ? changedRows(changes) : 0;
  const steps: Step[] = [{ key: 'draft', text: 'Черновик', mark: state === 'draft' ? 'now' : 'done' }];
  if (approved === 0) {
    steps.push({ key: 'review', text: 'На проверке', mark: state === 'review' ? 'now' : 'ahead' });
    steps.push({ key: 'approved', text: 'Утверждён', mark: 'ahead' });
    return steps;
  }
  const day = approvedAt ? ` ${dayFull(dayIn(approvedAt, tz))}` : '';
  steps.push({ key: 'approved', text: `Утверждён${day}`, mark: state === 'approved' ? 'now' : 'done' });
  if (state === 'approved') return steps;
  steps.push({
    key: 'changed',
    text: departs > 0 ? `С изменениями: ${rowsWords(departs)}` : 'Без изменений',
    mark: state === 'changed' ? 'now' : 'done',
  });
  steps.push({ key: 'review', text: 'На проверке', mark: state === 'review' ? 'now' : 'ahead' });
  return steps;
}

/** «С утверждённой: +1, изменено 6». */
export function changesWords(changes: PlanChanges): string {
  const moved = changes.moved.length;
  const parts = [
    changes.added.length > 0 ? `+${changes.added.length}` : '',
    changes.removed.length > 0 ? `−${changes.removed.length}` : '',
    changes.changed.length > 0 ? `изменено ${changes.changed.length}` : '',
    moved > 0 ? `переставлено ${moved}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'нет отличий';
}

/** Today the time, on another day the day. */
export const momentWords = (at: string, today: string, tz: string): string => {
  const day = dayIn(at, tz);
  return day === today ? timeIn(at, tz) : dayMonth(day);
};
