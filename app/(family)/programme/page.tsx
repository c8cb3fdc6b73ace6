import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { idOf } from '#app/_ui/query.ts';
import { childOf, requireFamily } from '#app/(family)/_parts/family.ts';
import { Programme } from '#app/(family)/programme/Programme.tsx';
import { familyProgramme } from '#db/queries/familyProgramme.ts';

export const metadata: Metadata = { title: 'Программа' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?child=11`, `?subject=3`. */
export default async function ProgrammePage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireFamily(), searchParams]);
  const view = await familyProgramme(actor, { ...childOf(query['child']), subjectId: idOf(query['subject']) });
  if (!view) notFound();
  return (
    <Programme
      key={`${view.student.id}:${view.chosen?.subjectId ?? ''}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
    />
  );
}
