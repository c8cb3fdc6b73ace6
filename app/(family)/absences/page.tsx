import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { idOf } from '#app/_ui/query.ts';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { Absences } from '#app/(family)/absences/Absences.tsx';
import { familyAbsences } from '#db/queries/familyAbsences.ts';

export const metadata: Metadata = { title: 'Посещаемость' };

export default async function AbsencesPage({ searchParams }: { searchParams: FamilyParams }) {
  const [actor, query] = await Promise.all([requireFamily(), searchParams]);
  const view = await familyAbsences(actor, { ...childOf(query.child), periodId: idOf(query.period) });
  if (!view) notFound();
  return (
    <Absences
      key={`${view.student.id}-${view.period.id}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
      mayReport={view.mayReport}
    />
  );
}
