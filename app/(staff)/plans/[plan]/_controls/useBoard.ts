import { useCallback, useEffect, useRef, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { PlanControlsBoard } from '#lib/contract/planControls.ts';

/** What is typed into a plan is read into rows within a second, ms: asked earlier, the server would not know it yet. */
const SETTLED = 1500;

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
  const first = useRef(true);
  const answered = useRef(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version or round is another answer
  useEffect(() => {
    const stop = new AbortController();
    const ask = () =>
      askRead('plan.controls', { planId }, stop.signal).then((asked) => {
        if (stop.signal.aborted) return;
        first.current = false;
        if (asked.ok) setBoard({ planId, board: asked.answer });
        setProblem(asked.ok ? null : asked.message);
      });
    const timer = setTimeout(ask, first.current || round !== answered.current ? 0 : SETTLED);
    answered.current = round;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [planId, version, round]);
  return { board: board?.planId === planId ? board.board : null, problem, again };
}
