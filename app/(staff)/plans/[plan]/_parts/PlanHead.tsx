import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { peerColour } from '#app/_ui/vars.ts';
import type { PlanView } from '#lib/contract/planView.ts';
import type { Peer } from '../_model/peers.ts';

/** «КТП · Алгебра, 8 класс». */
export const planTitle = ({ subject, grade, name }: Pick<PlanView['plan'], 'subject' | 'grade' | 'name'>): string =>
  `КТП · ${subject}, ${grade} класс${name === '' ? '' : ` · ${name}`}`;

/** Which plan it is, where it stands in its life, who is here, and what can be done with it as a whole. */
export const PlanHead = memo(function PlanHead({
  view,
  people,
  steps,
  children,
}: {
  view: Pick<PlanView, 'plan' | 'may'>;
  people: readonly Peer[];
  steps: ReactNode;
  children: ReactNode;
}) {
  const { plan, may } = view;
  return (
    <div className="pagehead pplanhead">
      <h1 title={planTitle(plan)}>{planTitle(plan)}</h1>
      {steps}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        {people.length > 0 && (
          <ul className="ppeers" aria-label="Сейчас в плане">
            {people.map((peer) => (
              <li
                key={peer.personId}
                className="avatar jpeer"
                style={peerColour(peer.colour)}
                title={peer.mayWrite ? peer.name : `${peer.name}, смотрит`}
              >
                <span aria-hidden="true">{peer.initials}</span>
                <span className="sr-only">{peer.mayWrite ? peer.name : `${peer.name}, смотрит`}</span>
              </li>
            ))}
          </ul>
        )}
        {may.write && (
          <Link className="btn quiet pdesk" href={`/plans/${plan.id}/import`} prefetch={false}>
            Импорт
          </Link>
        )}
        <Link
          className="btn quiet"
          href={`/plans/${plan.id}/print`}
          prefetch={false}
          aria-label="Печать и выгрузка"
          title="Печать и выгрузка"
        >
          <Icon name="print" />
        </Link>
        {children}
      </span>
    </div>
  );
});
