import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { TimetableOfficeView } from '#lib/contract/draftViews.ts';
import { addDays, dayMonth, mondayOf } from '#lib/domain/time.ts';

/** «Новый черновик»: a copy of what holds, for the next Monday unless another day is chosen. */
export function NewDraft({
  live,
  lastDay,
  onClose,
}: {
  live: LiveView<TimetableOfficeView>;
  lastDay: string;
  onClose(): void;
}) {
  const router = useRouter();
  const { today } = live.view;
  const nextMonday = addDays(mondayOf(today), 7);
  const [from, setFrom] = useState(nextMonday <= lastDay ? nextMonday : today);
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const suggested = `Расписание с ${dayMonth(from)}`;
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await live.send({ name: 'draft.make', input: { from, title: title.trim() || suggested } });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.message);
    const made = answer.events.find((one) => one.name === 'timetable.versioned');
    if (made?.name === 'timetable.versioned') router.push(`/timetable/edit/draft/${made.data.versionId}`);
    else onClose();
  }
  return (
    <Dialog title="Новый черновик" onClose={onClose}>
      <form className="mt-2 grid gap-3" onSubmit={onSubmit}>
        <p className="text-ink-2">
          Черновик начинается с копии действующего расписания. Пока его не введут в действие, он ничего не меняет.
        </p>
        <label className="setfield">
          <span>С какого дня</span>
          <input
            type="date"
            className="field w-44"
            required
            min={today}
            max={lastDay}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label className="setfield">
          <span>Название</span>
          <input
            className="field"
            maxLength={80}
            placeholder={suggested}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="submit" className="btn primary" disabled={busy || from === ''}>
            {busy ? 'Создаётся…' : 'Создать'}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
        </div>
      </form>
    </Dialog>
  );
}
