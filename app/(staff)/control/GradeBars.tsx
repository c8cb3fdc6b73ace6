'use client';

import './grade-bars.css';
import { useId } from 'react';
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { share } from '#app/(staff)/control/Figures.tsx';
import type { Tally } from '#lib/domain/wall.ts';

type Row = { grade: number; tally: Tally };

/** «Заполнение по параллелям». The bars are a picture between the columns of a table that says the same in numbers. */
export function GradeBars({ rows, all }: { rows: Row[]; all: Tally }) {
  return (
    <table className="gradebars">
      <thead className="sr-only">
        <tr>
          <th scope="col">Параллель</th>
          <th scope="col">Полоса</th>
          <th scope="col">Заполнено</th>
          <th scope="col">Пусто</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.grade}>
            <th scope="row">{row.grade}</th>
            {index === 0 ? (
              <td rowSpan={rows.length} className="relative">
                <div className="absolute inset-0" aria-hidden="true">
                  <Bars rows={rows} />
                </div>
              </td>
            ) : null}
            <td className="number w-12 font-semibold">{share(row.tally.filled, row.tally.held)}</td>
            <Empty tally={row.tally} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            Все
          </th>
          <td className="number">{share(all.filled, all.held)}</td>
          <Empty tally={all} />
        </tr>
      </tfoot>
    </table>
  );
}

function Empty({ tally }: { tally: Tally }) {
  const empty = tally.held - tally.filled;
  const tone = empty === 0 ? 'text-ink-3' : tally.late > 0 ? 'text-bad' : 'text-ink-2';
  return <td className={`number w-9 ${tone}`}>{empty === 0 ? '—' : empty}</td>;
}

function Bars({ rows }: { rows: Row[] }) {
  const id = useId();
  // Shares of the held lessons, so that bars of a small and a large grade compare; a grade without any has no bar.
  const data = rows.map(({ grade, tally: { held, filled, late } }) => ({
    grade,
    filled: held ? (100 * filled) / held : 0,
    late: held ? (100 * late) / held : 0,
    empty: held ? (100 * (held - filled - late)) / held : 0,
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        layout="vertical"
        margin={{ top: 0, right: 1, bottom: 0, left: 1 }}
        barCategoryGap="21%"
        accessibilityLayer={false}
      >
        <defs>
          <Stripes id={`${id}-late`} color="var(--bad-fill)" />
          <Stripes id={`${id}-empty`} color="var(--ink-3)" />
        </defs>
        <XAxis type="number" domain={[0, 100]} hide />
        <YAxis type="category" dataKey="grade" hide />
        <Bar dataKey="filled" stackId="share" fill="var(--ok-fill)" isAnimationActive={false} />
        <Bar
          dataKey="late"
          stackId="share"
          fill={`url(#${id}-late)`}
          stroke="var(--bad-fill)"
          isAnimationActive={false}
        />
        <Bar
          dataKey="empty"
          stackId="share"
          fill={`url(#${id}-empty)`}
          stroke="var(--line-3)"
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** The striping of tokens.css as a pattern of the picture. */
function Stripes({ id, color }: { id: string; color: string }) {
  return (
    <pattern id={id} width="4.5" height="4.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="1.5" height="4.5" fill={color} />
    </pattern>
  );
}
