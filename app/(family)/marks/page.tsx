import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { idOf, single } from '#app/_ui/query.ts';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { Marks } from '#app/(family)/marks/Marks.tsx';
import { diaryMarks } from '#db/queries/diaryMarks.ts';

export const metadata: Metadata = { title: 'Отметки' };

export default async function MarksPage({ searchParams }: { searchParams: FamilyParams }) {
  const actor = await requireFamily();
  const params = await searchParams;
  const view = await diaryMarks(actor, {
    ...childOf(params.child),
    periodId: idOf(params.period),
    on: single(params.on),
  });
  if (!view) notFound();
  return (
    <Marks
      key={`${view.student.id}:${view.period.id}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
    />
  );
}
