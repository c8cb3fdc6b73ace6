import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Rows of past versions, read when they are looked at. */

type Read = { number: number; rows: readonly PlanRow[] } | { number: number; problem: string };

/** The rows of one version; null while they are on the way, and when none is asked. */
export function usePast(planId: number, number: number | null): Read | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (number === null) return setRead(null);
    const gone = new AbortController();
    void askRead('plan.version', { planId, number }, gone.signal).then((asked) => {
      if (gone.signal.aborted) return;
      setRead(asked.ok ? { number, rows: asked.answer.rows } : { number, problem: asked.message });
    });
    return () => gone.abort();
  }, [planId, number]);
  return read?.number === number ? read : null;
}
