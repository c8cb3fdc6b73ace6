import { type FormEvent, useState } from 'react';
import { commandQueue } from '#app/_live/commandQueue.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { PAY_CODES, type PayCode } from '#lib/domain/payCodes.ts';
import { hoursWords, type LogRow } from '#lib/domain/substitutionLog.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** Hundredths of what was typed: «1», «0,5»; null when it is no number of hours. */
function parseHours(text: string): number | null {
  const match = /^\s*(\d)(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (!match) return null;
  const hours = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return hours <= 400 ? hours : null;
}

/** Оплата and основание of one row. */
export function PayDialog({
  row,
  personId,
  onClose,
}: {
  row: LogRow;
  personId: number;
  onClose(saved: boolean): void;
}) {
  const [paid, setPaid] = useState(row.paid ?? false);
  const [code, setCode] = useState<PayCode>(row.payCode ?? 'ЗС');
  const [hours, setHours] = useState(hoursWords(row.hours));
  const [orderNo, setOrderNo] = useState(row.orderNo ?? '');
  const [orderOn, setOrderOn] = useState(row.orderOn ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const own = parseHours(hours);
    if (own === null) return setProblem('Часы — число до 4, например 1 или 0,5.');
    setSaving(true);
    const queue = commandQueue(personId);
    const answer = await queue.send({
      name: 'substitution.pay',
      input: {
        ...{ lessonId: row.lessonId, paid, hours: own, payCode: paid ? code : null },
        ...{ orderNo: orderNo.trim() || null, orderOn: orderOn || null },
      },
      base: row.v ?? 0,
    });
    setSaving(false);
    if (answer.ok) return onClose(true);
    queue.dismiss();
    queue.close((outcome) => outcome.command.name === 'substitution.pay');
    setProblem(answer.message);
  }
  return (
    <Dialog
      title={`${row.substitute?.name ?? ''}, ${row.className}, ${dayMonth(row.date)}`}
      onClose={() => onClose(false)}
    >
      <form className="mt-3 grid gap-3" onSubmit={onSubmit}>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="checkbox"
            checked={paid}
            onChange={(event) => setPaid(event.target.checked)}
          />
          оплачивается
        </label>
        <div className="grid grid-cols-2 gap-3">
          <label className="lfield">
            <span>Код</span>
            <select
              className="field"
              disabled={!paid}
              value={code}
              onChange={(event) => setCode(PAY_CODES.find((one) => one === event.target.value) ?? code)}
            >
              {PAY_CODES.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          <label className="lfield">
            <span>Часы</span>
            <input
              className="field"
              inputMode="decimal"
              value={hours}
              onChange={(event) => setHours(event.target.value)}
            />
          </label>
          <label className="lfield">
            <span>Приказ №</span>
            <input
              className="field"
              maxLength={40}
              value={orderNo}
              onChange={(event) => setOrderNo(event.target.value)}
            />
          </label>
          <label className="lfield">
            <span>от</span>
            <input type="date" className="field" value={orderOn} onChange={(event) => setOrderOn(event.target.value)} />
          </label>
        </div>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="submit" className="btn primary" disabled={saving}>
            {saving ? 'Сохраняется…' : 'Сохранить'}
          </button>
          <button type="button" className="btn" onClick={() => onClose(false)}>
            Не сохранять
          </button>
        </div>
      </form>
    </Dialog>
  );
}
