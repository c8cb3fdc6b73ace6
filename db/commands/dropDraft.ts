import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';

type Loaded = { id: number; title: string; starts: string; state: string; version: number };
type Row = { id: number };

/** Throws a draft away, with all its places. The log keeps who did and what they were. */
export const dropDraft = defineCommand<'draft.drop', Loaded, Row>({
  name: 'draft.drop',
  lock: () => 'timetable',
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, v.id, v.title, v.starts, v.state, v.version from ${askedRows(tx, asked)}
    join timetable_version v on v.school_id = ${schoolId} and v.id = q."versionId"`,
  permission: 'timetable.write',
  decide(_, { id, title, starts, state, version }) {
    if (state !== 'draft')
      return refuse('closed', 'Это расписание вводилось в действие: удалить можно только черновик.');
    return {
      ok: true,
      changes: [
        {
          event: { name: 'timetable.versioned', data: { versionId: id, title, starts, state: 'dropped' } },
          object: `timetable:${id}`,
          base: version,
          version: version + 1,
          before: state,
        },
      ],
      row: { id },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`delete from draft_slot d using jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int)
      where d.school_id = ${schoolId} and d.version_id = r.id`,
    tx`delete from timetable_version v using jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int)
      where v.school_id = ${schoolId} and v.id = r.id`,
  ],
});
