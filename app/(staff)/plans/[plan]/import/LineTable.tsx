'use client';

import { useState } from 'react';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { LESSON_KIND_LABELS } from '#lib/domain/lessons.ts';
import { FATE_LABELS, type Fate, type Recognised, type SourceLine } from '#lib/domain/planImport/recognised.ts';

type Which = 'all' | 'doubts' | 'out';
const OUT: readonly Fate[] = ['out', 'other', 'title'];
const TAGS: Partial<Record<Fate, string>> = {
  lesson: 'tag ok',
  section: 'tag accent',
  out: 'tag bad',
  other: 'tag warn',
};
/** Lines drawn at once. */
const PORTION = 250;

/** Every row of the source with its fate, its reason and what is doubtful in it. */
export function LineTable({
  read,
  workTypes,
}: {
  read: Recognised;
  workTypes: readonly { id: number; name: string }[];
}) {
  const [which, setWhich] = useState<Which>('all');
  const [shown, setShown] = useState(PORTION);
  const fits: Record<Which, (line: SourceLine) => boolean> = {
    all: () => true,
    doubts: (line) => line.doubts.length > 0,
    out: (line) => OUT.includes(line.fate),
  };
  const lines = read.lines.filter(fits[which]);
  const count = (one: Which): number => read.lines.filter(fits[one]).length;
  const types = new Map(workTypes.map((type) => [type.id, type.name]));
  return (
    <section className="panel impmain" aria-label="Строки источника">
      <div className="flex flex-wrap items-center gap-3 p-2">
        <SegmentedControl<Which>
          label="Какие строки показать"
          options={[
            { value: 'all', label: `Все ${count('all')}` },
            { value: 'doubts', label: `С вопросами ${count('doubts')}` },
            { value: 'out', label: `Не в плане ${count('out')}` },
          ]}
          value={which}
          onChange={(next) => {
            setWhich(next);
            setShown(PORTION);
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys */}
      <section className="impscroll pimscroll" tabIndex={0} aria-label="Что станет с каждой строкой">
        {lines.length === 0 ? (
          <p className="p-3 text-ink-2">{which === 'doubts' ? 'Вопросов нет: всё понято.' : 'Таких строк нет.'}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">Место</th>
                <th scope="col">В источнике</th>
                <th scope="col">В плане</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, shown).map((line) => (
                <tr key={line.place + line.cells.join('|')} data-doubt={line.doubts.length > 0 || undefined}>
                  <th scope="row">{line.place}</th>
                  <td>
                    <span className="pimcells">{line.cells.filter(Boolean).join(' · ')}</span>
                  </td>
                  <td>
                    <span className={TAGS[line.fate] ?? 'tag'}>{FATE_LABELS[line.fate]}</span>
                    {line.rows.map((at) => {
                      const row = read.rows[at];
                      if (!row) return null;
                      const more = [
                        row.kind === 'lesson' && `${row.hours}\u00a0ч`,
                        row.type && LESSON_KIND_LABELS[row.type],
                        row.control && types.get(row.control),
                        [...row.dates, ...row.facts].join(', '),
                      ].filter(Boolean);
                      return (
                        <span key={at} className="pimrow">
                          {row.kind === 'section' ? <b>{row.topic}</b> : row.topic || 'без темы'}{' '}
                          <span className="text-ink-3">{more.join(' · ')}</span>
                        </span>
                      );
                    })}
                    {line.rows.length === 0 && <span className="pimrow text-ink-3">{line.why}</span>}
                    {line.doubts.map((doubt) => (
                      <span key={doubt} className="pimrow text-warn">
                        {doubt}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {lines.length > shown && (
          <div className="p-3 text-center">
            <button type="button" className="btn" onClick={() => setShown(shown + PORTION)}>
              Показать ещё, осталось {lines.length - shown}
            </button>
          </div>
        )}
      </section>
    </section>
  );
}
