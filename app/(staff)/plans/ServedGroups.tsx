import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { GroupChoice } from '#app/(staff)/plans/NewPlan.tsx';
import type { PlansView } from '#lib/contract/planView.ts';
import type { PlanLine } from '#lib/domain/plans/list.ts';
import { planTitle } from '#lib/domain/plans/plan.ts';

type Plan = PlansView['plans'][number];

/** Which groups a plan serves: its own, and those of its subject and grade that have none. */
export function ServedGroups({
  view,
  line,
  plan,
  live,
  onClose,
}: {
  view: PlansView;
  line: PlanLine;
  plan: Plan;
  live: LiveView<PlansView>;
  onClose(): void;
}) {
  const [seen] = useState({ v: plan.v, groupIds: plan.groupIds });
  const [groupIds, setGroups] = useState<number[]>(plan.groupIds);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const planned = new Set(view.plans.filter((other) => other.id !== plan.id).flatMap((other) => other.groupIds));
  const groups = view.groups.filter(
    (group) => group.subjectId === line.subjectId && group.grade === line.grade && !planned.has(group.id),
  );
  const left = seen.groupIds.filter((id) => !groupIds.includes(id));
  async function save() {
    setSaving(true);
    setProblem(null);
    const answer = await live.send({ name: 'plan.serve', input: { planId: plan.id, groupIds }, base: seen.v });
    setSaving(false);
    if (answer.ok) onClose();
    else setProblem(answer.message);
  }
  return (
    <Dialog title={`Группы плана: ${planTitle(plan)}`} onClose={onClose}>
      <form
        className="plform"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="text-ink-2">Строки у групп общие, даты и проведённые уроки у каждой свои.</p>
        <GroupChoice groups={groups} chosen={groupIds} onChange={setGroups} />
        {left.length > 0 && (
          <p className="text-warn">Снятые группы останутся без плана. Записи в их журналах не изменятся.</p>
        )}
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div>
          <button type="submit" className="btn primary" disabled={saving}>
            {saving ? 'Сохраняется…' : 'Сохранить'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
