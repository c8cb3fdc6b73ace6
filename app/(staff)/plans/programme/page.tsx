import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { plansTabs } from '#app/(staff)/plans/_nav/plansTabs.ts';
import { Fulfilment } from '#app/(staff)/plans/programme/Fulfilment.tsx';
import { fulfilmentPage } from '#db/queries/fulfilmentPage.ts';
import { landingOf, scopeOfFulfilment } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Выполнение программы' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?period=quarter-2`; `?grade=`, `?subject=`, `?q=`, `?behind=`, `?sort=` and `?by=` are the screen's own. */
export default async function ProgrammePage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  const scope = scopeOfFulfilment(actor);
  if (scope !== 'school' && scope.length === 0) redirect(landingOf(actor));
  const page = await fulfilmentPage(actor, { period: single(query['period']) });
  if (!page) notFound();
  return <Fulfilment page={page} tabs={plansTabs(actor)} />;
}
