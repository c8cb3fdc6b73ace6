import { PAY_CODES } from '#lib/domain/payCodes.ts';
import { hoursWords, type PayTotal } from '#lib/domain/substitutionLog.ts';

/** «К оплате»: hours of held lessons by substitute and code of the табель. */
export function PayTotals({ totals }: { totals: readonly PayTotal[] }) {
  if (totals.length === 0)
    return <p className="mt-4 text-ink-2">К оплате пока ничего: считаются проведённые уроки с записью.</p>;
  const sum = totals.reduce((hours, total) => hours + total.all, 0);
  return (
    <section className="mt-4 max-w-xl" aria-labelledby="pay">
      <h2 id="pay" className="mb-1 font-bold">
        К оплате <span className="font-normal text-ink-3 text-small">проведённые уроки, часов</span>
      </h2>
      <table className="register ltable">
        <thead>
          <tr>
            <th scope="col">Учитель</th>
            <th scope="col">Уроков</th>
            {PAY_CODES.map((code) => (
              <th key={code} scope="col">
                {code}
              </th>
            ))}
            <th scope="col">Всего</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.id}>
              <td>{total.name}</td>
              <td>{total.lessons}</td>
              {PAY_CODES.map((code) => (
                <td key={code}>{total.hours[code] === undefined ? '—' : hoursWords(total.hours[code])}</td>
              ))}
              <td className="font-bold">{hoursWords(total.all)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td className="font-bold">Итого</td>
            <td>{totals.reduce((count, total) => count + total.lessons, 0)}</td>
            {PAY_CODES.map((code) => (
              <td key={code}>{hoursWords(totals.reduce((hours, total) => hours + (total.hours[code] ?? 0), 0))}</td>
            ))}
            <td className="font-bold">{hoursWords(sum)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
