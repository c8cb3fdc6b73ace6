import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { DraftEditor } from '#app/(staff)/timetable/edit/_draft/DraftEditor.tsx';
import { draftPage } from '#db/queries/draftPage.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Черновик расписания' };

type Props = {
  params: Promise<{ version: string }>;
  searchParams: Promise<{ by?: string | string[]; id?: string | string[] }>;
};

export default async function DraftPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'timetable.edit')) redirect(landingOf(actor));
  const { version } = await params;
  const { by, id } = await searchParams;
  if (!/^\d{1,9}$/.test(version)) notFound();
  const view = await draftPage(actor, { versionId: Number(version) });
  if (!view) notFound();
  return (
    <DraftEditor
      initial={view}
      viewer={{ personId: actor.personId }}
      start={{ by: typeof by === 'string' ? by : '', id: typeof id === 'string' ? id : '' }}
    />
  );
}
