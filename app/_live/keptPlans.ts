/** Which copies of plans' documents lie on this device, and how many changes in each the server has not yet taken. The copies
 *  themselves are databases of their own (y-indexeddb); this list is what sign-out, the sign-in page and another person's
 *  session go by. In localStorage, because those pages must not load the editor. */

export type PlanCopy = { schoolId: number; planId: number; generation: string; personId: number };
type Listed = PlanCopy & { unsent: number };
const LIST = 'zvonok-plans';

export const planCopyName = ({ schoolId, planId, generation, personId }: PlanCopy): string =>
  `zvonok-plan:${schoolId}:${planId}:${generation}:${personId}`;

const isListed = (value: unknown): value is Listed =>
  typeof value === 'object' &&
  value !== null &&
  'planId' in value &&
  'unsent' in value &&
  typeof value.unsent === 'number';

function list(): Listed[] {
  const text = localStorage.getItem(LIST);
  if (text === null) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isListed) : [];
  } catch {
    // Only this file writes it; whatever else stands there is not a list of copies.
    return [];
  }
}
function write(copies: readonly Listed[]): void {
  if (copies.length === 0) localStorage.removeItem(LIST);
  else localStorage.setItem(LIST, JSON.stringify(copies));
}

/** This copy exists now and holds so many unsent changes. */
export function notePlanCopy(copy: PlanCopy, unsent: number): void {
  const name = planCopyName(copy);
  write([...list().filter((other) => planCopyName(other) !== name), { ...copy, unsent }]);
}

export const unsentOfCopy = (copy: PlanCopy): number =>
  list().find((other) => planCopyName(other) === planCopyName(copy))?.unsent ?? 0;

/** Copies of an earlier document of this plan that still hold this person's unsent changes. */
export const strandedCopies = (copy: PlanCopy): PlanCopy[] =>
  list().filter(
    (other) =>
      other.unsent > 0 &&
      other.schoolId === copy.schoolId &&
      other.planId === copy.planId &&
      other.personId === copy.personId &&
      other.generation !== copy.generation,
  );

/** Unsent changes by person: what the sign-in page and sign-out say. */
export function unsentInPlans(): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { personId, unsent } of list()) if (unsent > 0) counts.set(personId, (counts.get(personId) ?? 0) + unsent);
  return counts;
}

/** Deletes copies from the device. Those with unsent changes stay for their person unless `unsentToo`. */
export function forgetPlanCopies(which: (copy: PlanCopy) => boolean, { unsentToo }: { unsentToo: boolean }): void {
  const gone = list().filter((copy) => which(copy) && (unsentToo || copy.unsent === 0));
  if (gone.length === 0) return;
  const names = new Set(gone.map(planCopyName));
  write(list().filter((copy) => !names.has(planCopyName(copy))));
  for (const name of names) indexedDB.deleteDatabase(name);
}
