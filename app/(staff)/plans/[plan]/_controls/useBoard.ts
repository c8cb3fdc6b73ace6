import { useCallback, useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { PlanControlsBoard } from '#lib/contract/planControls.ts';

export type Board = {
  /** Null: not read yet, or `problem` says why not. */
  board: PlanControlsBoard | null;
  problem: string | null;
  again(): void;
};

/** Control works of a plan, read anew when the plan, the dates of its rows, or the schedule by one's own hand have changed; what
 *  was read before stays in sight meanwhile. `version`: differs when the plan or its dates do. */
export function useBoard(planId: number, version: string): Board {
  const [board, setBoard] = useState<{ planId: number; board: PlanControlsBoard } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version or round is another answer
  useEffect(() => {
    const stop = new AbortController();
    askRead('plan.controls', { planId }, stop.signal).then((asked) => {
      if (stop.signal.aborted) return;
      if (asked.ok) setBoard({ planId, board: asked.answer });
      setProblem(asked.ok ? null : asked.message);
    });
    return () => stop.abort();
  }, [planId, version, round]);
  return { board: board?.planId === planId ? board.board : null, problem, again };
}
