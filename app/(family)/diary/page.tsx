import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { single } from '#app/_ui/query.ts';
import { childOf, type FamilyParams, requireFamily } from '#app/(family)/_parts/family.ts';
import { Diary } from '#app/(family)/diary/Diary.tsx';
import { diaryPage } from '#db/queries/diaryPage.ts';
import { parseWeek } from '#lib/domain/diary.ts';

export const metadata: Metadata = { title: 'Дневник' };

export default async function DiaryPage({ searchParams }: { searchParams: FamilyParams }) {
  const actor = await requireFamily();
  const params = await searchParams;
  const week = parseWeek(single(params.week));
  const view = await diaryPage(actor, { ...childOf(params.child), ...(week ? { from: week } : {}) });
  if (!view) notFound();
  return (
    <Diary
      key={`${view.student.id}:${view.from}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      tz={actor.school.tz}
    />
  );
}
