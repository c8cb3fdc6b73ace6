import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { JournalView } from '#lib/contract/journalView.ts';
import { formatMean, formatWeight } from '#lib/domain/averages.ts';
import { formulaText } from '#lib/domain/formula.ts';
import { markText, markTone } from '#lib/domain/marks.ts';
import { pathWords } from '#lib/domain/paths.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { trendSentence } from '#lib/domain/trend.ts';
import type { Columns } from '../_model/columns.ts';
import { explain, ruleWords } from '../_model/explain.ts';
import type { PaintedRow } from '../_model/rows.ts';
import { Anchored } from './Anchored.tsx';

type Props = { cell: string; view: JournalView; painted: PaintedRow; columns: Columns; onClose(): void };

/** «Из чего складывается»: the marks, the formula with its numbers, the school's rule, the trend, the ways up. */
export function ExplainCard({ cell, view, painted, columns, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  const { row } = painted;
  const { marks, formula, trend, targets, ahead } = explain(view, painted, columns.columns);
  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== 'Escape' && !(event.key === 'Enter' && event.target === root.current)) return;
    event.preventDefault();
    onClose();
  }
  return (
    <Anchored cell={cell} side="left">
      <div
        ref={root}
        role="dialog"
        tabIndex={-1}
        aria-label={`Средний балл: ${row.student.name}`}
        className="pop jcard jexplain"
        onKeyDown={onKeyDown}
      >
        <div className="flex items-center gap-2">
          <b className="grow truncate">{row.student.name}</b>
          <span className="text-ink-3 text-small">{view.period.label}</span>
          <button type="button" className="btn quiet tiny -mr-1.5" aria-label="Закрыть" onClick={onClose}>
            <Icon name="close" size="small" />
          </button>
        </div>
        {marks.length === 0 ? (
          <p className="text-ink-2 text-small">Отметок в этом периоде нет: среднего балла и прогноза ещё нет.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
          <section className="jmarklist" tabIndex={0} aria-label="Отметки">
            <table>
              <thead className="sr-only">
                <tr>
                  <th>Дата</th>
                  <th>Вид работы</th>
                  <th>Отметка</th>
                  <th>Вес</th>
                </tr>
              </thead>
              <tbody>
                {marks.map((mark) => (
                  <tr key={mark.key} className={mark.note ? 'text-ink-3' : ''}>
                    <td>{dayMonth(mark.date)}</td>
                    <td>
                      {mark.type}
                      {mark.note && `, ${mark.note}`}
                    </td>
                    <td>
                      <b className={mark.note ? '' : `text-${markTone(mark.value)}`}>{markText(mark.value)}</b>
                    </td>
                    <td>{mark.note ? '' : formatWeight(mark.weight)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        {formula && (
          <div>
            <p className="text-ink-3 text-caption">Ср. балл = сумма (отметка · вес) / сумма весов</p>
            <p className="[overflow-wrap:anywhere]">{formulaText(formula)}</p>
            <p className="mt-1 text-ink-2 text-small">
              Прогноз <b>{row.forecast ?? '—'}</b>: {ruleWords(view.rules.thresholds)}.
              {trend && ` Ср. балл ${trendSentence(trend)}.`}
            </p>
          </div>
        )}
        {targets.map(({ target, paths }) => (
          <div key={target}>
            <p className="text-ink-2 text-small">Что нужно для «{target}»</p>
            <ul className="text-small">
              {paths.map(({ path, obstacle }) => (
                <li key={`${path.value}:${path.kind.weight}`} className="flex gap-2">
                  <span className="grow">{pathWords(path)}</span>
                  <b>{path.count === null ? '—' : `${path.count}`}</b>
                  {obstacle && <span className="text-ink-3">{obstacle}</span>}
                </li>
              ))}
            </ul>
          </div>
        ))}
        {targets.length > 0 && <p className="text-caption text-ink-3">Уроков до конца периода: {ahead}</p>}
        {row.mean !== null && targets.length === 0 && row.forecast === 5 && (
          <p className="text-caption text-ink-3">Это уже высшая отметка: {formatMean(row.mean)}</p>
        )}
      </div>
    </Anchored>
  );
}
