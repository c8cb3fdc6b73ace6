import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

const CHOICES: { value: SchoolSettings['ceilings']; label: string }[] = [
  { value: 'warn', label: 'предупредить: показать нарушения и позволить ввести' },
  { value: 'forbid', label: 'запретить: расписание сверх норм в действие не вводится' },
];

/** What a timetable over the daily and weekly ceilings of lessons meets when it is put into force. */
export function CeilingRule({ live }: { live: LiveView<SettingsView> }) {
  const setting = useSetting(live, 'ceilings');
  const { mayWrite } = live.view;
  return (
    <Block
      title="Нормы расписания"
      moves="Дневные и недельные нормы уроков по классам. Действующее расписание от этой настройки не меняется."
    >
      <fieldset className="mt-2 grid gap-0.5" disabled={!mayWrite}>
        <legend className="sr-only">Расписание сверх норм</legend>
        {CHOICES.map(({ value, label }) => (
          <label key={value} className="flex items-center gap-2">
            <input
              type="radio"
              name="ceilings"
              checked={setting.value === value}
              onChange={() => setting.edit(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <SaveRow
        setting={setting}
        mayWrite={mayWrite}
        say={(value) => CHOICES.find((choice) => choice.value === value)?.label ?? value}
      />
    </Block>
  );
}
