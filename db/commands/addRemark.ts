import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { openRemarks, remarkChange, remarksLock } from '#db/commands/remarkFacts.ts';
import type { PlanRemark } from '#lib/contract/planLife.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';
import { REMARK_TEXT, suggestedValue } from '#lib/domain/plans/remarks.ts';

type Loaded = {
  next_id: number;
  subject_id: number;
  grade: number;
  row_known: boolean;
  type_known: boolean;
  open: number;
};
export type NewRemark = PlanRemark & { planId: number; authorId: number };

/** A comment on a cell of a plan, or another text suggested for it. The document itself is not touched: who said it, and who may,
 *  must be certain. */
export const addRemark = defineCommand<'planRemark.add', Loaded, NewRemark>({
  name: 'planRemark.add',
  lock: ({ planId }) => remarksLock(planId),
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('plan_remark', 'id'))::int as next_id, p.subject_id, p.grade, ${openRemarks(tx)} as open,
      exists (select from plan_row r where r.school_id = p.school_id and r.plan_id = p.id and r.id = c."rowId"
        and not r.removed) as row_known,
      exists (select from work_type t where t.school_id = p.school_id and t.id = c.control and not t.archived) as type_known
    from ${askedRows(tx, asked)}
    join jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input: { rowId, field, text } }, n) => {
        const value = suggestedValue(field, text);
        const control = typeof value !== 'string' && value.field === 'control' ? value.value : null;
        return { n, rowId, control };
      }),
    )}) as c (n int, "rowId" text, control int) on c.n = q.n
    join plan p on p.school_id = ${schoolId} and p.id = q."planId"`,
  permission: (_, l) => ({ action: 'plan.comment', subject: { subjectId: l.subject_id, grade: l.grade } }),
  decide({ planId, rowId, field, kind, text, was }, l, { actor, now }) {
    if (!l.row_known) return refuse('invalid', 'Этой строки в плане уже нет.');
    if (kind === 'comment' && text.trim() === '') return refuse('invalid', 'Комментарий пуст.');
    if (kind === 'comment' && text.length > REMARK_TEXT)
      return refuse('invalid', `Комментарий — не длиннее ${REMARK_TEXT} знаков.`);
    if (kind === 'suggestion') {
      const value = suggestedValue(field, text);
      if (typeof value === 'string') return refuse('invalid', value);
      if (value.field === 'control' && value.value !== null && !l.type_known)
        return refuse('invalid', 'Такого вида контроля в школе больше нет: выберите его из списка.');
      if (was === null) return refuse('invalid', 'Не сказано, вместо чего предлагается текст.');
      if (was === text) return refuse('invalid', 'Предложенный текст не отличается от того, что в ячейке.');
    }
    const remark: PlanRemark = {
      ...{ id: l.next_id, rowId, field, kind, parentId: null, at: now.toISOString(), state: 'open', settledBy: null },
      text: kind === 'comment' ? text.trim() : text,
      was: kind === 'suggestion' ? was : null,
      author: { id: actor.personId, name: shortName(actor.name) },
      v: 1,
    };
    return {
      ok: true,
      changes: [remarkChange(planId, remark, null, l.open + 1)],
      row: { ...remark, planId, authorId: actor.personId },
    };
  },
  write: (tx, rows, schoolId) => [insertRemarks(tx, rows, schoolId)],
});

export const insertRemarks = (
  tx: Parameters<typeof rowsOf>[0],
  rows: readonly NewRemark[],
  schoolId: number,
) => tx`insert into plan_remark (school_id, id, plan_id, row_id, field, kind, parent_id, text, was, author_id, at)
  overriding system value
  select ${schoolId}, id, "planId", "rowId", field, kind, "parentId", text, was, "authorId", at
  from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "planId" int, "rowId" text, field text, kind text,
    "parentId" int, text text, was text, "authorId" int, at timestamptz)`;
