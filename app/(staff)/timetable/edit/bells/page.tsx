import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Bells } from '#app/(staff)/timetable/edit/bells/Bells.tsx';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Звонки' };

export default async function BellsPage() {
  const actor = await requireActor();
  if (!can(actor, 'timetable.edit')) redirect(landingOf(actor));
  const view = await timetableOffice(actor);
  if (!view) notFound();
  return <Bells initial={view} viewer={{ personId: actor.personId }} />;
}
