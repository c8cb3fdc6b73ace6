import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { LoadTable } from '#app/(staff)/timetable/edit/load/LoadTable.tsx';
import { loadSheet } from '#db/queries/loadSheet.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Педагогическая нагрузка' };

export default async function LoadPage() {
  const actor = await requireActor();
  if (!can(actor, 'timetable.edit')) redirect(landingOf(actor));
  const sheet = await loadSheet(actor);
  if (!sheet) notFound();
  return <LoadTable sheet={sheet} />;
}
