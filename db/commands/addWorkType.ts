import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { refuseWorkType, tidyWorkType } from '#lib/domain/workTypes.ts';

type Loaded = { id: number; sort: number; names: string[] };

/** One more work type in the school's directory (003 П6 3.1), at its end. */
export const addWorkType = defineCommand<'workType.add', Loaded, WorkTypeRef>({
  name: 'workType.add',
  lock: () => 'workTypes',
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('work_type', 'id'))::int as id,
      (select coalesce(max(sort), 0)::int + 1 from work_type t where t.school_id = ${schoolId}) as sort,
      array(select name from work_type t where t.school_id = ${schoolId}) as names
    from ${askedRows(tx, asked)}`,
  permission: 'settings.write',
  decide(input, l) {
    const refused = refuseWorkType(input, l.names);
    if (refused) return refused;
    const { name, short, weight, written, control } = tidyWorkType(input);
    const type = { id: l.id, name, short, weight, control, written, sort: l.sort, archived: false, v: 1 };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'workType.changed', data: { type } },
          object: `workType:${type.id}`,
          base: 0,
          version: 1,
          before: null,
        },
      ],
      row: type,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into work_type (school_id, id, name, short, weight, control, written, sort) overriding system value
      select ${schoolId}, id, name, short, weight, control, written, sort
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, name text, short text, weight int, control boolean,
        written boolean, sort smallint)`,
  ],
});
