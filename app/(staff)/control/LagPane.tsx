import Link from 'next/link';
import type { WallView } from '#lib/contract/wallView.ts';
import { className, plural } from '#lib/domain/people.ts';

/** Groups that the wall names; the others stand in the list of plans. */
const SHOWN = 4;

/** «Отстают от КТП»: groups behind their plans in hours (R040), the furthest first. Each leads to its plan. */
export function LagPane({ view }: { view: WallView }) {
  const { lags, classes } = view;
  if (lags.length === 0) return <p className="walllag text-ink-2">От КТП никто не отстаёт.</p>;
  return (
    <div className="walllag">
      <h3>
        Отстают от КТП
        <Link href="/plans?show=lag" prefetch={false}>
          {lags.length} {plural(lags.length, 'группа', 'группы', 'групп')}
        </Link>
      </h3>
      <ul>
        {lags.slice(0, SHOWN).map(({ groupId, classId, planId, subject, name, lag }) => {
          const cls = classes.find(({ id }) => id === classId);
          return (
            <li key={groupId}>
              <Link href={`/plans/${planId}`} prefetch={false}>
                {[cls && className(cls), subject, name].filter(Boolean).join(' ')}
              </Link>
              <b className="tabular-nums">{lag} ч</b>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
