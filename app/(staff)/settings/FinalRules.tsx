import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

const GROUNDS: { value: SchoolSettings['grounds']; label: string }[] = [
  { value: 'rounded', label: 'если отметка расходится и с правилом школы, и с округлённым средним баллом' },
  { value: 'rule', label: 'если отметка не та, что выходит по правилу школы' },
  { value: 'never', label: 'не требуется' },
];
const groundsLabel = (value: SchoolSettings['grounds']) => GROUNDS.find((g) => g.value === value)?.label ?? value;
const HOURS = ['до 1 ч', '2 ч', '3 ч', '4 ч', '5 ч и больше'] as const;
const KINDS = [
  { kind: 'quarter', label: 'За четверть' },
  { kind: 'half', label: 'За полугодие' },
] as const;
const MOST = 60;

/** When a period mark needs words, and how many marks it needs. */
export function FinalRules({ live }: { live: LiveView<SettingsView> }) {
  const grounds = useSetting(live, 'grounds');
  const norms = useSetting(live, 'minMarks');
  const { mayWrite } = live.view;
  function setNorm(kind: 'quarter' | 'half', at: number, text: string) {
    const value = /^\d{1,2}$/.test(text) ? Math.min(MOST, Number(text)) : 0;
    const [a, b, c, d, e] = norms.value[kind].map((old, i) => (i === at ? value : old));
    norms.edit({ ...norms.value, [kind]: [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0] });
  }
  return (
    <Block
      title="Итоговые отметки"
      moves="Обоснование спрашивается у учителя, когда он ставит итоговую, и остаётся в истории. Норма решает, кого пропускает «Выставить по среднему»."
    >
      <fieldset className="mt-2 grid gap-0.5" disabled={!mayWrite}>
        <legend className="text-ink-2 text-small">Обоснование</legend>
        {GROUNDS.map(({ value, label }) => (
          <label key={value} className="flex items-center gap-2">
            <input type="radio" name="grounds" checked={grounds.value === value} onChange={() => grounds.edit(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      <SaveRow setting={grounds} mayWrite={mayWrite} say={groundsLabel} />
      <div className="setwide">
        <table className="settable mt-3">
          <caption className="text-left text-ink-2 text-small">Наименьшее число отметок, по часам в неделю</caption>
          <thead>
            <tr>
              <td />
              {HOURS.map((hours) => (
                <th key={hours} scope="col">
                  {hours}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map(({ kind, label }) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                {HOURS.map((hours, at) => (
                  <td key={hours}>
                    <input
                      className="field w-14"
                      inputMode="numeric"
                      disabled={!mayWrite}
                      aria-label={`${label}, ${hours}`}
                      value={norms.value[kind][at] ?? 0}
                      onChange={(event) => setNorm(kind, at, event.target.value.trim())}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SaveRow
        setting={norms}
        mayWrite={mayWrite}
        say={({ quarter, half }) => `четверть ${quarter.join(' ')}, полугодие ${half.join(' ')}`}
      />
    </Block>
  );
}
