import { defineRead } from '#db/reads/read.ts';
import type { PlanVersionRows } from '#lib/contract/planLife.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { can } from '#lib/policy.ts';

type Row = Omit<PlanVersionRows, 'at' | 'author'> & PersonName & { at: Date; authorId: number };

/** The rows of one past version. They are our own: the writer alone puts them there. */
export const planVersion = defineRead('plan.version', async (tx, actor, { planId, number }) => {
  if (!can(actor, 'plan.read')) return null;
  const [row] = await tx<Row[]>`
    select v.number, v.kind, v.name, v.approved, v.at, v.author_id as "authorId", v.reason, v.seq, v.rows,
      p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from plan_version v join person p on p.school_id = v.school_id and p.id = v.author_id
    where v.school_id = ${actor.schoolId} and v.plan_id = ${planId} and v.number = ${number}`;
  if (!row) return null;
  const { familyName, givenName, patronymic, authorId, at, ...version } = row;
  const name = shortName({ familyName, givenName, patronymic });
  return { ...version, at: at.toISOString(), author: { id: authorId, name } };
});
