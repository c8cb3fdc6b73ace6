import type { Tx } from '#db/sql.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';

/** The school's directory of work types, in its own order: the first is the ordinary «Ответ на уроке». */
export const readWorkTypes = (tx: Tx, schoolId: number) => tx<WorkTypeRef[]>`
  select id, name, short, weight, control, written, sort, archived, version as v from work_type
  where school_id = ${schoolId} order by sort, id`;
