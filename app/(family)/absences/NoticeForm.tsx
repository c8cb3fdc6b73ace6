import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { TextField } from '#app/_ui/TextField.tsx';
import type { AbsencesView } from '#lib/contract/attendanceViews.ts';
import { NOTICE_KINDS, NOTICE_LABELS, type NoticeKind, refuseNotice } from '#lib/domain/absences.ts';

/** «Сообщить об отсутствии»: when, why, a word. Teachers see that the child is not expected, and not why. */
export function NoticeForm({
  live,
  onClose,
  onSent,
}: {
  live: LiveView<AbsencesView>;
  onClose(): void;
  onSent(): void;
}) {
  const { student, today, notices } = live.view;
  const [kind, setKind] = useState<NoticeKind>('ill');
  const [starts, setStarts] = useState(today);
  const [ends, setEnds] = useState(today);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(event: FormEvent) {
    event.preventDefault();
    const open = notices.filter((notice) => notice.status === 'sent').length;
    const refused = refuseNotice({ starts, ends }, { today, open });
    if (refused) return setProblem(refused.message);
    setBusy(true);
    const input = { studentId: student.id, kind, text: text.trim() || null, starts, ends };
    const answer = await live.send({ name: 'absenceNotice.send', input });
    setBusy(false);
    if (answer.ok) onSent();
    else setProblem(answer.message);
  }
  return (
    <Dialog title="Сообщить об отсутствии" onClose={onClose}>
      <form onSubmit={send} className="mt-2 grid gap-3 text-body">
        <p className="text-base text-ink-2">
          {student.given}, {student.className}. Причину увидят только классный руководитель и администрация школы.
        </p>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="С какого дня"
            type="date"
            required
            value={starts}
            onChange={(event) => {
              setStarts(event.target.value);
              if (ends < event.target.value) setEnds(event.target.value);
            }}
          />
          <TextField
            label="По какой день"
            type="date"
            required
            min={starts}
            value={ends}
            onChange={(event) => setEnds(event.target.value)}
          />
        </div>
        <fieldset>
          <legend className="mb-1 text-base text-ink-2">Причина</legend>
          <div className="grid grid-cols-2 gap-2">
            {NOTICE_KINDS.map((known) => (
              <label
                key={known}
                className="flex min-h-11 items-center gap-2 rounded-control border border-line-2 px-2.5 text-base has-checked:border-accent-line has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name="kind"
                  className="accent-accent"
                  checked={kind === known}
                  onChange={() => setKind(known)}
                />
                {NOTICE_LABELS[known]}
              </label>
            ))}
          </div>
        </fieldset>
        <TextField
          label="Комментарий, если нужен"
          maxLength={300}
          value={text}
          problem={problem}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
        />
        <button type="submit" className="btn primary touch" disabled={busy}>
          {busy ? 'Отправляется…' : 'Отправить'}
        </button>
      </form>
    </Dialog>
  );
}
