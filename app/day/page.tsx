import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Suspense } from 'react';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { hasFamilyFrame } from '#app/_ui/sections.ts';
import { childOf } from '#app/(family)/_parts/family.ts';
import { DaySkeleton } from '#app/(family)/day/DaySkeleton.tsx';
import { Today } from '#app/(family)/day/Today.tsx';
import { MyDay } from '#app/(staff)/_day/MyDay.tsx';
import { MyDaySkeleton } from '#app/(staff)/_day/MyDaySkeleton.tsx';
import { familyDay } from '#db/queries/familyDay.ts';
import { myDay } from '#db/queries/myDay.ts';
import { isDay } from '#lib/domain/time.ts';
import { type Actor, can, landingOf } from '#lib/policy.ts';

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: hasFamilyFrame(await requireActor()) ? 'Сегодня' : 'Мой день' };
}

/** The first screen of a day, by the hat one wears: «Мой день» of staff (`?date=`), «Сегодня» of a family (`?child=`). */
export default async function DayPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (hasFamilyFrame(actor))
    return (
      <Suspense fallback={<DaySkeleton />}>
        <FamilyDay actor={actor} query={query} />
      </Suspense>
    );
  // Not refused but led on: the address is no secret, and somebody may have changed his role in another tab.
  if (!can(actor, 'day.read', { personId: actor.personId })) redirect(landingOf(actor));
  return (
    <Suspense fallback={<MyDaySkeleton />}>
      <TeacherDay actor={actor} query={query} />
    </Suspense>
  );
}

async function FamilyDay({ actor, query }: { actor: Actor; query: Query }) {
  const view = await familyDay(actor, childOf(query.child));
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

async function TeacherDay({ actor, query }: { actor: Actor; query: Query }) {
  const asked = single(query.date);
  const date = asked?.startsWith('20') && isDay(asked) ? asked : undefined;
  const view = await myDay(actor, { date });
  if (!view) notFound();
  return <MyDay initial={view} viewer={{ personId: actor.personId }} />;
}
