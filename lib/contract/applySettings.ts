import { putType } from '#lib/contract/applyTypes.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { withSetting } from '#lib/domain/settings.ts';

/** «Настройки». */
export function applyToSettings(view: SettingsView, event: AppliedEvent): SettingsView {
  if (event.name === 'workType.changed') {
    const workTypes = putType(view.workTypes, event.data.type);
    return workTypes === view.workTypes ? view : { ...view, workTypes };
  }
  if (event.name !== 'settings.changed') return view;
  const { change, v } = event.data;
  if (view.v[change.field] >= v) return view;
  return { ...view, settings: withSetting(view.settings, change), v: { ...view.v, [change.field]: v } };
}
