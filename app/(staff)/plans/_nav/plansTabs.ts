import type { PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { type Actor, can, scopeOfClassPlans, scopeOfFulfilment } from '#lib/policy.ts';

/** The parts of «КТП» that this person can open. */
export function plansTabs(actor: Actor): PlansTab[] {
  const tabs: PlansTab[] = [];
  const any = (scope: 'school' | number[]) => scope === 'school' || scope.length > 0;
  if (can(actor, 'plan.read')) tabs.push('plans');
  if (any(scopeOfFulfilment(actor))) tabs.push('programme');
  if (any(scopeOfClassPlans(actor))) tabs.push('class');
  return tabs;
}
