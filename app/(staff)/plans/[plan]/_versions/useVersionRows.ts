import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

type VersionRows =
  | { state: 'loading' }
  | { state: 'failed'; message: string; again(): void }
  | { state: 'done'; rows: readonly PlanRow[] };

/** Versions never change: what was read once is kept, a few at a time, while the page lives. */
const KEPT = 8;
const known = new Map<string, readonly PlanRow[]>();

/** The rows of a past version; null: none is asked for. */
export function useVersionRows(planId: number, number: number | null): VersionRows | null {
  const [, setRound] = useState(0);
  const [failed, setFailed] = useState<{ key: string; message: string } | null>(null);
  const key = `${planId}:${number}`;
  const failing = failed?.key === key;
  useEffect(() => {
    if (number === null || known.has(key) || failing) return;
    const stop = new AbortController();
    askRead('plan.version', { planId, number }, stop.signal).then((asked) => {
      if (stop.signal.aborted) return;
      if (!asked.ok) {
        setFailed({ key, message: asked.message });
        return;
      }
      known.set(key, asked.answer.rows);
      const [oldest] = known.keys();
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
      setRound((n) => n + 1);
    });
    return () => stop.abort();
  }, [planId, number, key, failing]);
  if (number === null) return null;
  const rows = known.get(key);
  if (rows) return { state: 'done', rows };
  return failed?.key === key
    ? { state: 'failed', message: failed.message, again: () => setFailed(null) }
    : { state: 'loading' };
}
