import { defineRead } from '#db/reads/read.ts';
import type { PlanCellVersion } from '#lib/contract/planLife.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { can } from '#lib/policy.ts';

type Row = PersonName & { number: number; at: Date; authorId: number; text: string | null };
/** As many versions as anybody would look back through: each is unpacked whole for one cell. */
const LOOKED_AT = 100;

/** «Кто написал»: how one cell stood in the plan's versions, the newest first, only where it became another. */
export const planCell = defineRead('plan.cell', async (tx, actor, { planId, rowId, field }) => {
  if (!can(actor, 'plan.read')) return null;
  const [plan] = await tx`select 1 from plan where school_id = ${actor.schoolId} and id = ${planId}`;
  if (!plan) return null;
  const rows = await tx<Row[]>`
    select v.number, v.at, v.author_id as "authorId", p.family_name as "familyName", p.given_name as "givenName",
      p.patronymic, (select r.row ->> ${field} from jsonb_array_elements(v.rows) r (row) where r.row ->> 'id' = ${rowId}) as text
    from (select * from plan_version where school_id = ${actor.schoolId} and plan_id = ${planId}
      order by number desc limit ${LOOKED_AT}) v
    join person p on p.school_id = v.school_id and p.id = v.author_id
    order by v.number`;
  const versions: PlanCellVersion[] = [];
  for (const { number, at, authorId, text, ...name } of rows)
    if (text !== null && versions.at(-1)?.text !== text)
      versions.push({ number, at: at.toISOString(), author: { id: authorId, name: shortName(name) }, text });
  return { versions: versions.reverse() };
});
