import { useCallback, useEffect, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

/** One change in words. */
export type HistoryLine = {
  seq: number;
  at: string;
  by: string;
  what: string;
  before: string;
  after: string;
  why?: string | null;
};
type Answer<T> = { ok: true; answer: { changes: T[] } } | { ok: false; message: string };
export type Loaded<T> = { state: 'loading' } | { state: 'failed'; message: string } | { state: 'there'; changes: T[] };

/** Asks for a history when it is opened, and again on «Повторить». */
export function useHistory<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Answer<T>>,
): { loaded: Loaded<T>; again(): void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked for
  useEffect(() => {
    const stop = new AbortController();
    setLoaded({ state: 'loading' });
    ask(stop.signal).then((answer) => {
      if (stop.signal.aborted) return;
      setLoaded(
        answer.ok ? { state: 'there', changes: answer.answer.changes } : { state: 'failed', message: answer.message },
      );
    });
    return () => stop.abort();
  }, [key, attempt]);
  return { loaded, again: useCallback(() => setAttempt((n) => n + 1), []) };
}

/** «Кто, когда, было → стало»: newest first. */
export function History<T>({
  history: { loaded, again },
  tz,
  lineOf,
  empty,
}: {
  history: { loaded: Loaded<T>; again(): void };
  tz: string;
  lineOf(change: T): HistoryLine;
  empty: string;
}) {
  if (loaded.state === 'loading')
    return (
      <div className="jhistory" role="status" aria-label="История загружается">
        <span className="skeleton block h-4 w-full" />
        <span className="skeleton mt-1.5 block h-4 w-3/4" />
      </div>
    );
  if (loaded.state === 'failed')
    return (
      <div className="jhistory" role="alert">
        <p className="text-bad">{loaded.message}</p>
        <button type="button" className="btn tiny mt-1" onClick={again}>
          Повторить
        </button>
      </div>
    );
  if (loaded.changes.length === 0) return <p className="jhistory empty text-ink-3">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
    <ol className="jhistory" tabIndex={0} aria-label="История изменений">
      {loaded.changes.map(lineOf).map((line) => (
        <li key={line.seq}>
          <span className="text-ink-3">
            {dayMonth(dayIn(line.at, tz))}, {timeIn(line.at, tz)} · {line.by}
          </span>
          <span className="block">
            {line.what}: {line.before} <Icon name="arrow" size="small" />
            <span className="sr-only">стало</span> <b>{line.after}</b>
          </span>
          {line.why && <span className="block text-ink-2">«{line.why}»</span>}
        </li>
      ))}
    </ol>
  );
}
