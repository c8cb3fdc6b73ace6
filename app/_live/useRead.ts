import { useCallback, useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { ReadAnswers, ReadInput, ReadName } from '#lib/contract/reads.ts';

export type ReadState<N extends ReadName> =
  | { state: 'loading' }
  | { state: 'failed'; message: string; again(): void }
  | { state: 'done'; answer: ReadAnswers[N] };

/** Asks once for what a tab shows, and anew when what is asked for changes. */
export function useRead<N extends ReadName>(name: N, input: ReadInput<N>): ReadState<N> {
  const [found, setFound] = useState<{ key: string; state: ReadState<N> } | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const key = `${JSON.stringify(input)} ${round}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the input
  useEffect(() => {
    const stop = new AbortController();
    askRead(name, input, stop.signal).then((asked) => {
      if (stop.signal.aborted) return;
      const state: ReadState<N> = asked.ok
        ? { state: 'done', answer: asked.answer }
        : { state: 'failed', message: asked.message, again };
      setFound({ key, state });
    });
    return () => stop.abort();
  }, [name, key, again]);
  return found?.key === key ? found.state : { state: 'loading' };
}
