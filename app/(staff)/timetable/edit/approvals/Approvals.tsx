'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { ApproveDialog } from '#app/(staff)/timetable/edit/approvals/ApproveDialog.tsx';
import { OfficeNav } from '#app/(staff)/timetable/edit/OfficeNav.tsx';
import { statusWords } from '#app/(staff)/timetable/edit/statusWords.ts';
import type { TimetableOfficeView } from '#lib/contract/draftViews.ts';
import {
  APPROVAL_CLAUSES,
  APPROVAL_LABELS,
  APPROVAL_STATES,
  type ApprovalKind,
  type ApprovalState,
} from '#lib/domain/approvals.ts';
import { dayFull, dayIn } from '#lib/domain/time.ts';
import '../office.css';

const TONE: Record<ApprovalState, string> = {
  approved: 'tag ok',
  changed: 'tag warn',
  overdue: 'tag bad',
  waiting: 'tag',
};

/** «Утверждения»: what the director approves until 31 August, by which order, and whether it has changed since. */
export function Approvals({ initial, viewer }: { initial: TimetableOfficeView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'timetableOffice' }, viewer);
  const { view } = live;
  const [approving, setApproving] = useState<ApprovalKind | null>(null);
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="pagehead flex-wrap">
        <h1>Утверждения</h1>
        <OfficeNav current="/timetable/edit/approvals" />
        <span role="status" className="ml-auto text-ink-3 text-small">
          {statusWords(live.status, view.tz)}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 max-sm:px-2">
        <p className="mb-2 text-ink-2">
          {view.mayApprove
            ? 'Утвердите приказом до 31 августа. Если утверждённое изменится, здесь будет сказано.'
            : 'Утверждает директор приказом до 31 августа. Если утверждённое изменится, здесь будет сказано.'}
        </p>
        <table className="officetable panel">
          <thead>
            <tr>
              <th scope="col">Документ{view.year && ` ${view.year.label} учебного года`}</th>
              <th scope="col">Срок</th>
              <th scope="col">Состояние</th>
              <th scope="col">Приказ</th>
              <th scope="col">Утвердил(а)</th>
              <th scope="col">
                <span className="sr-only">Действия</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.approvals.map(({ kind, due, state, last }) => (
              <tr key={kind}>
                <th scope="row" title={APPROVAL_CLAUSES[kind]}>
                  {APPROVAL_LABELS[kind]}
                  {(kind === 'load' || kind === 'tariff') && (
                    <Link className="link ml-2 text-small" href="/timetable/edit/load" prefetch={false}>
                      лист нагрузки
                    </Link>
                  )}
                </th>
                <td className="tabular-nums">{dayFull(due)}</td>
                <td>
                  <span className={TONE[state]}>{APPROVAL_STATES[state]}</span>
                </td>
                <td>{last ? `№ ${last.orderNo} от ${dayFull(last.orderOn)}` : '—'}</td>
                <td className="text-ink-2">
                  {last ? `${last.by}, ${dayFull(dayIn(last.at, view.tz))}` : '—'}
                  {last?.note && <span className="block text-small">{last.note}</span>}
                </td>
                <td className="text-right">
                  {view.mayApprove && view.year && (
                    <button
                      type="button"
                      className="btn small"
                      aria-label={`Утвердить: ${APPROVAL_LABELS[kind]}`}
                      onClick={() => setApproving(kind)}
                    >
                      {last ? 'Новый приказ' : 'Утвердить'}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {approving && <ApproveDialog live={live} kind={approving} onClose={() => setApproving(null)} />}
    </main>
  );
}
