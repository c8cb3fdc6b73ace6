import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { parseSettings, parseVersions, type SettingChange, settingProblem } from '#lib/domain/settings.ts';

type Loaded = { settings: unknown; versions: unknown };
type Row = SettingChange;

/** One field of what the school decides for itself (rulings: thresholds, scale, norms are school settings). Each has its
 *  own version; period marks that are set already never change by it. */
export const changeSettings = defineCommand<'settings.change', Loaded, Row>({
  name: 'settings.change',
  lock: (input) => `settings:${input.change.field}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, s.settings, s.settings_v as versions from ${askedRows(tx, asked)} join school s on s.school_id = ${schoolId}`,
  permission: 'settings.write',
  decide({ change }, l, { base }) {
    const problem = settingProblem(change);
    if (problem) return refuse('invalid', problem);
    const before = parseSettings(l.settings)[change.field];
    if (JSON.stringify(before) === JSON.stringify(change.value)) return { ok: true, unchanged: true };
    const version = parseVersions(l.versions)(change.field);
    if (base !== version)
      return refuse('conflict', 'Эту настройку одновременно изменил другой человек.', {
        current: { value: before, version },
      });
    return {
      ok: true,
      changes: [
        {
          event: { name: 'settings.changed', data: { change, v: version + 1 } },
          object: `settings:${change.field}`,
          base: version,
          version: version + 1,
          before,
        },
      ],
      row: change,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update school set settings = settings || n.changed,
        settings_v = settings_v || n.versions
      from (select jsonb_object_agg(r.field, r.value) as changed,
          jsonb_object_agg(r.field, coalesce((s.settings_v ->> r.field)::int, 0) + 1) as versions
        from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (field text, value jsonb)
        join school s on s.school_id = ${schoolId}) n
      where school_id = ${schoolId}`,
  ],
});
