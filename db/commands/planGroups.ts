import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';

/** Groups that a plan shall serve, as commands load them. */
export type ServedGroup = { id: number; yearId: number; subjectId: number; grade: number; planId: number | null };

/** Why these groups cannot follow one plan; null when they can. `planId`: the plan, null for a new one. */
export function groupsProblem(
  groups: readonly ServedGroup[],
  asked: readonly number[],
  plan: { yearId: number; subjectId: number; grade: number },
  planId: number | null,
): Refusal | null {
  if (new Set(asked).size !== asked.length) return refuse('invalid', 'Одна группа названа дважды.');
  if (asked.some((id) => groups.every((group) => group.id !== id))) return notFound();
  const other = groups.some(
    (group) => group.yearId !== plan.yearId || group.subjectId !== plan.subjectId || group.grade !== plan.grade,
  );
  if (other) return refuse('invalid', 'Один план ведут группы одного предмета и одной параллели.');
  if (groups.some((group) => group.planId !== null && group.planId !== planId))
    return refuse('invalid', 'У одной из групп уже есть план: сначала снимите её с него.');
  return null;
}
