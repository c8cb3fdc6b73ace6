import Link from 'next/link';
import { useState } from 'react';
import { useRead } from '#app/_live/useRead.ts';
import { saveCsv } from '#app/_ui/csv.ts';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import type { WeekClass } from '#lib/contract/reads.ts';
import { addDays, mondayOf, rangeWords } from '#lib/domain/time.ts';

const COLUMNS: readonly [keyof WeekClass, string][] = [
  ['students', 'Учеников'],
  ['away', 'Отсутствовали'],
  ['ill', 'Б'],
  ['excused', 'УП'],
  ['unexcused', 'НП'],
  ['unreasoned', 'Без причины'],
  ['late', 'Опозданий'],
];
const missed = (row: WeekClass): number => row.ill + row.excused + row.unexcused + row.unreasoned;
/** Attendance in tenths of a per cent, with a comma; null of nothing. */
function presence(row: WeekClass): string | null {
  if (row.held === 0) return null;
  return `${(Math.floor((1000 * (row.held - missed(row))) / row.held) / 10).toFixed(1).replace('.', ',')} %`;
}

/** «Неделя школы» (004 3б): classes × lessons missed by reason; a class opens its day. */
export function Week({ today }: { today: string }) {
  const [monday, setMonday] = useState(mondayOf(today));
  const found = useRead('attendance.week', { monday });
  const next = addDays(monday, 7);
  return (
    <section className="asheet p-3">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Посещаемость школы, {rangeWords(monday, addDays(monday, 5))}</h2>
        <div className="segmented noprint">
          <button type="button" aria-label="Предыдущая неделя" onClick={() => setMonday(addDays(monday, -7))}>
            <Icon name="left" size="small" />
          </button>
          <button type="button" aria-pressed={monday === mondayOf(today)} onClick={() => setMonday(mondayOf(today))}>
            Эта неделя
          </button>
          <button type="button" aria-label="Следующая неделя" disabled={next > today} onClick={() => setMonday(next)}>
            <Icon name="right" size="small" />
          </button>
        </div>
        <span className="text-ink-3">уроки по причинам, без внеурочных занятий</span>
      </div>
      {found.state === 'loading' && <SkeletonRows rows={20} height="h-6" />}
      {found.state === 'failed' && <FailedRead message={found.message} again={found.again} />}
      {found.state === 'done' && (
        <>
          <div className="overflow-x-auto">
            <table className="alist areport">
              <thead>
                <tr>
                  <th scope="col">Класс</th>
                  {COLUMNS.map(([key, label]) => (
                    <th key={key} scope="col" className="number">
                      {label}
                    </th>
                  ))}
                  <th scope="col" className="number">
                    Уроков пропущено
                  </th>
                  <th scope="col" className="number">
                    Посещаемость
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.answer.classes.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link
                        href={`/attendance?class=${row.id}${row.unreasoned > 0 ? '&tab=unreasoned' : ''}`}
                        prefetch={false}
                      >
                        {row.grade}
                        {row.letter}
                      </Link>
                    </th>
                    {COLUMNS.map(([key]) => (
                      <td key={key} className="number">
                        {row[key] || ''}
                      </td>
                    ))}
                    <td className="number font-semibold">{missed(row) || ''}</td>
                    <td className="number">{presence(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <button
            type="button"
            className="btn small noprint mt-2"
            onClick={() =>
              saveCsv(`Посещаемость школы ${monday}`, [
                ['Класс', ...COLUMNS.map(([, label]) => label), 'Уроков пропущено', 'Посещаемость'],
                ...found.answer.classes.map((row) => [
                  ...[`${row.grade}${row.letter}`, ...COLUMNS.map(([key]) => row[key]), missed(row)],
                  presence(row) ?? '',
                ]),
              ])
            }
          >
            Выгрузить в Excel (CSV)
          </button>
        </>
      )}
    </section>
  );
}
