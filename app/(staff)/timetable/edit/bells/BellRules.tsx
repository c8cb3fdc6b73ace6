import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { BellRuleRef, TimetableOfficeView } from '#lib/contract/draftViews.ts';
import { type BellRule, ruleProblem } from '#lib/domain/bells.ts';
import { className } from '#lib/domain/people.ts';
import { dayFull, WEEKDAYS } from '#lib/domain/time.ts';

type Draft = { bellSetId: number; whom: string; when: string; date: string; starts: string; ends: string };

/** «Когда какие звонки»: rules from the widest to the nearest; the nearest wins, a date beats everything. */
export function BellRules({ live }: { live: LiveView<TimetableOfficeView> }) {
  const { view } = live;
  const { bellSets, bellRules, classes, mayWrite } = view;
  const first = bellSets[0]?.id ?? 0;
  const [draft, setDraft] = useState<Draft>({
    bellSetId: first,
    whom: '',
    when: '',
    date: view.today,
    starts: '',
    ends: '',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const setName = (id: number) => bellSets.find((set) => set.id === id)?.name ?? '';
  const classLabel = (id: number) => {
    const cls = classes.find((one) => one.id === id);
    return cls ? className(cls) : '';
  };
  const whomText = (rule: BellRule) =>
    rule.classId !== null ? classLabel(rule.classId) : rule.grade !== null ? `${rule.grade}-е классы` : 'вся школа';
  const whenText = (rule: BellRule) => {
    const day =
      rule.date !== null ? dayFull(rule.date) : rule.weekday !== null ? WEEKDAYS[rule.weekday - 1] : 'каждый день';
    return [day, rule.starts && `с ${dayFull(rule.starts)}`, rule.ends && `по ${dayFull(rule.ends)}`]
      .filter(Boolean)
      .join(', ');
  };
  async function save(old: BellRuleRef | null, rule: Omit<BellRule, 'id'> | null) {
    const input = { ruleId: old?.id ?? null, rule };
    const answer = await live.send({ name: 'bells.plan', input, ...(old ? { base: old.v } : {}) });
    setProblem(answer.ok ? null : answer.message);
    if (answer.ok) return;
    live.closeOutcomes((outcome) => outcome.command.name === 'bells.plan');
    live.dismissRefusal();
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const dated = draft.when === 'date';
    const rule = {
      bellSetId: draft.bellSetId,
      classId: draft.whom.startsWith('c') ? Number(draft.whom.slice(1)) : null,
      grade: draft.whom.startsWith('g') ? Number(draft.whom.slice(1)) : null,
      weekday: draft.when !== '' && !dated ? Number(draft.when) : null,
      date: dated ? draft.date : null,
      starts: dated || draft.starts === '' ? null : draft.starts,
      ends: dated || draft.ends === '' ? null : draft.ends,
    };
    const wrong = ruleProblem(rule, view.today);
    if (wrong) return setProblem(wrong);
    void save(null, rule);
  }
  const grades = [...new Set(classes.map((cls) => cls.grade))];
  const edit = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  return (
    <section className="mt-4" aria-label="Когда какие звонки">
      <h2 className="font-semibold">Когда какие звонки</h2>
      <p className="mb-2 text-ink-2">
        Без правил у класса свои звонки. Класс важнее параллели, параллель важнее школы, дата важнее всего.
      </p>
      {bellRules.length > 0 && (
        <table className="officetable panel">
          <thead>
            <tr>
              <th scope="col">Звонки</th>
              <th scope="col">Для кого</th>
              <th scope="col">Когда</th>
              <th scope="col">
                <span className="sr-only">Действия</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {bellRules.map((rule) => (
              <tr key={rule.id}>
                <th scope="row">{setName(rule.bellSetId)}</th>
                <td>{whomText(rule)}</td>
                <td>{whenText(rule)}</td>
                <td className="text-right">
                  {mayWrite && (
                    <button type="button" className="btn small" onClick={() => void save(rule, null)}>
                      Убрать
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayWrite && bellSets.length > 0 && (
        <form className="mt-3 flex flex-wrap items-end gap-2" onSubmit={onSubmit}>
          <label className="setfield">
            <span>Звонки</span>
            <select
              className="field"
              value={draft.bellSetId}
              onChange={(event) => edit({ bellSetId: Number(event.target.value) })}
            >
              {bellSets.map((set) => (
                <option key={set.id} value={set.id}>
                  {set.name}
                </option>
              ))}
            </select>
          </label>
          <label className="setfield">
            <span>Для кого</span>
            <select className="field" value={draft.whom} onChange={(event) => edit({ whom: event.target.value })}>
              <option value="">вся школа</option>
              {grades.map((grade) => (
                <option key={grade} value={`g${grade}`}>
                  {grade}-е классы
                </option>
              ))}
              {classes.map((cls) => (
                <option key={cls.id} value={`c${cls.id}`}>
                  {className(cls)}
                </option>
              ))}
            </select>
          </label>
          <label className="setfield">
            <span>Когда</span>
            <select className="field" value={draft.when} onChange={(event) => edit({ when: event.target.value })}>
              <option value="">каждый день</option>
              <option value="date">в один день…</option>
              {WEEKDAYS.map((weekday, at) => (
                <option key={weekday} value={String(at + 1)}>
                  {weekday}
                </option>
              ))}
            </select>
          </label>
          {draft.when === 'date' ? (
            <label className="setfield">
              <span>День</span>
              <input
                type="date"
                className="field"
                required
                min={view.today}
                value={draft.date}
                onChange={(event) => edit({ date: event.target.value })}
              />
            </label>
          ) : (
            <>
              <label className="setfield">
                <span>С (не обязательно)</span>
                <input
                  type="date"
                  className="field"
                  value={draft.starts}
                  onChange={(event) => edit({ starts: event.target.value })}
                />
              </label>
              <label className="setfield">
                <span>По (не обязательно)</span>
                <input
                  type="date"
                  className="field"
                  value={draft.ends}
                  onChange={(event) => edit({ ends: event.target.value })}
                />
              </label>
            </>
          )}
          <button type="submit" className="btn">
            Добавить правило
          </button>
        </form>
      )}
      {problem && (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      )}
    </section>
  );
}
