import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { idOf, single } from '#app/_ui/query.ts';
import { plansTabs } from '#app/(staff)/plans/_nav/plansTabs.ts';
import { ClassPlan } from '#app/(staff)/plans/class/ClassPlan.tsx';
import { classPlanPage } from '#db/queries/classPlanPage.ts';
import { landingOf, scopeOfClassPlans } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'План внеурочных занятий с классом' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?class=12`; `?month=2026-12` is the screen's own: the view holds the year. */
export default async function ClassPlanPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  const scope = scopeOfClassPlans(actor);
  if (scope !== 'school' && scope.length === 0) redirect(landingOf(actor));
  const asked = single(query['class']);
  const view = await classPlanPage(actor, { classId: asked === undefined ? undefined : (idOf(asked) ?? 0) });
  if (!view) notFound();
  return <ClassPlan initial={view} viewer={{ personId: actor.personId }} tabs={plansTabs(actor)} />;
}
