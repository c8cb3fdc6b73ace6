import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { PayCode } from '#lib/domain/payCodes.ts';

type Pay = { paid: boolean; hours: number; payCode: PayCode | null; orderNo: string | null; orderOn: string | null };
type Loaded = Pay & { v: number };
type Row = Pay & { lessonId: number; v: number };

const payOf = ({ paid, hours, payCode, orderNo, orderOn }: Pay): Pay => ({
  paid,
  hours,
  payCode: paid ? payCode : null,
  orderNo: orderNo?.trim() || null,
  orderOn,
});

/** Оплата and основание of a row of the log of substituted lessons. */
export const paySubstitution = defineCommand<'substitution.pay', Loaded, Row>({
  name: 'substitution.pay',
  lock: (input) => `lesson:${input.lessonId}`,
  follows: ['lesson.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, s.paid, s.hours, s.pay_code as "payCode", s.order_no as "orderNo", s.order_on as "orderOn", s.version as v
    from ${askedRows(tx, asked)} join substitution s on s.school_id = ${schoolId} and s.lesson_id = q."lessonId"`,
  permission: 'substitution.write',
  decide({ lessonId, ...input }, l, { base }) {
    const next = payOf(input);
    if (next.paid && next.payCode === null) return refuse('invalid', 'Выберите код оплаты: ЗН, ЗС или ЗП.');
    if (JSON.stringify(next) === JSON.stringify(payOf(l))) return { ok: true, unchanged: true };
    if (base !== l.v)
      return refuse('conflict', 'Эту строку журнала одновременно изменил другой человек.', {
        current: { value: payOf(l), version: l.v },
      });
    const v = l.v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'substitution.paid', data: { lessonId, ...next, v } },
          object: `lesson:${lessonId}:pay`,
          base: l.v,
          version: v,
          before: payOf(l),
        },
      ],
      row: { lessonId, ...next, v },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update substitution s set paid = r.paid, hours = r.hours, pay_code = r."payCode", order_no = r."orderNo",
        order_on = r."orderOn", version = r.v
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("lessonId" int, paid boolean, hours smallint, "payCode" text,
        "orderNo" text, "orderOn" date, v int)
      where s.school_id = ${schoolId} and s.lesson_id = r."lessonId"`,
  ],
});
