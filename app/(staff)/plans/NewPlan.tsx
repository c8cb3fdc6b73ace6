import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { PlansView } from '#lib/contract/planView.ts';
import type { PlanLine } from '#lib/domain/plans/list.ts';
import { PLAN_NAME, planTitle } from '#lib/domain/plans/plan.ts';

type Start = 'empty' | 'plan' | 'file' | 'join';
type Source = {
  id: number;
  subjectId: number;
  subject: string;
  grade: number;
  name: string;
  hours: number;
  earlier: boolean;
};

/** «Создать план»: empty, with the rows of another one, out of a file; or the groups follow a plan of the parallel. */
export function NewPlan({
  view,
  line,
  live,
  onClose,
}: {
  view: PlansView;
  line: PlanLine;
  live: LiveView<PlansView>;
  onClose(): void;
}) {
  const router = useRouter();
  const radio = useId();
  const free = line.groups.filter((group) => group.mayCreate);
  const siblings = view.plans.filter((plan) => plan.subjectId === line.subjectId && plan.grade === line.grade);
  const sources = sourcesOf(view, line);
  const [start, setStart] = useState<Start>(siblings.length > 0 ? 'join' : 'empty');
  const [groupIds, setGroups] = useState<number[]>(free.map((group) => group.id));
  const [name, setName] = useState('');
  const [sourceId, setSource] = useState(sources[0]?.id ?? 0);
  const [joinId, setJoin] = useState(siblings[0]?.id ?? 0);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save() {
    setSaving(true);
    setProblem(null);
    const sibling = siblings.find((plan) => plan.id === joinId);
    const answer = await live.send(
      start === 'join' && sibling
        ? {
            name: 'plan.serve',
            input: { planId: sibling.id, groupIds: [...sibling.groupIds, ...groupIds] },
            base: sibling.v,
          }
        : {
            name: 'plan.create',
            input: {
              groupIds,
              name: name.trim(),
              from: start === 'plan' ? { kind: 'plan', planId: sourceId } : { kind: 'empty' },
            },
          },
    );
    setSaving(false);
    if (!answer.ok) return setProblem(answer.message);
    onClose();
    const made = answer.events.find((event) => event.name === 'plan.changed');
    if (made?.name === 'plan.changed' && start !== 'join')
      router.push(start === 'file' ? `/plans/${made.data.planId}/import` : `/plans/${made.data.planId}`);
  }

  const starts: { value: Start; label: string; shown: boolean }[] = [
    { value: 'join', label: 'Добавить к плану параллели', shown: siblings.length > 0 },
    { value: 'empty', label: 'Пустой план', shown: true },
    { value: 'plan', label: 'По другому плану: строки копируются', shown: sources.length > 0 },
    { value: 'file', label: 'Из файла Excel или Word', shown: line.mine },
  ];
  return (
    <Dialog
      title={`Новый план: ${planTitle({ subject: line.subject, grade: line.grade, name: '' })}`}
      onClose={onClose}
    >
      <form
        className="plform"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <GroupChoice groups={free} chosen={groupIds} onChange={setGroups} />
        <fieldset>
          <legend>С чего начать</legend>
          {starts
            .filter(({ shown }) => shown)
            .map(({ value, label }) => (
              <label key={value} className="plchoice">
                <input type="radio" name={radio} checked={start === value} onChange={() => setStart(value)} />
                {label}
              </label>
            ))}
        </fieldset>
        {start === 'join' && (
          <label>
            План
            <select className="field" value={joinId} onChange={(event) => setJoin(Number(event.target.value))}>
              {siblings.map((plan) => (
                <option key={plan.id} value={plan.id}>
                  {planTitle(plan)}, {plan.totals.hours} ч
                </option>
              ))}
            </select>
          </label>
        )}
        {start === 'plan' && (
          <label>
            Взять строки из плана
            <select className="field" value={sourceId} onChange={(event) => setSource(Number(event.target.value))}>
              {sources.map((plan) => (
                <option key={plan.id} value={plan.id}>
                  {planTitle(plan)}, {plan.hours} ч{plan.earlier && ', прошлый год'}
                </option>
              ))}
            </select>
          </label>
        )}
        {start !== 'join' && siblings.length > 0 && (
          <label>
            Название, чтобы отличать от другого плана параллели
            <input
              className="field"
              required
              maxLength={PLAN_NAME}
              placeholder="углублённая группа"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        )}
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div>
          <button type="submit" className="btn primary" disabled={saving || groupIds.length === 0}>
            {saving ? 'Сохраняется…' : start === 'join' ? 'Добавить к плану' : 'Создать план'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Which groups: all of them unless somebody says otherwise. */
export function GroupChoice({
  groups,
  chosen,
  onChange,
}: {
  groups: PlanLine['groups'];
  chosen: readonly number[];
  onChange(ids: number[]): void;
}) {
  return (
    <fieldset>
      <legend>Для каких групп</legend>
      <div className="plgroups">
        {groups.map((group) => (
          <label key={group.id} className="plchoice">
            <input
              type="checkbox"
              className="checkbox"
              checked={chosen.includes(group.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, group.id] : chosen.filter((id) => id !== group.id))
              }
            />
            {[group.className, group.name].filter(Boolean).join(', ')}
            <span className="text-ink-3">{group.teachers.map((teacher) => teacher.name).join(', ')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Plans of the same subject: of last year the same grade first, then this year's nearest grades. */
function sourcesOf(view: PlansView, line: PlanLine): Source[] {
  const all: Source[] = [
    ...view.earlier.map((plan) => ({ ...plan, earlier: true })),
    ...view.plans.map((plan) => ({ ...plan, hours: plan.totals.hours, earlier: false })),
  ];
  const far = (plan: Source) => Math.abs(plan.grade - line.grade);
  return all
    .filter((plan) => plan.subjectId === line.subjectId)
    .sort((a, b) => far(a) - far(b) || Number(b.earlier) - Number(a.earlier) || a.id - b.id);
}
