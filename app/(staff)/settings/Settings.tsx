'use client';

import { useLive } from '#app/_live/useLive.ts';
import { CeilingRule } from '#app/(staff)/settings/CeilingRule.tsx';
import { CellRules } from '#app/(staff)/settings/CellRules.tsx';
import { ControlRules } from '#app/(staff)/settings/ControlRules.tsx';
import { FinalRules } from '#app/(staff)/settings/FinalRules.tsx';
import { PlanRule } from '#app/(staff)/settings/PlanRule.tsx';
import { PlanSigns } from '#app/(staff)/settings/PlanSigns.tsx';
import { Thresholds } from '#app/(staff)/settings/Thresholds.tsx';
import { VolumeRules } from '#app/(staff)/settings/VolumeRules.tsx';
import { WorkTypes } from '#app/(staff)/settings/WorkTypes.tsx';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { timeIn } from '#lib/domain/time.ts';
import './settings.css';

/** «Настройки»: what the school decides for itself. Open journals and diaries follow at once. */
export function Settings({ initial, viewer }: { initial: SettingsView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'settings' }, viewer);
  const { status } = live;
  const words =
    status.state === 'saved'
      ? status.at === null
        ? 'Сохранено'
        : `Сохранено, ${timeIn(status.at, initial.tz)}`
      : status.state === 'saving'
        ? 'Сохраняется…'
        : status.state === 'offline'
          ? `Нет связи — ждут: ${status.count}`
          : `Отклонено: ${status.message}`;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="pagehead">
        <h1>Настройки</h1>
        <span role="status" className="ml-auto text-ink-3 text-small">
          {words}
        </span>
        {status.state === 'refused' && (
          <button type="button" className="btn small" onClick={live.dismissRefusal}>
            Понятно
          </button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-3 p-4 max-sm:p-2">
          {!live.view.mayWrite && (
            <p className="text-ink-2">Вы смотрите настройки школы. Меняют их администратор и заместитель директора.</p>
          )}
          <Thresholds live={live} />
          <WorkTypes live={live} />
          <FinalRules live={live} />
          <CellRules live={live} />
          <CeilingRule live={live} />
          <VolumeRules live={live} />
          <ControlRules live={live} />
          <PlanSigns live={live} />
          <PlanRule live={live} />
        </div>
      </div>
    </main>
  );
}
