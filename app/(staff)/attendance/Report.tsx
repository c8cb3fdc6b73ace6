import { useState } from 'react';
import { useRead } from '#app/_live/useRead.ts';
import { saveCsv } from '#app/_ui/csv.ts';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { showInAddress } from '#app/(staff)/attendance/address.ts';
import { Registry } from '#app/(staff)/attendance/Registry.tsx';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { PeriodRef } from '#lib/contract/viewParts.ts';
import { addCounts, type Counts, countDays } from '#lib/domain/absenceCounts.ts';
import { dayFull } from '#lib/domain/time.ts';

/** Columns of the period's table: what it counts and how it is headed. */
const COLUMNS: readonly [keyof Counts, string][] = [
  ['days', 'Дней'],
  ['daysIll', 'Б'],
  ['daysExcused', 'УП'],
  ['daysUnexcused', 'НП'],
  ['daysUnreasoned', 'без причины'],
  ['lessons', 'Уроков'],
  ['ill', 'Б'],
  ['excused', 'УП'],
  ['unexcused', 'НП'],
  ['unreasoned', 'без причины'],
  ['beside', 'Внеурочных'],
  ['late', 'Опозданий'],
];
/** Where the lessons begin: a stronger rule. */
const LESSONS_FROM = 5;
const headOf = (i: number): string =>
  i === 0 || i === LESSONS_FROM || i > 9
    ? (COLUMNS[i]?.[1] ?? '')
    : `${i < LESSONS_FROM ? 'Дней' : 'Уроков'}: ${COLUMNS[i]?.[1]}`;

/** «Отчёт за период» (001 3.3.2): students × days and lessons by reason, totals; a name opens the student's registry. */
export function Report({ view, studentId }: { view: AttendanceView; studentId: number | null }) {
  const running = view.periods.find((p) => p.starts <= view.today && view.today <= p.ends) ?? view.periods[0];
  const [chosen, setChosen] = useState<number | null>(null);
  const period = view.periods.find((p) => p.id === chosen) ?? running;
  if (!period) return null;
  const range = { from: period.starts, to: period.ends < view.today ? period.ends : view.today };
  return (
    <section className="asheet p-3">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">
          {view.class.name}: пропуски, {period.label}
        </h2>
        <select
          className="field noprint w-36"
          aria-label="Период"
          value={period.id}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {view.periods
            .filter((p) => p.starts <= view.today)
            .map((p) => (
              <option key={p.id} value={p.id}>
                {p.label}
              </option>
            ))}
        </select>
        <span className="text-ink-3">
          {dayFull(range.from)} – {dayFull(range.to)}
        </span>
      </div>
      {studentId === null ? (
        <ClassTable view={view} range={range} period={period} />
      ) : (
        <Registry
          key={`${studentId}-${period.id}`}
          studentId={studentId}
          range={range}
          onBack={() => showInAddress({ student: null })}
        />
      )}
    </section>
  );
}

function ClassTable({
  view,
  range,
  period,
}: {
  view: AttendanceView;
  range: { from: string; to: string };
  period: PeriodRef;
}) {
  const found = useRead('attendance.report', { classId: view.class.id, ...range });
  if (found.state === 'loading') return <SkeletonRows rows={20} height="h-6" />;
  if (found.state === 'failed') return <FailedRead message={found.message} again={found.again} />;
  const rows = found.answer.students.map((student) => ({ student, counts: countDays(student.days) }));
  const total = addCounts(rows.map((row) => row.counts));
  const save = () =>
    saveCsv(`Пропуски ${view.class.name} ${period.label}`, [
      ['Ученик', ...COLUMNS.map((_, i) => headOf(i))],
      ...rows.map(({ student, counts }) => [student.name, ...COLUMNS.map(([key]) => counts[key])]),
      ['Всего', ...COLUMNS.map(([key]) => total[key])],
    ]);
  return (
    <>
      <div className="overflow-x-auto">
        <table className="alist areport">
          <thead>
            <tr>
              <th scope="col">Ученик</th>
              {COLUMNS.map(([key, label], i) => (
                <th
                  key={key}
                  scope="col"
                  className={`number${i === LESSONS_FROM ? ' rule' : ''}`}
                  aria-label={headOf(i)}
                >
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ student, counts }) => (
              <tr key={student.id} className={student.to !== null && student.to < view.today ? 'gone' : undefined}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => showInAddress({ student: String(student.id) })}>
                    {student.name}
                  </button>
                </th>
                {COLUMNS.map(([key], i) => (
                  <td
                    key={key}
                    className={`number${i === LESSONS_FROM ? ' rule' : ''}${key === 'days' || key === 'lessons' ? ' font-semibold' : ''}`}
                  >
                    {counts[key] || ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Всего</th>
              {COLUMNS.map(([key], i) => (
                <td key={key} className={`number font-semibold${i === LESSONS_FROM ? ' rule' : ''}`}>
                  {total[key]}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-3 text-ink-3 text-small">
        День пропущен, когда ученик пропустил все уроки своего класса или подгруппы в этот день.
        <button type="button" className="btn small noprint" onClick={save}>
          Выгрузить в Excel (CSV)
        </button>
      </p>
    </>
  );
}
