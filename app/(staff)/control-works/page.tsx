import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { idOf, single } from '#app/_ui/query.ts';
import { ControlWorks } from '#app/(staff)/control-works/ControlWorks.tsx';
import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { isDay } from '#lib/domain/time.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Контрольные работы' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?grade=` the parallel, `?month=2026-12`; `?class=` and `?q=` are the screen's own. */
export default async function ControlWorksPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (!can(actor, 'controlWork.read')) redirect(landingOf(actor));
  const month = single(query['month']);
  const view = await controlWorksPage(actor, {
    grade: idOf(query['grade']),
    month: month?.startsWith('20') && isDay(`${month}-01`) ? month : undefined,
  });
  if (!view) notFound();
  return <ControlWorks initial={view} viewer={{ personId: actor.personId }} />;
}
