import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { hoursText } from '#app/(staff)/timetable/edit/_draft/SidePane.tsx';
import type { DraftView } from '#lib/contract/draftViews.ts';
import { type DraftReport, enforceProblem } from '#lib/domain/draftWeek.ts';
import { className } from '#lib/domain/people.ts';

type Props = { live: LiveView<DraftView>; report: DraftReport; onDone(from: string): void; onClose(): void };
/** As many breaches as are read before a decision. */
const SHOWN = 8;

/** «Ввести в действие»: from which day, what is in the way, and what stays untouched. */
export function EnforceDialog({ live, report, onDone, onClose }: Props) {
  const { view } = live;
  const { version, today } = view;
  const [from, setFrom] = useState(version.starts > today ? version.starts : today);
  /** How many clashes the person lets stand, and how many the server has told of. */
  const [despite, setDespite] = useState(0);
  const [told, setTold] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const clashes = Math.max(report.clashes, told);
  const problem = enforceProblem({ ...report, clashes }, despite, view.ceilings);
  const missing = report.short.filter((one) => one.missing > 0).reduce((sum, one) => sum + one.missing, 0);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(null);
    const answer = await live.send({ name: 'timetable.enforce', input: { versionId: version.id, from, despite } });
    setBusy(false);
    if (answer.ok) onDone(from);
    else {
      setFailed(answer.message);
      setTold(Number(answer.current?.value ?? 0));
      live.closeOutcomes((outcome) => outcome.command.name === 'timetable.enforce');
      live.dismissRefusal();
    }
  }
  return (
    <Dialog title="Ввести в действие" onClose={onClose}>
      <form className="mt-2 grid gap-3" onSubmit={onSubmit}>
        <label className="setfield">
          <span>С какого дня</span>
          <input
            type="date"
            className="field w-44"
            required
            min={today}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <p className="text-ink-2">
          С этого дня уроки до конца года встанут по черновику. Проведённые уроки, уроки с отметками, пропусками,
          файлами и заменами не изменятся; темы, внесённые заранее, перейдут вместе со своим уроком. Вернуть прежнее
          можно одной кнопкой.
        </p>
        <ul className="grid gap-1">
          {missing > 0 && <li className="text-warn">Не расставлено: {hoursText(missing)} нагрузки.</li>}
          {report.rooms > 0 && <li className="text-warn">В одном кабинете сразу двое: {report.rooms}.</li>}
          {report.breaches.slice(0, SHOWN).map(({ classId, breach }) => {
            const cls = view.classes.find((one) => one.id === classId);
            return (
              <li key={`${classId}:${breach.text}`} className="text-warn">
                {cls && className(cls)}: {breach.text}
              </li>
            );
          })}
          {report.breaches.length > SHOWN && (
            <li className="text-warn">И ещё нарушений норм: {report.breaches.length - SHOWN}.</li>
          )}
        </ul>
        {clashes > 0 && (
          <label className="flex items-start gap-2 text-bad">
            <input
              type="checkbox"
              className="checkbox mt-0.5"
              checked={despite >= clashes}
              onChange={(event) => {
                setDespite(event.target.checked ? clashes : 0);
                setFailed(null);
              }}
            />
            Накладок: {clashes}. Учитель или класс окажется в двух местах сразу — ввести всё равно
          </label>
        )}
        {(failed ?? problem) && (
          <p role="alert" className="text-bad">
            {failed ?? problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="submit" className="btn primary" disabled={busy || problem !== null || from === ''}>
            {busy ? 'Вводится…' : 'Ввести в действие'}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
        </div>
      </form>
    </Dialog>
  );
}
