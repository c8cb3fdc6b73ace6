import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { printOf } from '#db/timetable/prints.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { APPROVALS, type ApprovalKind, orderProblem } from '#lib/domain/approvals.ts';

type Loaded = {
  year_id: number;
  prints: Record<ApprovalKind, string>;
  last: { orderNo: string; orderOn: string; print: string } | null;
};
type Row = {
  yearId: number;
  kind: ApprovalKind;
  orderNo: string;
  orderOn: string;
  note: string | null;
  print: string;
  by: number;
  at: Date;
};

/** The director approves учебный план, нагрузка, расписание or тарификация by an order (003 П4 3.2.1 а–г). A later order is one
 *  more row: what was approved before stays known. */
export const giveApproval = defineCommand<'approval.give', Loaded, Row>({
  name: 'approval.give',
  lock: () => 'timetable',
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, y.id as year_id, json_build_object(${APPROVALS.reduce(
      (list, kind, at) => tx`${list}${at === 0 ? tx`` : tx`, `}${kind}::text, ${printOf(tx, kind)}`,
      tx``,
    )}) as prints,
      (select json_build_object('orderNo', a.order_no, 'orderOn', a.order_on, 'print', a.print) from approval a
        where a.school_id = y.school_id and a.year_id = y.id and a.kind = q.kind order by a.id desc limit 1) as last
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, kind: input.kind })),
    )}) as q (n int, kind text)
    join academic_year y on y.school_id = ${schoolId} and school_today(${schoolId}) between y.starts and y.ends`,
  permission: 'timetable.approve',
  decide(input, l, { actor, now, today }) {
    if (!l) return notFound();
    const problem = orderProblem(input, today);
    if (problem) return refuse('invalid', problem);
    const { kind, orderOn } = input;
    const orderNo = input.orderNo.trim();
    const print = l.prints[kind];
    if (l.last && l.last.orderNo === orderNo && l.last.orderOn === orderOn && l.last.print === print)
      return { ok: true, unchanged: true };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'approval.given', data: { kind, orderNo, orderOn } },
          object: `approval:${l.year_id}:${kind}`,
          base: 0,
          version: 0,
          before: l.last && { orderNo: l.last.orderNo, orderOn: l.last.orderOn },
        },
      ],
      row: {
        yearId: l.year_id,
        kind,
        orderNo,
        orderOn,
        note: input.note?.trim() || null,
        print,
        by: actor.personId,
        at: now,
      },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into approval (school_id, year_id, kind, order_no, order_on, note, print, by_id, at)
      select ${schoolId}, r."yearId", r.kind, r."orderNo", r."orderOn", r.note, r.print, r.by, r.at
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("yearId" int, kind text, "orderNo" text, "orderOn" date, note text,
        print text, by int, at timestamptz)`,
  ],
});
