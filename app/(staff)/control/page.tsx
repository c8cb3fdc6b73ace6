import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Wall } from '#app/(staff)/control/Wall.tsx';
import { controlWall } from '#db/queries/controlWall.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Контроль: сегодня' };

export default async function ControlPage() {
  const actor = await requireActor();
  // Not refused but led on: the address is no secret, and somebody may have changed his role in another tab.
  if (!can(actor, 'wall.read')) redirect(landingOf(actor));
  const view = await controlWall(actor);
  if (!view) notFound();
  return <Wall initial={view} viewer={{ personId: actor.personId }} tz={actor.school.tz} />;
}
