import { useState } from 'react';
import { useRead } from '#app/_live/useRead.ts';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { Skeleton } from '#app/_ui/Skeleton.tsx';
import { momentWords } from '#app/(staff)/plans/[plan]/_state/stateWords.ts';
import { TextChange } from '#app/(staff)/plans/[plan]/_versions/TextChange.tsx';
import { type PlanLife, threadsOf } from '#lib/contract/planLife.ts';
import { SETTLEMENT_LABELS, valueWords } from '#lib/domain/plans/remarks.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { cellPlace } from './places.ts';
import type { Moment } from './RemarkCard.tsx';

type Props = {
  life: PlanLife;
  rows: readonly PlanRow[];
  controls: ReadonlyMap<number, string>;
  moment: Moment;
};

/** «Решённые»: what was said before and how it ended, the newest first. Read when it is opened. */
export function SettledRemarks(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link settled text-small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Скрыть решённые' : 'Показать решённые'}
      </button>
      {open && <SettledList {...props} />}
    </>
  );
}

function SettledList({ life, rows, controls, moment: { today, tz } }: Props) {
  const found = useRead('plan.settled', { planId: life.id });
  if (found.state === 'loading') return <Skeleton width="w-40" />;
  if (found.state === 'failed')
    return <FailedRead message={found.message} again={found.again} className="text-small" />;
  const threads = threadsOf(found.answer.remarks).reverse();
  if (threads.length === 0) return <p className="text-ink-3 text-small">Решённых пока нет.</p>;
  return threads.map((thread) => (
    <article key={thread.id} className="remark done" aria-label={`${thread.author.name}, решено`}>
      <header>
        <b>{thread.author.name}</b>
        <span className="place">
          {cellPlace(thread, rows)} · {momentWords(thread.at, today, tz)}
        </span>
      </header>
      <p className="whitespace-pre-line">
        {thread.kind === 'suggestion' ? (
          <TextChange
            was={valueWords(thread.field, thread.was ?? '', controls)}
            now={valueWords(thread.field, thread.text, controls)}
          />
        ) : (
          thread.text
        )}
      </p>
      {thread.answers.map((answer) => (
        <p key={answer.id} className="answer">
          <b>{answer.author.name}</b> {answer.text}
        </p>
      ))}
      <footer className="text-ink-3">
        {thread.state !== 'open' && SETTLEMENT_LABELS[thread.state]}
        {thread.settledBy && `, ${thread.settledBy.name}`}
      </footer>
    </article>
  ));
}
