import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { UnmarkedWork } from '#lib/contract/reads.ts';

/** One's own works a week old and without a mark. Asked when the page is opened and on a new day: what is late since last week
 *  needs no second's news, and the page waits for none of it. */
export function useUnmarked(today: string): UnmarkedWork[] {
  const [works, setWorks] = useState<UnmarkedWork[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew on a new day
  useEffect(() => {
    const gone = new AbortController();
    void askRead('day.unmarked', {}, gone.signal).then((answer) => {
      if (answer.ok && !gone.signal.aborted) setWorks(answer.answer.works);
    });
    return () => gone.abort();
  }, [today]);
  return works;
}
