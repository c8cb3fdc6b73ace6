import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { actorOf, lockCookieName } from '#db/sessions.ts';
import { type Actor, can } from '#lib/policy.ts';

/** Who asks for this page, read once per request. Null: nobody is signed in. */
export const currentActor = cache(
  async (): Promise<Actor | null> => actorOf((await headers()).get('cookie') ?? undefined),
);

/** Whether this person's screen is locked in this browser: no page with data is drawn then. */
export const isLocked = async (actor: Actor): Promise<boolean> =>
  can(actor, 'screen.lock') && (await cookies()).has(lockCookieName());

/** The same for pages of signed-in people: everybody else is sent to the sign-in page, and a locked screen to its
 *  unlocking. Rights are the queries' to check. */
export async function requireActor(): Promise<Actor> {
  const actor = (await currentActor()) ?? redirect('/login');
  if (await isLocked(actor)) redirect('/locked');
  return actor;
}
