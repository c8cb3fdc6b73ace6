import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { idOf, single } from '#app/_ui/query.ts';
import { HomeworkVolume } from '#app/(staff)/homework-volume/HomeworkVolume.tsx';
import { monthSpan } from '#db/queries/controlWorksPage.ts';
import { homeworkVolume } from '#db/queries/homeworkVolume.ts';
import { addDays, isDay, mondayOf } from '#lib/domain/time.ts';
import { landingOf, volumeOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Домашние задания' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?week=2026-12-07` or `?month=2026-12`, `?grade=8`; `?at=CLASS:DAY` is the screen's own. */
export default async function HomeworkVolumePage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (volumeOf(actor) === null) redirect(landingOf(actor));
  const [week, month] = [single(query['week']), single(query['month'])];
  const span =
    month?.startsWith('20') && isDay(`${month}-01`)
      ? monthSpan(month)
      : week?.startsWith('20') && isDay(week)
        ? { from: mondayOf(week), to: addDays(mondayOf(week), 6) }
        : {};
  const view = await homeworkVolume(actor, { ...span, grade: idOf(query['grade']) });
  if (!view) notFound();
  return <HomeworkVolume initial={view} viewer={{ personId: actor.personId }} grade={idOf(query['grade']) ?? null} />;
}
