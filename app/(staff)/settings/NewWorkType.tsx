import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { parseWeight } from '#lib/domain/averages.ts';
import { refuseWorkType } from '#lib/domain/workTypes.ts';

const EMPTY = { name: '', short: '', weight: '1', written: false, control: false };
/** The heaviest weight, hundredths. */
const MOST = 1000;

/** «Добавить вид работы». Whether it is a control work is said here once: marks of all present are then due. */
export function NewWorkType({ live }: { live: LiveView<SettingsView> }) {
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const weight = parseWeight(draft.weight);
    const others = live.view.workTypes.map((type) => type.name);
    const refusal = refuseWorkType(draft, others);
    if (refusal) return setProblem(refusal.message);
    if (weight === null || weight > MOST) return setProblem('Вес — от 0 до 10.');
    const answer = await live.send({ name: 'workType.add', input: { ...draft, weight } });
    setProblem(answer.ok ? null : answer.message);
    if (answer.ok) setDraft(EMPTY);
  }
  return (
    <form className="mt-3 flex flex-wrap items-end gap-2 border-line border-t pt-3" onSubmit={onSubmit}>
      <label className="setfield">
        <span>Новый вид работы</span>
        <input
          className="field w-60"
          maxLength={60}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
      </label>
      <label className="setfield">
        <span>Сокращение</span>
        <input
          className="field w-20"
          maxLength={8}
          value={draft.short}
          onChange={(event) => setDraft({ ...draft, short: event.target.value })}
        />
      </label>
      <label className="setfield">
        <span>Вес</span>
        <input
          className="field w-16"
          inputMode="decimal"
          value={draft.weight}
          onChange={(event) => setDraft({ ...draft, weight: event.target.value })}
        />
      </label>
      <label className="flex h-7 items-center gap-1.5">
        <input
          type="checkbox"
          className="checkbox"
          checked={draft.written}
          onChange={(event) => setDraft({ ...draft, written: event.target.checked })}
        />
        письменная
      </label>
      <label className="flex h-7 items-center gap-1.5" title="Отметки за неё нужны всем, кто был на уроке">
        <input
          type="checkbox"
          className="checkbox"
          checked={draft.control}
          onChange={(event) => setDraft({ ...draft, control: event.target.checked })}
        />
        контрольная
      </label>
      <button type="submit" className="btn">
        Добавить
      </button>
      {problem && (
        <p role="alert" className="w-full text-bad">
          {problem}
        </p>
      )}
    </form>
  );
}
