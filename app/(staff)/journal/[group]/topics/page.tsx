import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { packJournal } from '../../_model/pack.ts';
import { Topics } from '../../_topics/Topics.tsx';

type Props = {
  params: Promise<{ group: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Темы и домашние задания' };

/** The right-hand page of the register: «Что пройдено на уроке» and «Домашнее задание» by dates. `?period=ID`. */
export default async function TopicsPage({ params, searchParams }: Props) {
  const [{ group }, query, actor] = await Promise.all([params, searchParams, requireActor()]);
  const groupId = idNumber(group);
  if (groupId === null) notFound();
  const periodId = typeof query.period === 'string' ? Number(query.period) : Number.NaN;
  const view = await journalPage(actor, { groupId, ...(Number.isSafeInteger(periodId) ? { periodId } : {}) });
  if (!view) notFound();
  const { tz } = actor.school;
  return (
    <Topics
      key={`${groupId}:${view.period.id}`}
      packed={packJournal(view, tz)}
      viewer={{ personId: actor.personId, tz }}
      school={actor.school.shortName}
    />
  );
}
