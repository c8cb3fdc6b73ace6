import { Icon } from '#app/_ui/Icon.tsx';
import type { SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { sheetRows } from '#lib/domain/substitutions.ts';
import { dayFull, weekdayName } from '#lib/domain/time.ts';

/** «Изменения в расписании на …»: what hangs on the wall, as it will be printed. It follows every assignment. */
export function ChangeSheet({
  view,
  school,
  signer,
}: {
  view: SubstitutionsView;
  school: string;
  signer: { post: string; name: string };
}) {
  const rows = sheetRows(view);
  return (
    <aside className="sside" aria-labelledby="sheet">
      <div className="flex items-center gap-2">
        <h2 id="sheet" className="flex-1">
          Лист изменений
        </h2>
        <button type="button" className="btn small" onClick={() => window.print()} disabled={rows.length === 0}>
          <Icon name="print" />
          Печать
        </button>
      </div>
      <div className="ssheet">
        <div className="text-center">{school}</div>
        <h3>
          Изменения в расписании
          <br />
          на {dayFull(view.date)}, {weekdayName(view.date).toLowerCase()}
        </h3>
        {rows.length === 0 ? (
          <p className="text-center">Изменений нет.</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">Урок</th>
                <th scope="col">Класс</th>
                <th scope="col">Предмет</th>
                <th scope="col">Замена</th>
                <th scope="col">Каб.</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className={row.open ? 'open' : undefined}>
                  <td>{row.number}</td>
                  <td>{row.className}</td>
                  <td>{row.subject}</td>
                  <td>{row.words}</td>
                  <td>{row.room}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="mt-4">
          {signer.post} ____________ {signer.name}
        </p>
      </div>
      <p className="text-ink-3 text-small">Лист меняется, пока вы назначаете. Формат А4.</p>
    </aside>
  );
}
