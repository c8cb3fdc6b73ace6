import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { ReadAnswers } from '#lib/contract/reads.ts';

type Unmarked = ReadAnswers['day.unmarked'];
const NONE: Unmarked = { works: [], finals: [] };

/** One's own works a week old and without a mark, and period marks to be set. Asked when the page is opened and on a new day: what is late since last week
 *  needs no second's news, and the page waits for none of it. */
export function useUnmarked(today: string): Unmarked {
  const [unmarked, setUnmarked] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew on a new day
  useEffect(() => {
    const gone = new AbortController();
    void askRead('day.unmarked', {}, gone.signal).then((answer) => {
      if (answer.ok && !gone.signal.aborted) setUnmarked(answer.answer);
    });
    return () => gone.abort();
  }, [today]);
  return unmarked;
}
