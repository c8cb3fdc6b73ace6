import Link from 'next/link';
import { Fragment, useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { ReadAnswers } from '#lib/contract/reads.ts';

/** How often the numbers are asked for, ms: they are of two weeks, not of this minute. */
const ASK = 300_000;

/** What of the coming two weeks is over a limit, and which thematic plans are not there or wait; each number leads to its screen.
 *  Nothing is said when all is in order. */
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
  const said = saidOf(limits);
  return (
    <span className="aside">
      {said.map(({ href, title, words }, at) => (
        <Fragment key={href}>
          {at > 0 && ' · '}
          <Link href={href} prefetch={false} title={title}>
            {words}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

function saidOf({ much, broken, plans }: ReadAnswers['wall.limits']): { href: string; title: string; words: string }[] {
  return [
    {
      count: much,
      href: '/homework-volume',
      title: 'Дни классов сверх нормы за две недели',
      words: `много ДЗ: ${much}`,
    },
    {
      count: broken,
      href: '/control-works',
      title: 'Контрольные сверх пределов за две недели',
      words: `к/р с замечанием: ${broken}`,
    },
    {
      count: plans.missing,
      href: '/plans?show=missing',
      title: 'Предметы параллелей, у которых нет КТП',
      words: `нет КТП: ${plans.missing}`,
    },
    {
      count: plans.review,
      href: '/plans?show=review',
      title: 'КТП, которые ждут утверждения',
      words: `КТП на проверке: ${plans.review}`,
    },
  ].filter(({ count }) => count > 0);
}
