import type { PlanView } from '#lib/contract/planView.ts';

/** To a reader: why nothing here can be typed, and who can. */
export function Why({ view: { may, plan, authors } }: { view: Pick<PlanView, 'may' | 'plan' | 'authors'> }) {
  if (may.write) return null;
  return (
    <p className="pwhy">
      Вы читаете этот план. Меняют его учителя, у которых есть нагрузка по этому предмету в {plan.grade}-х классах
      {authors.length > 0 ? `: ${authors.map((person) => person.name).join(', ')}` : '.'}
    </p>
  );
}
