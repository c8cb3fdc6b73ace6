import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { SIGN_TEXT, type SignTexts } from '#lib/domain/plans/planSheet.ts';

const TITLES: readonly [field: keyof SignTexts, title: string][] = [
  ['considered', 'Рассмотрено'],
  ['agreed', 'Согласовано'],
  ['approved', 'Утверждено'],
];

/** «Гриф утверждения»: what stands over a printed plan, line by line as it is printed. */
export function PlanSigns({ live }: { live: LiveView<SettingsView> }) {
  const signs = useSetting(live, 'planSigns');
  const { mayWrite } = live.view;
  return (
    <Block
      title="Гриф утверждения КТП"
      moves="Стоит над планом при печати и в выгрузке в Word. Уже распечатанное не изменится."
    >
      <div className="mt-2 grid gap-3 sm:grid-cols-3">
        {TITLES.map(([field, title]) => (
          <label key={field} className="grid gap-1 text-ink-2 text-small">
            {title}
            <textarea
              className="field setsign"
              rows={4}
              maxLength={SIGN_TEXT}
              disabled={!mayWrite}
              value={signs.value[field]}
              onChange={(event) => signs.edit({ ...signs.value, [field]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <SaveRow setting={signs} mayWrite={mayWrite} say={(value) => value.approved.replaceAll('\n', ' ')} />
    </Block>
  );
}
