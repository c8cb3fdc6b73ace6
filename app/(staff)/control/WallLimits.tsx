import Link from 'next/link';
import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { ReadAnswers } from '#lib/contract/reads.ts';

/** How often the numbers are asked for, ms: they are of two weeks, not of this minute. */
const ASK = 300_000;

/** What of the coming two weeks is over a limit; each number leads to its calendar. Nothing is said when all is in order. */
export function WallLimits({ minute }: { minute: number }) {
  const [limits, setLimits] = useState<ReadAnswers['wall.limits'] | null>(null);
  const turn = Math.floor(minute / ASK);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew at each turn
  useEffect(() => {
    const gone = new AbortController();
    void askRead('wall.limits', {}, gone.signal).then((answer) => {
      if (answer.ok && !gone.signal.aborted) setLimits(answer.answer);
    });
    return () => gone.abort();
  }, [turn]);
  if (!limits) return null;
  return (
    <span className="aside">
      {limits.much > 0 && (
        <Link href="/homework-volume" prefetch={false} title="Дни классов сверх нормы за две недели">
          много ДЗ: {limits.much}
        </Link>
      )}
      {limits.much > 0 && limits.broken > 0 && ' · '}
      {limits.broken > 0 && (
        <Link href="/control-works" prefetch={false} title="Контрольные сверх пределов за две недели">
          к/р с замечанием: {limits.broken}
        </Link>
      )}
    </span>
  );
}
