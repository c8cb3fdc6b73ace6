import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { TimetableOfficeView, TimetableVersion } from '#lib/contract/draftViews.ts';
import { dayFull } from '#lib/domain/time.ts';

/** «Вернуть прежнее»: says from when, and what is safe. */
export function RevertDialog({
  live,
  version,
  onClose,
}: {
  live: LiveView<TimetableOfficeView>;
  version: TimetableVersion;
  onClose(): void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { today } = live.view;
  const from = version.starts > today ? version.starts : today;
  async function revert() {
    setBusy(true);
    const answer = await live.send({ name: 'timetable.revert', input: { versionId: version.id } });
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.message);
  }
  return (
    <Dialog title="Вернуть прежнее расписание?" onClose={onClose}>
      <div className="mt-2 grid gap-3">
        <p>
          С {dayFull(from)} снова действует то, что было до «{version.title}». Проведённые уроки, отметки, пропуски и
          замены не изменятся; темы и задания, внесённые заранее, останутся.
        </p>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="button" className="btn primary" disabled={busy} onClick={revert}>
            {busy ? 'Возвращается…' : 'Вернуть прежнее'}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
        </div>
      </div>
    </Dialog>
  );
}
