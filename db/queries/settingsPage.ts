import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { parseSettings, parseVersions, SETTING_FIELDS } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type SchoolRow = { now: Date; tz: string; settings: unknown; versions: unknown; seq: number };

/** Настройки of the school; null for those who may not read them. One snapshot. */
export async function settingsPage(actor: Actor, db: Sql = sql()): Promise<SettingsView | null> {
  if (!can(actor, 'settings.read')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<SchoolRow[]>`
      select school_now(s.school_id) as now, s.tz, s.settings, s.settings_v as versions, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const versionOf = parseVersions(school.versions);
    const v = Object.fromEntries(SETTING_FIELDS.map((field) => [field, versionOf(field)])) as SettingsView['v'];
    return {
      view: 'settings',
      seq: school.seq,
      now: school.now.toISOString(),
      today: dayIn(school.now, school.tz),
      tz: school.tz,
      mayWrite: can(actor, 'settings.write'),
      settings: parseSettings(school.settings),
      v,
      subjects: [
        ...(await tx<SettingsView['subjects']>`select id, name from subject where school_id = ${schoolId}
          order by name collate "ru-x-icu", id`),
      ],
      workTypes: [...(await readWorkTypes(tx, schoolId))],
    };
  });
}
