import Link from 'next/link';
import { Fragment, useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { ReadAnswers } from '#lib/contract/reads.ts';

/** How often the numbers are asked for, ms: they are of two weeks, not of this minute. */
const ASK = 300_000;
type Limits = ReadAnswers['wall.limits'];

/** What of the coming two weeks is over a limit, and which thematic plans are not there or wait; null until it is known. */
export function useWallLimits(minute: number): Limits | null {
  const [limits, setLimits] = useState<Limits | null>(null);
  const turn = Math.floor(minute / ASK);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew at each turn
  useEffect(() => {
    const gone = new AbortController();
    void askRead('wall.limits', {}, gone.signal).then((answer) => {
      if (answer.ok && !gone.signal.aborted) setLimits(answer.answer);
    });
    return () => gone.abort();
  }, [turn]);
  return limits;
}

type Said = { count: number; href: string; title: string; words: string };
/** Each number leads to its screen; nothing is said when all is in order. */
function Numbers({ said, className }: { said: Said[]; className: string }) {
  return (
    <span className={className}>
      {said
        .filter(({ count }) => count > 0)
        .map(({ count, href, title, words }, at) => (
          <Fragment key={href}>
            {at > 0 && ' · '}
            <Link href={href} prefetch={false} title={title}>
              {`${words}: ${count}`}
            </Link>
          </Fragment>
        ))}
    </span>
  );
}

export function WallLimits({ limits }: { limits: Limits | null }) {
  if (!limits) return null;
  const said = [
    { count: limits.much, href: '/homework-volume', title: 'Дни классов сверх нормы за две недели', words: 'много ДЗ' },
    {
      count: limits.broken,
      href: '/control-works',
      title: 'Контрольные сверх пределов за две недели',
      words: 'к/р с замечанием',
    },
  ];
  return <Numbers said={said} className="aside" />;
}

/** Presence of thematic plans (001 3.4.4). */
export function WallPlans({ limits }: { limits: Limits | null }) {
  if (!limits) return null;
  const { missing, review } = limits.plans;
  const said = [
    { count: missing, href: '/plans?show=missing', title: 'Предметы параллелей, у которых нет КТП', words: 'Нет КТП' },
    { count: review, href: '/plans?show=review', title: 'КТП, которые ждут утверждения', words: 'КТП на проверке' },
  ];
  return <Numbers said={said} className="whitespace-nowrap max-xl:hidden" />;
}
