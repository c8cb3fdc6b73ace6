import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { Preview } from '#app/(staff)/timetable/import/_parts/Preview.tsx';
import { importPage } from '#db/queries/importPage.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { isDay } from '#lib/domain/time.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Импорт расписания' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ from?: string | string[]; class?: string | string[] }>;
};

/** The address holds the file, the day and the class that is looked at. */
export default async function ImportPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'timetable.write')) redirect(landingOf(actor));
  const { id } = await params;
  const { from, class: cls } = await searchParams;
  const importId = idNumber(id);
  if (importId === null) notFound();
  const view = await importPage(actor, importId, {
    from: typeof from === 'string' && isDay(from) ? from : null,
    classId: idNumber(single(cls)),
  });
  if (!view) notFound();
  return <Preview view={view} />;
}
