import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { type SchoolSettings, type SettingChange, type SettingField, settingProblem } from '#lib/domain/settings.ts';

type Draft<T> = { value: T; from: number };
export type Setting<T> = {
  value: T;
  /** Somebody else's value that came while this one was being edited; undefined: none has. */
  other: T | undefined;
  dirty: boolean;
  saving: boolean;
  problem: string | null;
  edit(value: T): void;
  save(): void;
  keepMine(): void;
  takeOther(): void;
};

/** One field of the settings: typed here, sent when it is finished, never over a value that was not seen. */
export function useSetting<F extends SettingField>(live: LiveView<SettingsView>, field: F): Setting<SchoolSettings[F]> {
  const { view, pending } = live;
  const stored: SchoolSettings[F] = view.settings[field];
  const version = view.v[field];
  const [draft, setDraft] = useState<Draft<SchoolSettings[F]> | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const value = draft ? draft.value : stored;
  const dirty = draft !== null && JSON.stringify(draft.value) !== JSON.stringify(stored);
  const saving = pending.some((c) => c.name === 'settings.change' && c.input.change.field === field);
  // The pair belongs together; TypeScript does not follow it through the union.
  const change = { field, value } as SettingChange;
  const outrun = dirty && !saving && draft.from !== version;
  return {
    value,
    other: outrun ? stored : undefined,
    dirty,
    saving,
    problem: failed ?? (dirty ? settingProblem(change) : null),
    edit(next) {
      setFailed(null);
      setDraft({ value: next, from: draft?.from ?? version });
    },
    save() {
      if (!draft || settingProblem(change)) return;
      live.send({ name: 'settings.change', input: { change }, base: draft.from }).then((answer) => {
        // What has been typed since stands on the version that has just been made.
        if (answer.ok) setDraft((now) => (now && now.value !== draft.value ? { ...now, from: draft.from + 1 } : null));
        else if (answer.code !== 'conflict') setFailed(answer.message);
      });
    },
    keepMine: () => draft && setDraft({ ...draft, from: version }),
    takeOther: () => setDraft(null),
  };
}
