import type { LiveView } from '#app/_live/useLive.ts';
import { Section } from '#app/(family)/_parts/Section.tsx';
import type { AbsenceNotice, AbsencesView } from '#lib/contract/attendanceViews.ts';
import { NOTICE_LABELS, NOTICE_STATUS_LABELS } from '#lib/domain/absences.ts';
import { dayMonth } from '#lib/domain/time.ts';

const TONES: Record<AbsenceNotice['status'], string> = {
  sent: 'accent',
  accepted: 'ok',
  declined: 'bad',
  withdrawn: '',
};

/** What the family has reported, with the school's answer as it comes; taken back while there is none. */
export function Notices({
  live,
  mayReport,
  say,
}: {
  live: LiveView<AbsencesView>;
  mayReport: boolean;
  say(words: string): void;
}) {
  const { notices, student } = live.view;
  if (notices.length === 0) return null;
  async function withdraw(notice: AbsenceNotice) {
    const input = { noticeId: notice.id, studentId: student.id };
    const answer = await live.send({ name: 'absenceNotice.withdraw', input });
    say(answer.ok ? 'Сообщение отозвано.' : answer.message);
  }
  return (
    <Section title={mayReport ? 'Вы сообщили' : 'Родители сообщили'}>
      {[...notices].reverse().map((notice) => (
        <div key={notice.id} className="border-line border-t px-3 py-2 text-base first:border-t-0">
          <div className="flex items-center justify-between gap-2">
            <span>
              {dayMonth(notice.starts)}
              {notice.ends !== notice.starts && `–${dayMonth(notice.ends)}`} ·{' '}
              {NOTICE_LABELS[notice.kind].toLowerCase()}
            </span>
            <span className={`tag ${TONES[notice.status]}`} role="status">
              {NOTICE_STATUS_LABELS[notice.status]}
            </span>
          </div>
          <p className="text-ink-3">
            {notice.from}
            {notice.text && ` · ${notice.text}`}
          </p>
          {notice.answer && <p className="text-ink-2">Ответ школы: {notice.answer}</p>}
          {notice.status === 'sent' && mayReport && (
            <button type="button" className="link min-h-11" onClick={() => void withdraw(notice)}>
              Отозвать
            </button>
          )}
        </div>
      ))}
    </Section>
  );
}
