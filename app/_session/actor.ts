import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { actorOf } from '#db/sessions.ts';
import type { Actor } from '#lib/policy.ts';

/** Who asks for this page, read once per request. Null: nobody is signed in. */
export const currentActor = cache(
  async (): Promise<Actor | null> => actorOf((await headers()).get('cookie') ?? undefined),
);

/** The same for pages of signed-in people: everybody else is sent to the sign-in page, and a locked screen to its
 *  unlocking. Rights are the queries' to check. */
export async function requireActor(): Promise<Actor> {
  const actor = (await currentActor()) ?? redirect('/login');
  if (actor.locked) redirect('/locked');
  return actor;
}
