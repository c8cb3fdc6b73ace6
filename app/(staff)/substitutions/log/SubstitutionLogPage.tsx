'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { LogTable } from '#app/(staff)/substitutions/log/LogTable.tsx';
import { PayDialog } from '#app/(staff)/substitutions/log/PayDialog.tsx';
import { PayTotals } from '#app/(staff)/substitutions/log/PayTotals.tsx';
import {
  LOG_KIND_LABELS,
  LOG_KINDS,
  type LogAsked,
  monthBy,
  payTotals,
  type SubstitutionLog,
} from '#lib/domain/substitutionLog.ts';
import { monthName } from '#lib/domain/time.ts';
import './log.css';

/** The address of a log: what it shows can be sent, printed and found again. */
function hrefOf(asked: LogAsked, change: Partial<LogAsked>, base = '/substitutions/log'): string {
  const { month, who, kind } = { ...asked, ...change };
  const query = new URLSearchParams({ month });
  if (who !== null) query.set('who', String(who));
  if (kind !== null) query.set('kind', kind);
  return `${base}?${query}`;
}

/** «Журнал учёта пропущенных и замещённых уроков»: the month's rows, what is to be paid, print and Excel. */
export function SubstitutionLogPage({
  log,
  personId,
  school,
}: {
  log: SubstitutionLog;
  personId: number;
  school: string;
}) {
  const router = useRouter();
  const { asked, rows, people } = log;
  const [paying, setPaying] = useState<number | null>(null);
  const chosen = rows.find((row) => row.lessonId === paying) ?? null;
  const title = `${monthName(`${asked.month}-01`)} ${asked.month.slice(0, 4)}`;
  const go = (change: Partial<LogAsked>) => router.push(hrefOf(asked, change));
  const totals = payTotals(rows);
  return (
    <main className="printed logpage">
      <div className="pagehead">
        <h1>
          <span className="max-lg:hidden">Журнал учёта пропущенных и замещённых уроков</span>
          <span className="lg:hidden">Журнал замен</span>
        </h1>
        <div className="segmented">
          <Link
            href={hrefOf(asked, { month: monthBy(asked.month, -1) })}
            prefetch={false}
            aria-label="Предыдущий месяц"
          >
            <Icon name="left" size="small" />
          </Link>
          <span className="lmonth">{title}</span>
          <Link href={hrefOf(asked, { month: monthBy(asked.month, 1) })} prefetch={false} aria-label="Следующий месяц">
            <Icon name="right" size="small" />
          </Link>
        </div>
        <span className="lfilters">
          {log.whole && (
            <select
              className="field w-44"
              aria-label="Сотрудник"
              value={asked.who ?? ''}
              onChange={(event) => go({ who: event.target.value ? Number(event.target.value) : null })}
            >
              <option value="">Все сотрудники</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          )}
          <select
            className="field w-44"
            aria-label="Вид"
            value={asked.kind ?? ''}
            onChange={(event) => go({ kind: LOG_KINDS.find((kind) => kind === event.target.value) ?? null })}
          >
            <option value="">Все виды</option>
            {LOG_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {LOG_KIND_LABELS[kind]}
              </option>
            ))}
          </select>
        </span>
        <span className="ml-auto flex gap-2">
          <button type="button" className="btn" disabled={rows.length === 0} onClick={() => window.print()}>
            <Icon name="print" />
            Печать
          </button>
          <a className="btn" href={hrefOf(asked, {}, '/api/substitutions')} download>
            Выгрузить в Excel
          </a>
        </span>
      </div>
      <div className="lbody">
        <div className="onpaper papertitle">
          <div>{school}</div>
          <h2>Журнал учёта пропущенных и замещённых уроков</h2>
          <div>
            {title}
            {asked.who !== null && `, ${people.find((person) => person.id === asked.who)?.name ?? ''}`}
          </div>
        </div>
        {rows.length === 0 ? (
          <EmptyState title="Записей нет">
            {log.whole
              ? 'В этом месяце по этому отбору уроки не пропускали и не замещали. Выберите другой месяц или снимите отбор.'
              : 'В этом месяце вы не пропускали и не замещали уроков. Выберите другой месяц.'}
          </EmptyState>
        ) : (
          <>
            <LogTable rows={rows} onPay={log.mayWrite ? setPaying : null} />
            <PayTotals totals={totals} />
            <p className="onpaper papersign">Заместитель директора ____________________</p>
          </>
        )}
      </div>
      {chosen?.v != null && (
        <PayDialog
          key={chosen.lessonId}
          row={chosen}
          personId={personId}
          onClose={(saved) => {
            setPaying(null);
            if (saved) router.refresh();
          }}
        />
      )}
    </main>
  );
}
