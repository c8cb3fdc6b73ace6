import { useState } from 'react';
import { noticeWords, spanWords } from '#app/(staff)/attendance/paperWords.ts';
import type { PaperActs } from '#app/(staff)/attendance/usePapers.ts';
import type { AbsenceNotice, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { NOTICE_STATUS_LABELS } from '#lib/domain/absences.ts';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

/** One report of a parent, with «Принять» and «Отклонить» while nobody has answered. */
export function NoticeRow({ notice, view, acts }: { notice: AbsenceNotice; view: AttendanceView; acts: PaperActs }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const name = view.students.find((student) => student.id === notice.studentId)?.name ?? '';
  const sent = notice.status === 'sent';
  return (
    <div className="anotice">
      <span className="min-w-0 grow">
        <b>{name}</b> {spanWords(notice)}: {noticeWords(notice)}
        {notice.text && ` — «${notice.text}»`}
        <span className="text-ink-3">
          {' '}
          · {notice.from}, {dayMonth(dayIn(notice.sentAt, view.tz))} {timeIn(notice.sentAt, view.tz)}
        </span>
        {notice.answer && <span className="text-ink-2"> · ответ: {notice.answer}</span>}
      </span>
      {!sent || !view.mayWrite ? (
        <span className={`tag ${notice.status === 'accepted' ? 'ok' : ''}`}>{NOTICE_STATUS_LABELS[notice.status]}</span>
      ) : answer === null ? (
        <span className="flex gap-1.5">
          <button type="button" className="btn small" disabled={acts.busy} onClick={() => acts.accept(notice)}>
            Принять
          </button>
          <button type="button" className="btn small quiet" disabled={acts.busy} onClick={() => setAnswer('')}>
            Отклонить
          </button>
        </span>
      ) : (
        <form
          className="flex min-w-0 gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            acts.decline(notice, answer);
            setAnswer(null);
          }}
        >
          <input
            className="field"
            aria-label="Что ответить родителям"
            placeholder="Почему (необязательно)"
            maxLength={300}
            // biome-ignore lint/a11y/noAutofocus: the field appears by the person's own click
            autoFocus
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <button type="submit" className="btn small danger">
            Отклонить
          </button>
          <button type="button" className="btn small quiet" onClick={() => setAnswer(null)}>
            Отмена
          </button>
        </form>
      )}
    </div>
  );
}
