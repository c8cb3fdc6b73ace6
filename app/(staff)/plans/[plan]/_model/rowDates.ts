import type { PlanView } from '#lib/contract/planView.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { RowDate, RowDates } from '../_grid/cellFacts.ts';

type Named = Pick<PlanView['groups'][number], 'id' | 'className'>;

/** When each class passes each row: the first of the lessons that do. A class that has not come to a row which another class of
 *  the plan has passed is late with it. */
export function datesByRow(dates: PlanView['dates'], groups: readonly Named[]): RowDates {
  const names = new Map(groups.map((group) => [group.id, group.className]));
  const rows = new Map<string, Map<number, RowDate>>();
  const days = new Map<string, string[]>();
  for (const { groupId, lessons } of dates)
    for (const { date, held, how, rows: passed, reason } of lessons) {
      if (how === 'cancelled') continue;
      for (const id of passed) {
        const own = rows.get(id) ?? new Map<number, RowDate>();
        rows.set(id, own);
        const key = `${groupId}/${id}`;
        days.set(key, [...(days.get(key) ?? []), dayMonth(date)]);
        const known = own.get(groupId);
        const merged = passed.length > 1 ? ', темы объединены' : '';
        const words = `${names.get(groupId) ?? ''}: ${(days.get(key) ?? []).join(', ')}${held ? ', проведено' : ', по расписанию'}${merged}${reason ? `. ${reason}` : ''}`;
        own.set(groupId, { date: known?.date ?? date, held: known ? known.held && held : held, late: false, words });
      }
    }
  for (const own of rows.values()) {
    if (![...own.values()].some((date) => date.held)) continue;
    for (const [groupId, date] of own)
      if (!date.held) own.set(groupId, { ...date, late: true, words: `${date.words}; другие классы прошли` });
  }
  return rows;
}

/** Rows that lessons have passed, and in which classes. */
export function heldIn(dates: RowDates, groups: readonly Named[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const [rowId, own] of dates) {
    const classes = groups.flatMap((group) => (own.get(group.id)?.held ? [group.className] : []));
    if (classes.length > 0) places.set(rowId, classes.join(', '));
  }
  return places;
}
