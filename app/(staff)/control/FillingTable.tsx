'use client';

import './rows.css';
import Link from 'next/link';
import { useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { share } from '#app/(staff)/control/Figures.tsx';
import { lessonHref } from '#app/(staff)/control/lessonLink.ts';
import type { WallLesson } from '#lib/contract/wallView.ts';
import { percent, type Tally } from '#lib/domain/wall.ts';

export type FillingRow = { id: number; name: string; tally: Tally; firstEmpty: WallLesson | null; where: string };
type Column = 'name' | 'held' | 'share' | 'first';
const COLUMNS: { column: Column; label: string; className: string }[] = [
  { column: 'name', label: '', className: '' },
  { column: 'held', label: 'Уроков', className: 'w-17' },
  { column: 'share', label: 'Заполнено', className: 'w-25' },
  { column: 'first', label: 'Первый пустой', className: 'w-2/5' },
];
const russian = new Intl.Collator('ru');

/** Ascending; «worst first» is the ascending share, which is where the table starts. */
const COMPARE: Record<Column, (a: FillingRow, b: FillingRow) => number> = {
  name: (a, b) => russian.compare(a.name, b.name),
  held: (a, b) => a.tally.held - b.tally.held,
  share: (a, b) =>
    (percent(a.tally.filled, a.tally.held) ?? 101) - (percent(b.tally.filled, b.tally.held) ?? 101) ||
    // Two of two empty is worse than one of one.
    b.tally.held - b.tally.filled - (a.tally.held - a.tally.filled),
  first: (a, b) => startOf(a) - startOf(b),
};
const startOf = (row: FillingRow): number =>
  row.firstEmpty ? Date.parse(row.firstEmpty.startsAt) : Number.MAX_SAFE_INTEGER;

/** Filling by teacher or by class, sortable; the last column leads to the cell to be filled. */
export function FillingTable({ nameLabel, rows }: { nameLabel: string; rows: FillingRow[] }) {
  const [sort, setSort] = useState<{ column: Column; up: boolean }>({ column: 'share', up: true });
  const sign = sort.up ? 1 : -1;
  const sorted = rows
    .filter((row) => row.tally.held > 0)
    .sort((a, b) => sign * COMPARE[sort.column](a, b) || COMPARE.name(a, b));
  if (sorted.length === 0) return <p className="text-ink-2">Сегодня ещё не закончился ни один урок: считать нечего.</p>;
  return (
    <div className="pane">
      <table className="rows broad">
        <thead>
          <tr>
            {COLUMNS.map(({ column, label, className }) => (
              <th
                key={column}
                scope="col"
                className={className}
                aria-sort={sort.column === column ? (sort.up ? 'ascending' : 'descending') : 'none'}
              >
                <button
                  type="button"
                  className="inline-flex items-center gap-1 hover:text-ink"
                  onClick={() => setSort({ column, up: sort.column === column ? !sort.up : true })}
                >
                  {label || nameLabel}
                  {sort.column === column ? <Icon name={sort.up ? 'down' : 'up'} size="small" /> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="!font-medium">
                {row.name}
              </th>
              <td>{row.tally.held}</td>
              <td className={row.tally.late > 0 ? 'text-bad' : undefined}>
                <b>{share(row.tally.filled, row.tally.held)}</b>
              </td>
              <td>
                {row.firstEmpty ? (
                  <Link href={lessonHref(row.firstEmpty)} prefetch={false}>
                    {row.where}
                  </Link>
                ) : (
                  <span className="text-ink-3">—</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
