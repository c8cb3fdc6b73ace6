import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { refuseWorkType, tidyWorkType } from '#lib/domain/workTypes.ts';

type Loaded = WorkTypeRef & { names: string[] };

/** A work type's name, weight, place, and whether it is still offered. Averages that rest on its weight follow at once;
 *  period marks that are set do not. */
export const changeWorkType = defineCommand<'workType.change', Loaded, WorkTypeRef>({
  name: 'workType.change',
  lock: () => 'workTypes',
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, t.id, t.name, t.short, t.weight, t.control, t.written, t.sort, t.archived, t.version as v,
      array(select name from work_type o where o.school_id = t.school_id and o.id <> t.id) as names
    from ${askedRows(tx, asked)} join work_type t on t.school_id = ${schoolId} and t.id = q."typeId"`,
  permission: 'settings.write',
  decide(input, { names, n: _, ...before }: Loaded & { n?: number }, { base }) {
    const refused = refuseWorkType(input, names);
    if (refused) return refused;
    const { name, short, weight, written, sort, archived } = tidyWorkType(input);
    const type = { id: before.id, name, short, weight, control: before.control, written, sort, archived };
    if (JSON.stringify({ ...type, v: before.v }) === JSON.stringify(inOrder(before)))
      return { ok: true, unchanged: true };
    if (base !== before.v)
      return refuse('conflict', 'Этот вид работы одновременно изменил другой человек.', {
        current: { value: before, version: before.v },
      });
    const next = { ...type, v: before.v + 1 };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'workType.changed', data: { type: next } },
          object: `workType:${next.id}`,
          base: before.v,
          version: next.v,
          before,
        },
      ],
      row: next,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update work_type t set name = r.name, short = r.short, weight = r.weight, written = r.written, sort = r.sort,
        archived = r.archived, version = r.v
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, name text, short text, weight int, written boolean,
        sort smallint, archived boolean, v int)
      where t.school_id = ${schoolId} and t.id = r.id`,
  ],
});

const inOrder = ({ id, name, short, weight, control, written, sort, archived, v }: WorkTypeRef): WorkTypeRef => ({
  ...{ id, name, short, weight, control, written, sort, archived, v },
});
