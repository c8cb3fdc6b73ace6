import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { PlanImport } from '#app/(staff)/plans/[plan]/import/PlanImport.tsx';
import { planImportPage } from '#db/queries/planImportPage.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Импорт плана' };

/** A plan out of a file or a clipboard: only its authors come here, others read it. */
export default async function PlanImportPage({ params }: { params: Promise<{ plan: string }> }) {
  const actor = await requireActor();
  if (!can(actor, 'plan.read')) redirect(landingOf(actor));
  const { plan } = await params;
  const planId = idNumber(plan);
  if (planId === null) notFound();
  const page = await planImportPage(actor, planId);
  if (!page) notFound();
  if (!page.mayWrite) redirect(`/plans/${plan}`);
  return <PlanImport page={page} />;
}
