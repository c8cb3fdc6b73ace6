import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Approvals } from '#app/(staff)/timetable/edit/approvals/Approvals.tsx';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Утверждения' };

export default async function ApprovalsPage() {
  const actor = await requireActor();
  if (!can(actor, 'timetable.edit')) redirect(landingOf(actor));
  const view = await timetableOffice(actor);
  if (!view) notFound();
  return <Approvals initial={view} viewer={{ personId: actor.personId }} />;
}
