import { useState } from 'react';
import type { LifeActions } from '#app/(staff)/plans/[plan]/_state/lifeActions.ts';
import { momentWords } from '#app/(staff)/plans/[plan]/_state/stateWords.ts';
import { TextChange } from '#app/(staff)/plans/[plan]/_versions/TextChange.tsx';
import type { PlanThread } from '#lib/contract/planLife.ts';
import { REMARK_TEXT, type Settlement, valueWords } from '#lib/domain/plans/remarks.ts';
import { RemarkForm } from './RemarkForm.tsx';

export type Moment = { today: string; tz: string };

/** One thread: what was said of a cell, the answers, and what this person may do about it. */
export function RemarkCard({
  thread,
  place,
  moment,
  may,
  personId,
  controls,
  current,
  chosen,
  actions,
  onGo,
}: {
  thread: PlanThread;
  place: string;
  moment: Moment;
  may: { write: boolean; comment: boolean };
  personId: number;
  /** Names of the forms of control. */
  controls: ReadonlyMap<number, string>;
  /** The cell as it stands; null when its row is gone. */
  current: string | null;
  chosen: boolean;
  actions: Pick<LifeActions, 'answer' | 'settle'>;
  onGo(): void;
}) {
  const [answering, setAnswering] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; other?: string } | null>(null);
  const time = (at: string) => momentWords(at, moment.today, moment.tz);
  const words = (text: string) => valueWords(thread.field, text, controls);
  const suggestion = thread.kind === 'suggestion';
  async function settle(how: Settlement, over: string | null = null) {
    setBusy(true);
    setProblem(null);
    const outcome = await actions.settle(thread, how, over);
    setBusy(false);
    if (!outcome.ok) setProblem(outcome);
  }
  const act = (label: string, how: Settlement) => (
    <button type="button" className="link" disabled={busy} onClick={() => void settle(how)}>
      {label}
    </button>
  );
  return (
    <article className="remark" data-chosen={chosen || undefined} aria-label={`${thread.author.name}, ${place}`}>
      <header>
        <b>{thread.author.name}</b>
        <button type="button" className="place" onClick={onGo} disabled={current === null}>
          {place} · {time(thread.at)}
        </button>
      </header>
      {suggestion ? (
        <p>
          <span className="text-ink-3">Предлагает: </span>
          <TextChange was={words(thread.was ?? '')} now={words(thread.text)} />
        </p>
      ) : (
        <p className="whitespace-pre-line">{thread.text}</p>
      )}
      {suggestion && current !== null && current !== thread.was && current !== thread.text && (
        <p className="text-warn">В ячейке с тех пор другое: {words(current) || 'пусто'}</p>
      )}
      {thread.answers.map((answer) => (
        <div key={answer.id} className="answer">
          <b>{answer.author.name}</b> <span className="text-ink-3">{time(answer.at)}</span>
          <p className="whitespace-pre-line">{answer.text}</p>
        </div>
      ))}
      {problem && (
        <p role="alert" className="text-bad">
          {problem.message}
          {problem.other !== undefined && (
            <button
              type="button"
              className="link ml-1"
              disabled={busy}
              onClick={() => void settle('accepted', problem.other ?? null)}
            >
              Всё равно принять
            </button>
          )}
        </p>
      )}
      {answering ? (
        <RemarkForm
          label="Ответ"
          verb="Ответить"
          limit={REMARK_TEXT}
          send={(text) => actions.answer(thread, text)}
          onClose={() => setAnswering(false)}
        />
      ) : (
        may.comment && (
          <footer>
            <button type="button" className="link" onClick={() => setAnswering(true)}>
              Ответить
            </button>
            {!suggestion && act('Решено', 'resolved')}
            {suggestion && may.write && current !== null && act('Принять', 'accepted')}
            {suggestion && may.write && act('Отклонить', 'declined')}
            {suggestion && thread.author.id === personId && act('Снять', 'withdrawn')}
          </footer>
        )
      )}
    </article>
  );
}
