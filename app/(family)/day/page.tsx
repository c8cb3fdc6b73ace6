import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { Today } from '#app/(family)/day/Today.tsx';
import { familyDay } from '#db/queries/familyDay.ts';
import { can } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Сегодня' };

export default async function DayPage({ searchParams }: { searchParams: FamilyParams }) {
  const actor = await requireFamily();
  const view = await familyDay(actor, childOf((await searchParams).child));
  if (!view) notFound();
  return (
    <Today
      key={view.student.id}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
      mayTick={can(actor, 'homework.tick', { studentId: view.student.id })}
    />
  );
}
