import { hoursWords, LOG_FACT_LABELS, LOG_KIND_LABELS, type LogRow, rowHours } from '#lib/domain/substitutionLog.ts';
import { dayMonth } from '#lib/domain/time.ts';

const COLUMNS = [
  '№',
  'Дата',
  'Урок',
  'Класс',
  'Предмет по расписанию',
  'Отсутствовал',
  'Причина',
  'Заменил',
  'Предмет, тема фактически',
  'Вид',
  'Факт',
  'Часы',
  'Оплата',
  'Основание',
];

export const orderWords = ({ orderNo, orderOn }: Pick<LogRow, 'orderNo' | 'orderOn'>): string =>
  [orderNo && `приказ № ${orderNo}`, orderOn && `от ${dayMonth(orderOn)}`].filter(Boolean).join(' ');
export const kindWords = (row: LogRow): string => [LOG_KIND_LABELS[row.kind], row.detail].filter(Boolean).join(' ');
export const payWords = (row: LogRow): string =>
  row.paid ? (row.payCode ?? 'да') : row.substitute && row.paid !== null ? 'нет' : '—';
const hoursTold = (row: LogRow): string => {
  const told = rowHours(row);
  return told === null ? '—' : hoursWords(told);
};

/** All fields of the form; a click on «Оплата» changes code, hours and order. */
export function LogTable({ rows, onPay }: { rows: readonly LogRow[]; onPay: ((lessonId: number) => void) | null }) {
  return (
    <div className="lscroll">
      <table className="register ltable">
        <caption className="sr-only">Пропущенные и замещённые уроки</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className="onpaper">
              Подпись
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.lessonId}>
              <td>{index + 1}</td>
              <td>{dayMonth(row.date)}</td>
              <td>{row.number}</td>
              <td>{row.className}</td>
              <td>{row.subject}</td>
              <td>{row.teacher.name}</td>
              <td>{row.reason || '—'}</td>
              <td>{row.substitute?.name ?? '—'}</td>
              <td>{row.taught || '—'}</td>
              <td>{kindWords(row)}</td>
              <td className={row.fact === 'unrecorded' ? 'text-warn' : undefined}>{LOG_FACT_LABELS[row.fact]}</td>
              <td>{hoursTold(row)}</td>
              <td>
                {onPay && row.v !== null && row.substitute ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`Оплата: ${payWords(row)}, ${dayMonth(row.date)}, ${row.substitute.name}`}
                    onClick={() => onPay(row.lessonId)}
                  >
                    {payWords(row)}
                  </button>
                ) : (
                  payWords(row)
                )}
              </td>
              <td>{orderWords(row) || '—'}</td>
              <td className="onpaper" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
