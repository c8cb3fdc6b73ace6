import { WorkCell } from '#app/(staff)/plans/programme/GroupTable.tsx';
import { type FulfilmentTotal, percentOf, WORK_KINDS, WORK_LABELS } from '#lib/domain/plans/fulfilment.ts';

/** Sums by subject or by parallel; a line opens its groups. */
export function TotalTable({
  totals,
  by,
  onOpen,
}: {
  totals: readonly FulfilmentTotal[];
  by: 'subject' | 'grade';
  onOpen(values: { by: string; subject?: string; grade?: string }): void;
}) {
  return (
    <div className="fscroll">
      <table className="register ftable">
        <caption className="sr-only">Выполнение программы: итоги</caption>
        <thead>
          <tr>
            <th scope="col">{by === 'subject' ? 'Предмет' : 'Параллель'}</th>
            {['Групп', 'Учебный план', 'КТП', 'Положено', 'Проведено', '%', 'Отстают'].map((label) => (
              <th key={label} scope="col" className="num">
                {label}
              </th>
            ))}
            {WORK_KINDS.map((kind) => (
              <th key={kind} scope="col" className="num" title="план / факт">
                {WORK_LABELS[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.key} className={total.key === 'all' ? 'fall' : undefined}>
              <th scope="row">
                {total.key === 'all' ? (
                  total.label
                ) : (
                  <button type="button" className="link" onClick={() => onOpen({ by: '', [by]: total.key })}>
                    {total.label}
                  </button>
                )}
              </th>
              <td className="num">{total.groups}</td>
              <td className="num">{total.curriculum}</td>
              <td className="num">{total.planned}</td>
              <td className="num">{total.due}</td>
              <td className="num">{total.held}</td>
              <td className="num">{percentOf(total) ?? '—'}</td>
              <td className={`num${total.behind > 0 ? ' text-bad' : ' text-ink-3'}`}>{total.behind}</td>
              {WORK_KINDS.map((kind) => (
                <WorkCell key={kind} work={total.works[kind]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
