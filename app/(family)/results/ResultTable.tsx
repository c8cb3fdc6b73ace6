import type { FamilyPeriod, ResultsView } from '#lib/contract/diaryViews.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { finalText, finalWords, periodShort } from '#lib/domain/finals.ts';
import { type ResultCell, resultOf, setOf } from '#lib/domain/studentMarks.ts';

/** Subjects × periods: «Выставлено» bold, «Предварительно» lighter, with the average below either. */
export function ResultTable({ view }: { view: ResultsView }) {
  // «Год», «Экзамен», «Итоговая» come when there is something to show: a phone's width is dear.
  const stages = view.stages.filter((stage) =>
    view.periodMarks.some((m) => m.periodId === stage.id && m.value !== null),
  );
  const columns = [...view.periods, ...stages];
  return (
    <>
      <table className="w-full table-fixed bg-surface text-base">
        <caption className="sr-only">
          Итоговые отметки по периодам: {view.student.name}, {view.student.className}
        </caption>
        <colgroup>
          <col />
          {columns.map((period) => (
            <col key={period.id} className="w-[3.25rem]" />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="border-line-2 border-b bg-paper px-3.5 py-1.5 text-left font-normal text-ink-3">
              Предмет
            </th>
            {columns.map((period) => (
              <th
                key={period.id}
                scope="col"
                className="border-line-2 border-b bg-paper py-1.5 text-center font-normal text-ink-2"
              >
                <span aria-hidden="true">{periodShort(period.label)}</span>
                <span className="sr-only">{period.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.subjects.map((subject) => (
            <tr key={subject.id}>
              <th
                scope="row"
                className="hyphens-auto border-line border-b px-3.5 py-1.5 text-left font-normal [overflow-wrap:anywhere]"
              >
                {subject.name}
              </th>
              {columns.map((period) => (
                <td key={period.id} className="border-line border-b border-l py-1.5 text-center">
                  <Cell
                    cell={
                      stages.includes(period)
                        ? { set: setOf(view.periodMarks, subject, period.id), mean: null, forecast: null }
                        : resultOf(view, subject, period)
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="px-3.5 py-2 text-ink-2 text-small">
        <b>4</b> — выставлено учителем. <span className="text-ink-3">4</span> — предварительно: столько выходит по
        среднему баллу, который стоит ниже. {hint(view.periods, view.today)}
      </p>
    </>
  );
}

function Cell({ cell: { set, mean, forecast } }: { cell: ResultCell }) {
  if (set === null && forecast === null) return <span className="sr-only">отметок нет</span>;
  return (
    <>
      {set === null ? (
        <span className="block text-ink-3 text-title">
          <span className="sr-only">Предварительно </span>
          {forecast}
        </span>
      ) : (
        <abbr title={finalWords(set)} className="block font-semibold text-title no-underline">
          <span className="sr-only">Выставлено </span>
          {finalText(set)}
        </abbr>
      )}
      {mean === null ? null : (
        <span className="block text-caption text-ink-3">
          <span className="sr-only">, ср. балл </span>
          {formatMean(mean)}
        </span>
      )}
    </>
  );
}

/** Final marks reach families within a day of their setting: here they do at once (003 П2 4.3). */
function hint(periods: readonly FamilyPeriod[], today: string): string {
  const running = periods.find((p) => p.starts <= today && today <= p.ends);
  return running
    ? `${running.label} ещё идёт.`
    : 'Новая итоговая отметка появится здесь, как только учитель её выставит.';
}
