import './rows.css';
import Link from 'next/link';
import type { WallView } from '#lib/contract/wallView.ts';
import { absentByClass, countAbsent, countLate } from '#lib/domain/wall.ts';

/** «Отсутствуют сегодня» by class: how many, how many without a reason, who is away for more than three days in a row. A class
 *  opens its day. Children are not named on a shared screen. */
export function AbsencePane({ view }: { view: WallView }) {
  const rows = absentByClass(view);
  const classes = new Map(view.classes.map((c) => [c.id, `${c.grade}${c.letter}`]));
  if (rows.length === 0) return <p className="text-ink-2">Отсутствующих и опоздавших сегодня не отмечено.</p>;
  const all = countAbsent(view);
  return (
    <section className="pane" aria-label="Отсутствуют сегодня по классам">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col" className="w-12">
              Класс
            </th>
            <th scope="col" className="number">
              нет
            </th>
            <th scope="col" className="number">
              без прич.
            </th>
            <th scope="col" className="number">
              {'> 3 дней'}
            </th>
            <th scope="col" className="number">
              опозд.
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.classId}>
              <th scope="row">
                <Link href={`/attendance?class=${row.classId}`} prefetch={false}>
                  {classes.get(row.classId)}
                </Link>
              </th>
              <td className="number">{row.students || ''}</td>
              <td className="number">
                {row.unreasoned > 0 && (
                  <Link href={`/attendance?class=${row.classId}&tab=unreasoned`} prefetch={false} className="text-warn">
                    {row.unreasoned}
                  </Link>
                )}
              </td>
              <td className="number">{row.long || ''}</td>
              <td className="number">{row.late || ''}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Всего</th>
            <td className="number">{all.students}</td>
            <td className="number">{all.unreasoned}</td>
            <td className="number">{rows.reduce((sum, row) => sum + row.long, 0)}</td>
            <td className="number">{countLate(view)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
