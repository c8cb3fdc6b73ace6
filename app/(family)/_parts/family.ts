import { redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { idOf } from '#app/_ui/query.ts';
import { hasFamilyFrame } from '#app/_ui/sections.ts';
import { type Actor, landingOf } from '#lib/policy.ts';

/** A person under a family hat; staff are shown their own first screen instead. */
export async function requireFamily(): Promise<Actor> {
  const actor = await requireActor();
  if (!hasFamilyFrame(actor)) redirect(landingOf(actor));
  return actor;
}

export type FamilyParams = Promise<Partial<Record<'child' | 'week' | 'period' | 'on' | 'year', string | string[]>>>;

/** `?child=`: whose diary. Nothing, or something that is no id, means the first child. */
export function childOf(value: string | string[] | undefined): { studentId?: number } {
  const id = idOf(value);
  return id === undefined ? {} : { studentId: id };
}
