'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { NewDraft } from '#app/(staff)/timetable/edit/NewDraft.tsx';
import { OfficeNav } from '#app/(staff)/timetable/edit/OfficeNav.tsx';
import { RevertDialog } from '#app/(staff)/timetable/edit/RevertDialog.tsx';
import { statusWords } from '#app/(staff)/timetable/edit/statusWords.ts';
import type { TimetableOfficeView, TimetableVersion } from '#lib/contract/draftViews.ts';
import { APPROVAL_STATES } from '#lib/domain/approvals.ts';
import { dayFull, dayIn, timeIn } from '#lib/domain/time.ts';
import './office.css';

const STATE: Record<TimetableVersion['state'], string> = {
  draft: 'Черновик',
  current: 'Введено в действие',
  withdrawn: 'Возвращено прежнее',
};

/** «Редактор расписания»: drafts to work on, what holds and what held, and the way back. */
export function Versions({ initial, viewer }: { initial: TimetableOfficeView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'timetableOffice' }, viewer);
  const { view, status } = live;
  const [reverting, setReverting] = useState<TimetableVersion | null>(null);
  const [making, setMaking] = useState(false);
  const { mayWrite, versions, year } = view;
  const approval = view.approvals.find((one) => one.kind === 'timetable');
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="pagehead flex-wrap">
        <h1>Редактор расписания</h1>
        <OfficeNav current="/timetable/edit" />
        <span role="status" className="ml-auto text-ink-3 text-small">
          {statusWords(status, view.tz)}
        </span>
        {mayWrite && year && (
          <Link className="btn" href="/timetable/import" prefetch={false}>
            Импорт
          </Link>
        )}
        {mayWrite && year && (
          <button type="button" className="btn primary" onClick={() => setMaking(true)}>
            Новый черновик
          </button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 max-sm:px-2">
        {!mayWrite && (
          <p className="mb-2 text-ink-2">
            Вы смотрите расписания и черновики. Меняют их администратор и заместитель директора.
          </p>
        )}
        {!year && (
          <EmptyState title="Учебного года нет">
            Расписание составляется для учебного года: сначала создайте его.
          </EmptyState>
        )}
        {year && versions.length === 0 && (
          <EmptyState title="Расписания пока нет">
            Сделайте черновик: расставьте уроки и введите его в действие. До этого его видят только составители.
          </EmptyState>
        )}
        {versions.length > 0 && (
          <table className="officetable panel">
            <thead>
              <tr>
                <th scope="col">Расписание</th>
                <th scope="col">Действует с</th>
                <th scope="col">Состояние</th>
                <th scope="col">Составил(а)</th>
                <th scope="col">Ввёл(а) в действие</th>
                <th scope="col">
                  <span className="sr-only">Действия</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <tr key={version.id}>
                  <th scope="row">
                    {version.state === 'draft' ? (
                      <Link className="link" href={`/timetable/edit/draft/${version.id}`} prefetch={false}>
                        {version.title}
                      </Link>
                    ) : (
                      version.title
                    )}
                  </th>
                  <td>{dayFull(version.starts)}</td>
                  <td>
                    <span className={version.last ? 'tag ok' : version.state === 'draft' ? 'tag accent' : 'tag'}>
                      {STATE[version.state]}
                    </span>
                    {version.last && approval && (
                      <Link className="link ml-2 text-small" href="/timetable/edit/approvals" prefetch={false}>
                        {approval.state === 'approved'
                          ? `приказ № ${approval.last?.orderNo}`
                          : APPROVAL_STATES[approval.state].toLowerCase()}
                      </Link>
                    )}
                  </td>
                  <td className="text-ink-2">
                    {[version.by, dayFull(dayIn(version.at, view.tz))].filter(Boolean).join(', ')}
                  </td>
                  <td className="text-ink-2">
                    {version.enforced
                      ? `${version.enforced.by}, ${dayFull(dayIn(version.enforced.at, view.tz))}, ${timeIn(version.enforced.at, view.tz)}`
                      : '—'}
                  </td>
                  <td className="text-right">
                    {version.state === 'draft' && (
                      <Link className="btn small" href={`/timetable/edit/draft/${version.id}`} prefetch={false}>
                        {mayWrite ? 'Открыть' : 'Смотреть'}
                      </Link>
                    )}
                    {version.last && mayWrite && versions.some((v) => v.state === 'current' && v !== version) && (
                      <button type="button" className="btn small" onClick={() => setReverting(version)}>
                        Вернуть прежнее
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {making && year && <NewDraft live={live} lastDay={year.lastDay} onClose={() => setMaking(false)} />}
      {reverting && <RevertDialog live={live} version={reverting} onClose={() => setReverting(null)} />}
    </main>
  );
}
