'use client';

import { useMemo } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { GroupTable } from '#app/(staff)/plans/programme/GroupTable.tsx';
import { ReportHead } from '#app/(staff)/plans/programme/ReportHead.tsx';
import { TotalTable } from '#app/(staff)/plans/programme/TotalTable.tsx';
import { useReportFilter } from '#app/(staff)/plans/programme/useReportFilter.ts';
import type { FulfilmentPage } from '#lib/contract/fulfilment.ts';
import { plural } from '#lib/domain/people.ts';
import { chosenRows, isBehind, totalsOf } from '#lib/domain/plans/fulfilment.ts';
import { dayFull, timeIn } from '#lib/domain/time.ts';
import './fulfilment.css';

/** «Выполнение программы» (001 3.4.4, 003 П6 2.6): plan against fact of every group, why, and how it is made up for; sums by subject
 *  and parallel; on paper and as a table. */
export function Fulfilment({ page, tabs }: { page: FulfilmentPage; tabs: readonly PlansTab[] }) {
  const { filter, by, change } = useReportFilter();
  const rows = useMemo(() => chosenRows(page.rows, filter), [page.rows, filter]);
  const behind = rows.filter(isBehind).length;
  const { period } = page;
  return (
    <main className="printed fpage">
      <ReportHead page={page} tabs={tabs} filter={filter} by={by} rows={rows} onChange={change} />
      <div className="fbody">
        <div className="onpaper papertitle">
          <div>{page.school}</div>
          <h2>Выполнение программы</h2>
          <div>
            {period.label}, {dayFull(period.starts)} – {dayFull(period.ends < page.today ? period.ends : page.today)}
          </div>
        </div>
        {page.rows.length === 0 ? (
          <EmptyState title="Групп нет">
            В этом учебном году за вами не закреплено ни одной группы: отчёт появится вместе с нагрузкой.
          </EmptyState>
        ) : rows.length === 0 ? (
          <EmptyState
            title="По этому отбору групп нет"
            action={
              <button
                type="button"
                className="btn"
                onClick={() => change({ grade: '', subject: '', q: '', behind: '' })}
              >
                Показать все
              </button>
            }
          >
            {filter.behind
              ? 'Никто не отстаёт: все группы идут по плану или впереди него.'
              : 'Измените слова поиска или снимите отбор.'}
          </EmptyState>
        ) : (
          <>
            <p className="fsum" role="status">
              {rows.length} {plural(rows.length, 'группа', 'группы', 'групп')}
              {behind > 0 ? (
                <span className="text-bad">
                  , требуют внимания {behind}
                  {!filter.behind && (
                    <button type="button" className="link noprint ml-2" onClick={() => change({ behind: '1' })}>
                      Показать
                    </button>
                  )}
                </span>
              ) : (
                ', все идут по плану'
              )}
              <span className="text-ink-3">
                {' '}
                · на {timeIn(page.now, page.tz)}, {dayFull(page.today)}
              </span>
            </p>
            {by === 'groups' ? (
              <GroupTable rows={rows} sort={filter.sort} onSort={(sort) => change({ sort })} />
            ) : (
              <TotalTable totals={totalsOf(rows, by)} by={by} onOpen={change} />
            )}
          </>
        )}
        <p className="onpaper papersign">Заместитель директора ____________________</p>
      </div>
    </main>
  );
}
