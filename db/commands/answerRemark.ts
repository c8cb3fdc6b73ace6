import { insertRemarks, type NewRemark } from '#db/commands/addRemark.ts';
import { askedRows, defineCommand } from '#db/commands/command.ts';
import { openRemarks, type RemarkRow, remarkChange, remarkColumns, remarksLock } from '#db/commands/remarkFacts.ts';
import type { PlanRemark } from '#lib/contract/planLife.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

type Loaded = RemarkRow & { next_id: number; open: number };

/** An answer to a comment or to a suggestion that is still open. */
export const answerRemark = defineCommand<'planRemark.answer', Loaded, NewRemark>({
  name: 'planRemark.answer',
  lock: ({ planId }) => remarksLock(planId),
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('plan_remark', 'id'))::int as next_id, ${remarkColumns(tx)}, ${openRemarks(tx)} as open
    from ${askedRows(tx, asked)}
    join plan_remark m on m.school_id = ${schoolId} and m.id = q."remarkId" and m.plan_id = q."planId"
    join person a on a.school_id = m.school_id and a.id = m.author_id
    join plan p on p.school_id = m.school_id and p.id = m.plan_id`,
  permission: (_, l) => ({ action: 'plan.comment', subject: { subjectId: l.subjectId, grade: l.grade } }),
  decide({ planId, text }, l, { actor, now }) {
    if (l.parentId !== null || l.state !== 'open')
      return refuse('invalid', 'Это замечание уже закрыто: напишите новое.');
    if (text.trim() === '') return refuse('invalid', 'Ответ пуст.');
    const answer: PlanRemark = {
      ...{ id: l.next_id, rowId: l.rowId, field: l.field, kind: 'comment', parentId: l.id, was: null },
      ...{ text: text.trim(), at: now.toISOString(), state: 'open', settledBy: null, v: 1 },
      author: { id: actor.personId, name: shortName(actor.name) },
    };
    return {
      ok: true,
      changes: [remarkChange(planId, answer, null, l.open)],
      row: { ...answer, planId, authorId: actor.personId },
    };
  },
  write: (tx, rows, schoolId) => [insertRemarks(tx, rows, schoolId)],
});
