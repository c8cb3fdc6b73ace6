import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { packJournal } from '../_model/pack.ts';
import { parseStart } from '../_model/start.ts';
import { Journal } from '../Journal.tsx';

type Props = {
  params: Promise<{ group: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Журнал' };

/** «Журнал» of one group: `?period=ID`, and where to open it, `?cell=workId-studentId` or `?lesson=ID&field=topic`. */
export default async function JournalPage({ params, searchParams }: Props) {
  const [{ group }, query, actor] = await Promise.all([params, searchParams, requireActor()]);
  const groupId = idNumber(group);
  if (groupId === null) notFound();
  const periodId = typeof query.period === 'string' ? Number(query.period) : Number.NaN;
  const start = parseStart(query);
  const view = await journalPage(actor, {
    groupId,
    lessonId: start.lessonId,
    ...(Number.isSafeInteger(periodId) ? { periodId } : {}),
  });
  if (!view) notFound();
  const { tz } = actor.school;
  return <Journal packed={packJournal(view, tz)} viewer={{ personId: actor.personId, tz }} start={start} />;
}
