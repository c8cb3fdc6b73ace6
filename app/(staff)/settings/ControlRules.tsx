import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { type ControlRule, RULE_MODES, RULE_SOURCES, type RuleMode } from '#lib/domain/controlLimits.ts';

const MODE_LABELS: Record<RuleMode, string> = { warn: 'предупредить', forbid: 'запретить', off: 'выключено' };
const RULES = [
  { field: 'controlPerDay', rule: 'perDay', label: 'Не больше одной контрольной в день у класса' },
  { field: 'controlGap', rule: 'gap', label: 'По предмету не чаще раза в 2,5 недели' },
  { field: 'controlShare', rule: 'share', label: 'Не больше 10 % часов предмета за год, без ВПР' },
  {
    field: 'controlEdge',
    rule: 'edge',
    label: 'Не на первом и не на последнем уроке, если предмета больше часа в неделю',
  },
  {
    field: 'controlQuarter',
    rule: 'quarter',
    label: 'За четверть: математика и русский язык — две, другие предметы — одна; за полугодие вдвое больше',
  },
] as const satisfies readonly { field: string; rule: ControlRule; label: string }[];

/** How each limit of control works is taken. */
export function ControlRules({ live }: { live: LiveView<SettingsView> }) {
  return (
    <Block
      title="Контрольные работы"
      moves="«Запретить» не даёт поставить работу в график, «предупредить» показывает замечание в календаре. Уже поставленные работы остаются, замечания к ним меняются сразу."
    >
      {RULES.map((rule) => (
        <Limit key={rule.field} live={live} {...rule} />
      ))}
    </Block>
  );
}

function Limit({ live, field, rule, label }: { live: LiveView<SettingsView> } & (typeof RULES)[number]) {
  const setting = useSetting(live, field);
  const { mayWrite } = live.view;
  return (
    <div className="setline">
      <label className="flex flex-wrap items-center gap-2">
        <select
          className="field w-36"
          disabled={!mayWrite}
          value={setting.value}
          onChange={(event) => {
            const mode = RULE_MODES.find((known) => known === event.target.value);
            if (mode) setting.edit(mode);
          }}
        >
          {RULE_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {MODE_LABELS[mode]}
            </option>
          ))}
        </select>
        <span>
          {label} <span className="text-ink-3">({RULE_SOURCES[rule]})</span>
        </span>
      </label>
      {(setting.dirty || setting.saving) && (
        <SaveRow setting={setting} mayWrite={mayWrite} say={(mode) => MODE_LABELS[mode]} />
      )}
    </div>
  );
}
