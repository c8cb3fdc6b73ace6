import { useMemo } from 'react';
import { comparePlans } from '#lib/domain/plans/compare.ts';
import { cellWords } from '#lib/domain/plans/remarks.ts';
import { PLAN_FIELD_LABELS, type PlanRow } from '#lib/domain/plans/rows.ts';
import { TextChange } from './TextChange.tsx';

/** Numbers of lessons as the grid counts them: sections have none. */
export function lessonNumbers(rows: readonly PlanRow[]): ReadonlyMap<string, number> {
  const lessons = rows.filter((row) => row.kind === 'lesson');
  return new Map(lessons.map((row, at) => [row.id, at + 1]));
}

/** Two versions' rows compared: what came, went, moved and changed, each with a way to its place in the plan. */
export function Difference({
  was,
  now,
  controls,
  onGo,
}: {
  was: readonly PlanRow[];
  now: readonly PlanRow[];
  controls: ReadonlyMap<number, string>;
  /** Null: this side is not what the grid shows, there is no place to go to. */
  onGo: ((rowId: string) => void) | null;
}) {
  const found = useMemo(() => comparePlans(was, now), [was, now]);
  const [oldNumbers, numbers] = useMemo(() => [lessonNumbers(was), lessonNumbers(now)], [was, now]);
  const nameOf = (row: PlanRow, all: ReadonlyMap<string, number>) => {
    const words = row.topic || 'без темы';
    return row.kind === 'section' ? `Раздел «${words}»` : `${all.get(row.id) ?? '?'}. ${words}`;
  };
  const place = (row: PlanRow) =>
    onGo ? (
      <button type="button" className="link text-left" onClick={() => onGo(row.id)}>
        {nameOf(row, numbers)}
      </button>
    ) : (
      <span>{nameOf(row, numbers)}</span>
    );
  const nothing = found.added.length + found.removed.length + found.moved.length + found.changed.length === 0;
  if (nothing) return <p className="mt-3 text-ink-2">Отличий нет: строки, их порядок и ячейки одинаковы.</p>;
  return (
    <div>
      {found.changed.length > 0 && (
        <section>
          <h3>Изменено: {found.changed.length}</h3>
          <ul>
            {found.changed.map((change) => (
              <li key={change.id}>
                {place(change.now)}
                <dl>
                  {change.fields.map((field) =>
                    field === 'kind' ? (
                      <div key={field} className="contents">
                        <dt>Строка</dt>
                        <dd>{change.now.kind === 'section' ? 'урок стал разделом' : 'раздел стал уроком'}</dd>
                      </div>
                    ) : (
                      <div key={field} className="contents">
                        <dt>{PLAN_FIELD_LABELS[field]}</dt>
                        <dd>
                          <TextChange
                            was={cellWords(change.was, field, controls)}
                            now={cellWords(change.now, field, controls)}
                          />
                        </dd>
                      </div>
                    ),
                  )}
                </dl>
                {change.now.correction && !change.fields.includes('correction') && (
                  <p className="text-ink-2">Причина: {change.now.correction}</p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.added.length > 0 && (
        <section>
          <h3>Добавлено: {found.added.length}</h3>
          <ul>
            {found.added.map((row) => (
              <li key={row.id}>{place(row)}</li>
            ))}
          </ul>
        </section>
      )}
      {found.removed.length > 0 && (
        <section>
          <h3>Удалено: {found.removed.length}</h3>
          <ul>
            {found.removed.map((row) => (
              <li key={row.id}>{nameOf(row, oldNumbers)}</li>
            ))}
          </ul>
        </section>
      )}
      {found.moved.length > 0 && (
        <section>
          <h3>Переставлено: {found.moved.length}</h3>
          <ul>
            {found.moved.map(({ id, row }) => (
              <li key={id}>
                {place(row)}
                {row.kind === 'lesson' && oldNumbers.has(id) && (
                  <span className="text-ink-3"> стоял № {oldNumbers.get(id)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
