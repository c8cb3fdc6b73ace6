import type { PlanView } from '#lib/contract/planView.ts';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';
import type { CellRef } from '../_state/lifeActions.ts';

/** «Гусева М. А., 28 ноября, 15:40»: who changed this cell last; '': nobody is known. */
export function lastChange(view: Pick<PlanView, 'rows' | 'people' | 'tz'>, cell: CellRef | null): string {
  const change = cell && view.rows.find((row) => row.id === cell.rowId)?.authors[cell.field];
  if (!change) return '';
  const [personId, at] = change;
  const person = view.people.find(({ id }) => id === personId);
  return person ? `${person.name}, ${dayMonth(dayIn(at, view.tz))}, ${timeIn(at, view.tz)}` : '';
}
