import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { forecast, formatMean, parseWeight } from '#lib/domain/averages.ts';

/** Means around the thresholds, hundredths: where a school's rule is argued about. */
const SAMPLES = [450, 460, 465, 350, 360, 365, 250, 260, 265];
const MARKS = [5, 4, 3] as const;

/** «5» from which average, and what a change would do to a pupil at the edge. */
export function Thresholds({ live }: { live: LiveView<SettingsView> }) {
  const setting = useSetting(live, 'thresholds');
  const [typed, setTyped] = useState<Record<number, string>>({});
  const [sample, setSample] = useState('4,65');
  const { mayWrite, settings } = live.view;
  const { value } = setting;
  const bad = (at: number) => typed[at] !== undefined && parseWeight(typed[at]) === null;
  function type(at: number, text: string) {
    setTyped({ ...typed, [at]: text });
    const parsed = parseWeight(text);
    if (parsed === null) return;
    const [five, four, three] = value;
    setting.edit([at === 0 ? parsed : five, at === 1 ? parsed : four, at === 2 ? parsed : three]);
  }
  const asked = parseWeight(sample);
  return (
    <Block
      title="Пороги среднего балла"
      moves="От них зависят «Прогноз» и «Предварительно» во всех журналах и дневниках: они изменятся сразу. Выставленные итоговые отметки сами не меняются."
    >
      <div className="mt-2 flex flex-wrap items-end gap-4">
        {MARKS.map((mark, at) => (
          <label key={mark} className="setfield">
            <span>«{mark}» — от</span>
            <input
              className="field w-20"
              inputMode="decimal"
              disabled={!mayWrite}
              aria-invalid={bad(at)}
              value={typed[at] ?? formatMean(value[at] ?? 0)}
              onChange={(event) => type(at, event.target.value)}
              onBlur={() => setTyped({})}
            />
          </label>
        ))}
        <label className="setfield">
          <span>Проверить: при среднем</span>
          <input
            className="field w-20"
            inputMode="decimal"
            value={sample}
            onChange={(event) => setSample(event.target.value)}
          />
        </label>
        <p className="pb-1.5" aria-live="polite">
          {asked === null ? 'введите средний балл' : <Outcome mean={asked} old={settings.thresholds} next={value} />}
        </p>
      </div>
      {setting.dirty && (
        <p className="mt-2 text-ink-2 text-small">
          Изменится: <Changes old={settings.thresholds} next={value} />
        </p>
      )}
      <SaveRow setting={setting} mayWrite={mayWrite} say={(other) => other.map(formatMean).join(' / ')} />
    </Block>
  );
}

type Pair = { old: readonly [number, number, number]; next: readonly [number, number, number] };
function Outcome({ mean, old, next }: Pair & { mean: number }) {
  const [before, after] = [forecast(mean, old), forecast(mean, next)];
  return (
    <>
      при {formatMean(mean)} — <b>«{after}»</b>
      {before !== after && `, сейчас «${before}»`}
    </>
  );
}

function Changes({ old, next }: Pair) {
  const changed = [...SAMPLES, ...old, ...next]
    .filter((mean, i, all) => all.indexOf(mean) === i && forecast(mean, old) !== forecast(mean, next))
    .sort((a, b) => b - a);
  if (changed.length === 0) return <>на обычных границах ничего.</>;
  return (
    <>
      {changed
        .map((mean) => `при ${formatMean(mean)} «${forecast(mean, old)}» станет «${forecast(mean, next)}»`)
        .join('; ')}
      .
    </>
  );
}
