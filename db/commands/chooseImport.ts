import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { NameKind } from '#lib/domain/timetableImport/school.ts';

type Loaded = {
  state: 'draft' | 'applied' | 'reverted';
  version: number;
  how: 'to' | 'make' | 'out' | null;
  target: number | null;
  choice_v: number | null;
};
type Row = { importId: number; kind: NameKind; key: string; how: string | null; id: number | null };

/** What a name of an imported file means. The file's timetable is still nobody's: only its preview changes. */
export const chooseImport = defineCommand<'import.choose', Loaded, Row>({
  name: 'import.choose',
  lock: ({ importId }) => `import:${importId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, i.state, i.version, c.how, c.target, c.version as choice_v
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, importId: input.importId, kind: input.kind, key: input.key })),
    )}) as q (n int, "importId" int, kind text, key text)
    join timetable_import i on i.school_id = ${schoolId} and i.id = q."importId"
    left join timetable_import_choice c on c.school_id = i.school_id and c.import_id = i.id and c.kind = q.kind
      and c.name = q.key`,
  permission: 'timetable.write',
  decide({ importId, kind, key, choice }, l, { base }) {
    if (l.state !== 'draft') return refuse('closed', 'Этот импорт уже применён: загрузите файл ещё раз.');
    const how = choice?.how ?? null;
    const id = choice && choice.how !== 'out' ? choice.id : null;
    if (how === l.how && id === l.target) return { ok: true, unchanged: true };
    const version = l.choice_v ?? 0;
    if (base !== version)
      return refuse('conflict', 'Об этом названии одновременно решил другой человек.', {
        current: { value: l.how, version },
      });
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'import.changed',
            data: { importId, state: 'draft', choice: { kind, key, how, id }, v: l.version + 1 },
          },
          object: `import:${importId}`,
          base: l.version,
          version: l.version + 1,
          before: { how: l.how, id: l.target },
        },
      ],
      row: { importId, kind, key, how, id },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into timetable_import_choice as c (school_id, import_id, kind, name, how, target)
      select ${schoolId}, r."importId", r.kind, r.key, r.how, r.id
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("importId" int, kind text, key text, how text, id int)
      on conflict (school_id, import_id, kind, name) do update set how = excluded.how, target = excluded.target,
        version = c.version + 1`,
    tx`update timetable_import i set version = version + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("importId" int)
      where i.school_id = ${schoolId} and i.id = r."importId"`,
  ],
});
