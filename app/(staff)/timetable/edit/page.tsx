import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Versions } from '#app/(staff)/timetable/edit/Versions.tsx';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Редактор расписания' };

export default async function TimetableEditPage() {
  const actor = await requireActor();
  if (!can(actor, 'timetable.edit')) redirect(landingOf(actor));
  const view = await timetableOffice(actor);
  if (!view) notFound();
  return <Versions initial={view} viewer={{ personId: actor.personId }} />;
}
