import type { Change } from '#db/commands/command.ts';
import { planLock } from '#db/commands/planFacts.ts';
import type { Asker } from '#db/sql.ts';
import type { PlanRemark } from '#lib/contract/planLife.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** A remark as its commands load it. */
export type RemarkRow = {
  id: number;
  planId: number;
  subjectId: number;
  grade: number;
  rowId: string;
  field: PlanRemark['field'];
  kind: PlanRemark['kind'];
  parentId: number | null;
  text: string;
  was: string | null;
  authorId: number;
  author: PersonName;
  at: Date;
  state: PlanRemark['state'];
  v: number;
};

/** Columns of a remark m with its author a and its plan p. */
export const remarkColumns = (tx: Asker) => tx`m.id, m.plan_id as "planId", p.subject_id as "subjectId", p.grade,
  m.row_id as "rowId", m.field, m.kind, m.parent_id as "parentId", m.text, m.was, m.author_id as "authorId",
  json_build_object('familyName', a.family_name, 'givenName', a.given_name, 'patronymic', a.patronymic) as author, m.at,
  m.state, m.version as v`;

/** Open remarks of plan p, without answers. Commands that change their number stand behind each other: `remarksLock`. */
export const openRemarks = (tx: Asker) => tx`(select count(*)::int from plan_remark o where o.school_id = p.school_id
  and o.plan_id = p.id and o.state = 'open' and o.parent_id is null)`;
export const remarksLock = (planId: number): string => `${planLock(planId)}/remarks`;

/** What everybody is told of a remark: as it stands from now on. `before`: its state, null when it is new; `open`: how many of
 *  its plan are left open. */
export const remarkChange = (
  planId: number,
  remark: PlanRemark,
  before: PlanRemark['state'] | null,
  open: number,
): Change => ({
  event: { name: 'planRemark.changed', data: { planId, remark, open } },
  object: `planRemark:${remark.id}`,
  base: remark.v - 1,
  version: remark.v,
  before,
});

export const remarkOf = (row: RemarkRow): PlanRemark => ({
  ...{ id: row.id, rowId: row.rowId, field: row.field, kind: row.kind, parentId: row.parentId },
  ...{ text: row.text, was: row.was, at: row.at.toISOString(), state: row.state, settledBy: null, v: row.v },
  author: { id: row.authorId, name: shortName(row.author) },
});
