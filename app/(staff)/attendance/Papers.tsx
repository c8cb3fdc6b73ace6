import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { DocumentDialog } from '#app/(staff)/attendance/DocumentDialog.tsx';
import { NoticeRow } from '#app/(staff)/attendance/NoticeRow.tsx';
import { documentWords, partWords, spanWords } from '#app/(staff)/attendance/paperWords.ts';
import { type Say, usePapers } from '#app/(staff)/attendance/usePapers.ts';
import type { AbsenceDocument, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { REASON_TEXT } from '#lib/domain/marks.ts';
import { dayFull } from '#lib/domain/time.ts';

/** «Документы»: certificates, applications and orders of the class, and what parents have reported. */
export function Papers({ live, say }: { live: LiveView<AttendanceView>; say: Say }) {
  const { view } = live;
  const acts = usePapers(live, say);
  const [editing, setEditing] = useState<AbsenceDocument | 'new' | null>(null);
  const nameOf = (id: number) => view.students.find((student) => student.id === id)?.name ?? '';
  const notices = [...view.notices].reverse();
  const documents = [...view.documents].reverse();
  return (
    <section className="asheet p-3">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Документы</h2>
        <span className="text-ink-3">Документ даёт причину всем пропускам своих дней, прошлым и будущим.</span>
        {view.mayWrite && (
          <button type="button" className="btn primary noprint ml-auto" onClick={() => setEditing('new')}>
            Внести документ
          </button>
        )}
      </div>
      {documents.length === 0 ? (
        <EmptyState title="Документов за последний месяц нет">
          Внесите справку или заявление, и все пропуски этих дней получат причину сразу.
        </EmptyState>
      ) : (
        <table className="alist">
          <thead>
            <tr>
              <th scope="col">Ученик</th>
              <th scope="col">Документ</th>
              <th scope="col">Дни</th>
              <th scope="col">Причина</th>
              <th scope="col">Внёс(ла)</th>
              <th scope="col" className="noprint">
                <span className="sr-only">Действия</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {documents.map((document) => (
              <tr key={document.id} className={document.active ? undefined : 'gone'}>
                <th scope="row">{nameOf(document.studentId)}</th>
                <td>
                  {documentWords(document)}
                  {document.issuedOn && <span className="text-ink-3"> от {dayFull(document.issuedOn)}</span>}
                </td>
                <td>
                  {spanWords(document)} <span className="text-ink-3">{partWords(document)}</span>
                </td>
                <td>
                  <b>{REASON_TEXT[document.reason]}</b> {!document.active && <span className="tag">Отменён</span>}
                </td>
                <td className="text-ink-3">{document.by}</td>
                <td className="noprint">
                  {view.mayWrite && (
                    <span className="flex justify-end gap-1">
                      {document.active && (
                        <button type="button" className="btn small" onClick={() => setEditing(document)}>
                          Изменить
                        </button>
                      )}
                      <button
                        type="button"
                        className="btn small quiet"
                        disabled={acts.busy}
                        aria-label={`${document.active ? 'Отменить' : 'Вернуть'}: ${nameOf(document.studentId)}, ${documentWords(document)}`}
                        onClick={() => acts.cancel(document, document.active)}
                      >
                        {document.active ? 'Отменить' : 'Вернуть'}
                      </button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2 className="mt-5 mb-2 font-semibold">Сообщения родителей</h2>
      {notices.length === 0 ? (
        <p className="text-ink-2">За последний месяц родители об отсутствии не сообщали.</p>
      ) : (
        notices.map((notice) => <NoticeRow key={notice.id} notice={notice} view={view} acts={acts} />)
      )}
      {editing && (
        <DocumentDialog
          view={view}
          document={editing === 'new' ? null : editing}
          acts={acts}
          onClose={() => setEditing(null)}
          onDone={(words) => {
            setEditing(null);
            say(words, null);
          }}
        />
      )}
    </section>
  );
}
