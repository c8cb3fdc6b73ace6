import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Imports } from '#app/(staff)/timetable/import/_parts/Imports.tsx';
import { importList } from '#db/queries/importPage.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Импорт расписания' };

export default async function ImportsPage() {
  const actor = await requireActor();
  if (!can(actor, 'timetable.write')) redirect(landingOf(actor));
  const view = await importList(actor);
  if (!view) notFound();
  return <Imports view={view} />;
}
