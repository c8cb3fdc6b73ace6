'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { reportOf } from '#app/_live/outcomes.ts';
import { useQueue } from '#app/_live/useQueue.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { QueueReport } from '#app/_ui/QueueReport.tsx';

/** A save that takes longer than this, ms, is worth telling: quicker ones would only flicker. */
const SLOW = 2000;

/** «не отправлено: 3» on every screen while something waits; afterwards the way to the report of what became of it. */
export function QueueBadge({ personId }: { personId: number }) {
  const { queue, state } = useQueue(personId);
  const { pending, lost, halted, kept, outcomes, edits } = state;
  const waiting = pending.length;
  const lines = useMemo(() => reportOf(outcomes, edits), [outcomes, edits]);
  const asked = lines.filter((line) => line.open).length;
  const [open, setOpen] = useState(false);
  const [slow, setSlow] = useState(false);
  const busy = waiting > 0;
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SLOW);
    return () => clearTimeout(timer);
  }, [busy]);
  // It opens by itself only when something needs a decision, and takes no focus: the person may be typing.
  const told = useRef(0);
  useEffect(() => {
    if (asked > told.current && !busy) setOpen(true);
    if (!busy) told.current = asked;
  }, [asked, busy]);
  const button = useRef<HTMLButtonElement>(null);
  const label = asked > 0 ? `Требуют решения: ${asked}` : `Отправлено ${lines.length}: посмотреть`;
  const short = asked > 0 ? `Решить: ${asked}` : `Отчёт: ${lines.length}`;
  return (
    <>
      <span role="status" className="inline-flex">
        {busy && (slow || lost || halted) ? (
          <span className="tag warn" title={kept ? undefined : 'Браузер ничего не хранит: не закрывайте эту вкладку'}>
            <Icon name="offline" size="small" />
            не отправлено: {waiting}
            {kept ? '' : ' — не закрывайте вкладку'}
          </span>
        ) : null}
      </span>
      {lines.length > 0 && !(busy && asked === 0) ? (
        <button
          ref={button}
          type="button"
          className={`btn small ${asked > 0 ? 'danger' : ''}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className="max-sm:hidden">{label}</span>
          <span className="sm:hidden">{short}</span>
        </button>
      ) : null}
      {open && lines.length > 0 ? (
        <QueueReport
          lines={lines}
          onDecide={(id, keep) => queue?.decide(id, keep)}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
          onDone={() => {
            setOpen(false);
            queue?.clearReport();
          }}
        />
      ) : null}
    </>
  );
}
