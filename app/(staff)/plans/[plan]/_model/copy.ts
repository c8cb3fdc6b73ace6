import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { copiedWord, type RowDates } from '../_grid/cellFacts.ts';
import type { PlanColumn } from './columns.ts';
import type { Line } from './lines.ts';

/** Selected cells for the clipboard: text for spreadsheets, a table for Word. */

const quoted = (cell: string): string => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const escaped = (cell: string): string =>
  cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

export function copied(
  lines: readonly Line[],
  columns: readonly PlanColumn[],
  types: ReadonlyMap<number, WorkTypeRef>,
  dates: RowDates,
): { text: string; html: string } {
  const cellOf = ({ row }: Line, { field, groupId }: PlanColumn): string => {
    if (field !== null) return row.kind === 'section' && field !== 'topic' ? '' : copiedWord(row, field, types);
    const date = groupId === null ? undefined : dates.get(row.id)?.get(groupId)?.date;
    return date === undefined ? '' : dayMonth(date);
  };
  const table = lines.map((line) => ({
    section: line.section !== null,
    cells: columns.map((column) => cellOf(line, column)),
  }));
  return {
    text: table.map(({ cells }) => cells.map(quoted).join('\t')).join('\n'),
    html: `<table>${table
      .map(({ section, cells }) =>
        section && columns.length > 2
          ? `<tr><td colspan="${columns.length}">${escaped(cells[0] ?? '')}</td></tr>`
          : `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
      )
      .join('')}</table>`,
  };
}
