import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { plansTabs } from '#app/(staff)/plans/_nav/plansTabs.ts';
import { Plans } from '#app/(staff)/plans/Plans.tsx';
import { plansPage } from '#db/queries/plansPage.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'КТП' };

/** The base of thematic plans. `?q=`, `?show=`, `?subject=`, `?grade=`, `?mine=`, `?sort=` and `?new=` are the screen's own. */
export default async function PlansPage() {
  const actor = await requireActor();
  if (!can(actor, 'plan.read')) redirect(landingOf(actor));
  const view = await plansPage(actor);
  if (!view) notFound();
  return (
    <Plans
      initial={view}
      viewer={{ personId: actor.personId }}
      oversees={can(actor, 'wall.read')}
      tabs={plansTabs(actor)}
    />
  );
}
