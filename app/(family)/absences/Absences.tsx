'use client';

import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { Toast } from '#app/_ui/Toast.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { Choice } from '#app/(family)/_parts/Choice.tsx';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import { Missed } from '#app/(family)/absences/Missed.tsx';
import { NoticeForm } from '#app/(family)/absences/NoticeForm.tsx';
import { Notices } from '#app/(family)/absences/Notices.tsx';
import { Summary } from '#app/(family)/absences/Summary.tsx';
import type { AbsencesView } from '#lib/contract/attendanceViews.ts';
import { DOCUMENT_LABELS } from '#lib/domain/absences.ts';
import { REASON_TEXT } from '#lib/domain/marks.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** «Посещаемость» of one child (003 П6 3.2): how much was missed and why, what the school has on paper, and the way to tell
 *  the school beforehand. */
export function Absences({
  initial,
  viewer,
  tz,
  mayReport,
}: {
  initial: AbsencesView;
  viewer: { personId: number };
  tz: string;
  mayReport: boolean;
}) {
  const live = useLive(initial, { view: 'absences', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const [asking, setAsking] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const documents = view.documents.filter((document) => document.active);
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 px-3.5 pt-2 pb-5">
        <h1 className="sr-only">Посещаемость</h1>
        {mayReport && (
          <button type="button" className="btn primary touch mt-1 w-full" onClick={() => setAsking(true)}>
            Сообщить об отсутствии
          </button>
        )}
        <Notices live={live} mayReport={mayReport} say={setMessage} />
        <div className="mt-3 flex items-center justify-between gap-3">
          <span className="text-base text-ink-3">Период</span>
          <Choice
            label="Период"
            options={view.periods
              .filter((period) => period.yearId === view.period.yearId)
              .map(({ id, label }) => ({
                key: id,
                text: label.split(' ')[0] ?? label,
                words: label,
                href: `/absences?child=${view.student.id}&period=${id}`,
                current: id === view.period.id,
              }))}
          />
        </div>
        <Summary view={view} />
        <Missed view={view} />
        <Section title="Документы">
          {documents.length === 0 ? (
            <Reason>Справок и заявлений за этот период в школе нет.</Reason>
          ) : (
            documents.map((document) => (
              <p key={document.id} className="border-line border-t px-3 py-2 text-base first:border-t-0">
                {DOCUMENT_LABELS[document.kind]}
                {document.number && ` № ${document.number}`}
                <span className="text-ink-2">
                  {' '}
                  · {dayMonth(document.starts)}
                  {document.ends !== document.starts && `–${dayMonth(document.ends)}`} · {REASON_TEXT[document.reason]}
                </span>
              </p>
            ))
          )}
        </Section>
      </main>
      {asking && (
        <NoticeForm
          live={live}
          onClose={() => setAsking(false)}
          onSent={() => {
            setAsking(false);
            setMessage('Отправлено: учителя видят, классный руководитель ответит.');
          }}
        />
      )}
      <Toast message={message} onClose={() => setMessage(null)} />
    </>
  );
}
