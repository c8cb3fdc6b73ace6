import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentActor } from '#app/_session/actor.ts';
import { menuPersonOf } from '#app/_ui/sections.ts';
import { landingOf } from '#lib/policy.ts';
import { Unlocking } from './Unlocking.tsx';

export const metadata: Metadata = { title: 'Экран заблокирован' };

/** Where every page leads while the screen is locked. */
export default async function LockedPage() {
  const actor = (await currentActor()) ?? redirect('/login');
  if (!actor.locked) redirect(landingOf(actor));
  return <Unlocking person={menuPersonOf(actor)} home={landingOf(actor)} />;
}
