import { redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { landingOf } from '#lib/policy.ts';

export default async function RootPage() {
  redirect(landingOf(await requireActor()));
}
