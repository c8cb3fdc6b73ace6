import type { PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { type Actor, scopeOfClassPlans } from '#lib/policy.ts';

/** The parts of «КТП» that this person can open. */
export function plansTabs(actor: Actor): PlansTab[] {
  const classes = scopeOfClassPlans(actor);
  return classes === 'school' || classes.length > 0 ? ['class'] : [];
}
