import { formatMean, type Thresholds } from '#lib/domain/averages.ts';
import { formulaOf, formulaText } from '#lib/domain/formula.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';

/** «Средневзвешенный балл» with its own numbers, and the school's rule that makes a mark of it. */
export function Average({ row: { marks, forecast }, thresholds }: { row: SubjectMarks; thresholds: Thresholds }) {
  const formula = formulaOf(marks);
  const [five, four, three] = thresholds;
  const rule = [
    [5, `от ${formatMean(five)}`],
    [4, `от ${formatMean(four)}`],
    [3, `от ${formatMean(three)}`],
    [2, `ниже ${formatMean(three)}`],
  ] as const;
  return (
    <div className="grid gap-2 border-line-2 border-t px-3 py-2 text-base">
      {formula ? (
        <div>
          <p className="text-ink-2 text-small">
            Средневзвешенный балл: каждая отметка умножается на свой вес, сумма делится на сумму весов.
          </p>
          <p className="mt-0.5 [overflow-wrap:anywhere]" data-testid="formula">
            {formulaText(formula)}
          </p>
        </div>
      ) : (
        <p className="text-ink-2">Среднего балла нет: среди записей нет ни одной отметки с весом.</p>
      )}
      <div>
        <p className="text-ink-2 text-small">Правило школы: какая отметка выходит при каком среднем балле.</p>
        <ul className="mt-0.5 flex flex-wrap gap-x-4">
          {rule.map(([mark, words]) => (
            <li key={mark} className={mark === forecast ? 'font-semibold' : 'text-ink-2'}>
              «{mark}» {words}
              {mark === forecast ? <span className="sr-only"> — сейчас</span> : null}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
