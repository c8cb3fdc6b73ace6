import { formatMean, formatMeanShort } from '#lib/domain/averages.ts';
import { plural } from '#lib/domain/people.ts';
import { type MarkCounts, qualityOf } from '#lib/domain/quality.ts';
import type { EntryList } from '#lib/domain/workEntry.ts';

const KINDS = [
  ['5', 'n5', 'text-mark-5', 'bg-mark-5'],
  ['4', 'n4', 'text-mark-4', 'bg-mark-4'],
  ['3', 'n3', 'text-mark-3', 'bg-mark-3'],
  ['2', 'n2', 'text-mark-2', 'bg-mark-2'],
] as const;

/** How the work stands: who is left, the distribution, the quality, and those who were away. */
export function EntryAside({
  list,
  counts,
  control,
  onStudent,
}: {
  list: EntryList;
  counts: MarkCounts;
  control: boolean;
  onStudent(studentId: number): void;
}) {
  const quality = qualityOf(counts);
  const most = Math.max(1, counts.n5, counts.n4, counts.n3, counts.n2);
  const left = list.missing.length;
  return (
    <aside className="jentry-aside" aria-label="Итоги работы">
      <p role="status" className="font-semibold text-title">
        {left === 0 ? `Готово: ${list.present} из ${list.present}` : `Осталось ${left} из ${list.present}`}
      </p>
      <table className="jentry-bars">
        <caption className="sr-only">Распределение отметок</caption>
        <tbody>
          {KINDS.map(([mark, key, text, fill]) => (
            <tr key={mark}>
              <th scope="row" className={text}>
                {mark}
              </th>
              <td>
                <i className={fill} style={{ width: `${(100 * counts[key]) / most}%` }} />
              </td>
              <td>{counts[key]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="jentry-figures">
        <dt>Качество знаний</dt>
        <dd>{quality ? `${formatMeanShort(quality.quality)} %` : '—'}</dd>
        <dt>Успеваемость</dt>
        <dd>{quality ? `${formatMeanShort(quality.success)} %` : '—'}</dd>
        <dt>Средний балл</dt>
        <dd>{quality?.mean ? formatMean(quality.mean) : '—'}</dd>
      </dl>
      {left > 0 && (
        <section>
          <h3>
            Без отметки <span className="font-normal text-ink-3">{left}</span>
          </h3>
          {control && (
            <p className="text-small text-warn">
              Контрольная: отметки нужны всем, кто был на уроке. Нет {plural(left, 'отметки', 'отметок', 'отметок')} у{' '}
              {left}.
            </p>
          )}
          <p className="jentry-names">
            {list.missing.map((student) => (
              <button key={student.id} type="button" className="link" onClick={() => onStudent(student.id)}>
                {student.name}
              </button>
            ))}
          </p>
        </section>
      )}
      {list.absent.length > 0 && (
        <section>
          <h3>
            Отсутствовали <span className="font-normal text-ink-3">{list.absent.length}</span>
          </h3>
          <p className="text-ink-2 text-small">{list.absent.map((student) => student.name).join(', ')}</p>
        </section>
      )}
      <p className="jentry-keys">
        <kbd className="jkbd">5 4 3 2 1</kbd> отметка и дальше · <kbd className="jkbd">.</kbd> не сдана ·{' '}
        <kbd className="jkbd">Н</kbd> не был · <kbd className="jkbd">↓</kbd> пропустить · <kbd className="jkbd">↑</kbd>{' '}
        назад · <kbd className="jkbd">Ctrl Z</kbd> отменить · <kbd className="jkbd">Esc</kbd> закрыть
      </p>
    </aside>
  );
}
