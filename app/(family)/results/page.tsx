import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { idOf } from '#app/_ui/query.ts';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { Results } from '#app/(family)/results/Results.tsx';
import { diaryResults } from '#db/queries/diaryResults.ts';

export const metadata: Metadata = { title: 'Итоги' };

export default async function ResultsPage({ searchParams }: { searchParams: FamilyParams }) {
  const actor = await requireFamily();
  const params = await searchParams;
  const view = await diaryResults(actor, { ...childOf(params.child), yearId: idOf(params.year) });
  if (!view) notFound();
  return (
    <Results
      key={`${view.student.id}:${view.year.id}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
    />
  );
}
