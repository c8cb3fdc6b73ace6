import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { SchoolSettings, SettingField } from '#lib/domain/settings.ts';

/** «Настройки»: what the school decides for itself. `v`: the version of each field. */
export type SettingsView = {
  view: 'settings';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  mayWrite: boolean;
  settings: SchoolSettings;
  v: Record<SettingField, number>;
  /** Subjects of the school, for «сколько обычно занимает задание». */
  subjects: { id: number; name: string }[];
  workTypes: WorkTypeRef[];
};
