import { PrintButton } from '#app/_ui/PrintButton.tsx';
import { OfficeNav } from '#app/(staff)/timetable/edit/OfficeNav.tsx';
import type { LoadSheet } from '#db/queries/loadSheet.ts';
import { dayFull } from '#lib/domain/time.ts';
import '../office.css';
import './load.css';

const hours = (hundredths: number): string => String(hundredths / 100).replace('.', ',');

/** «Педагогическая нагрузка»: teacher, class, subject, hours a week; printed for тарификация. */
export function LoadTable({ sheet }: { sheet: LoadSheet }) {
  return (
    <main className="flex min-h-0 flex-1 flex-col loadpage">
      <div className="pagehead flex-wrap">
        <h1>Педагогическая нагрузка</h1>
        <OfficeNav current="/timetable/edit/load" />
        <span className="ml-auto">
          <PrintButton />
        </span>
      </div>
      <div className="loadbody min-h-0 flex-1 overflow-y-auto px-5 pb-5 max-sm:px-2">
        <p className="mb-2 text-ink-2">
          {sheet.school}, на {dayFull(sheet.today)}. Всего {hours(sheet.hours)} ч в неделю, учителей:{' '}
          {sheet.teachers.length}.
        </p>
        <table className="officetable panel">
          <thead>
            <tr>
              <th scope="col">Учитель</th>
              <th scope="col">Класс</th>
              <th scope="col">Предмет</th>
              <th scope="col" className="num">
                Учеников
              </th>
              <th scope="col" className="num">
                Часов
              </th>
              <th scope="col" className="num">
                Всего
              </th>
            </tr>
          </thead>
          {sheet.teachers.map((teacher) => (
            <tbody key={teacher.id}>
              {teacher.rows.map((row, at) => (
                <tr key={`${row.className}:${row.subject}`}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={teacher.rows.length}>
                      {teacher.name}
                    </th>
                  )}
                  <td>{row.className}</td>
                  <td>{row.subject}</td>
                  <td className="num">{row.students}</td>
                  <td className="num">{hours(row.hours)}</td>
                  {at === 0 && (
                    <td className="num total" rowSpan={teacher.rows.length}>
                      {hours(teacher.hours)}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          ))}
          {sheet.vacant.length > 0 && (
            <tbody>
              {sheet.vacant.map((row) => (
                <tr key={`${row.className}:${row.subject}`}>
                  <th scope="row" className="text-bad">
                    Учителя нет
                  </th>
                  <td>{row.className}</td>
                  <td>{row.subject}</td>
                  <td className="num">{row.students}</td>
                  <td className="num">{hours(row.hours)}</td>
                  <td />
                </tr>
              ))}
            </tbody>
          )}
        </table>
        <p className="signature">Директор ____________________ &nbsp; Приказ № ______ от ____________</p>
      </div>
    </main>
  );
}
