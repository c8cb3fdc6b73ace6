import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { planPage } from '#db/queries/planPage.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { can, landingOf } from '#lib/policy.ts';
import { Plan } from './Plan.tsx';

type Props = {
  params: Promise<{ plan: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'КТП' };

/** One thematic plan: `?row=ID&field=topic` opens it at a cell. */
export default async function PlanPage({ params, searchParams }: Props) {
  const [{ plan }, query, actor] = await Promise.all([params, searchParams, requireActor()]);
  if (!can(actor, 'plan.read')) redirect(landingOf(actor));
  const planId = idNumber(plan);
  if (planId === null) notFound();
  const view = await planPage(actor, { planId });
  if (!view) notFound();
  const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);
  return (
    <Plan
      initial={view}
      viewer={{ personId: actor.personId, schoolId: actor.schoolId }}
      start={{ row: text(query.row), field: text(query.field) }}
    />
  );
}
