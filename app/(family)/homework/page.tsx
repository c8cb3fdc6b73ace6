import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { HomeworkList } from '#app/(family)/homework/HomeworkList.tsx';
import { familyHomework } from '#db/queries/familyHomework.ts';
import { can } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Домашние задания' };

export default async function HomeworkPage({ searchParams }: { searchParams: FamilyParams }) {
  const actor = await requireFamily();
  const view = await familyHomework(actor, childOf((await searchParams).child));
  if (!view) notFound();
  return (
    <HomeworkList
      key={view.student.id}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
      mayTick={can(actor, 'homework.tick', { studentId: view.student.id })}
    />
  );
}
