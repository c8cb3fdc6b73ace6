'use client';

import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { Columns } from '#app/(staff)/plans/[plan]/import/Columns.tsx';
import type { PlanImportPage } from '#lib/contract/planImportPage.ts';
import type { BlockChoices } from '#lib/domain/planImport/blocks.ts';
import { IMPORT_MODE_LABELS, IMPORT_MODES, type ImportMode, type PlanMerge } from '#lib/domain/planImport/merge.ts';
import type { Recognised } from '#lib/domain/planImport/recognised.ts';
import type { PlanSource } from '#lib/domain/planImport/source.ts';

type Props = {
  page: PlanImportPage;
  source: PlanSource;
  read: Recognised;
  merge: PlanMerge;
  mode: ImportMode;
  choices: BlockChoices;
  onMode(mode: ImportMode): void;
  onChoices(choices: BlockChoices): void;
};

const MODE_WORDS: Record<ImportMode, string> = {
  replace: 'Всё, что ещё не проведено, уйдёт; строки источника встанут за проведёнными.',
  append: 'Строки источника встанут за последней строкой плана.',
  fill: 'Урок за уроком по порядку: пустые ячейки плана возьмутся из источника, написанное останется.',
};

/** Counts, hours against the curriculum, how the rows meet the plan's own, which tables and columns are taken. */
export function PreviewSide({ page, source, read, merge, mode, choices, onMode, onChoices }: Props) {
  const { counts } = read;
  const due = [...new Set(page.groups.map((group) => group.due.year).filter((hours) => hours > 0))];
  const apart = due.some((hours) => hours !== read.hours);
  const fates: [label: string, count: number][] = [
    ['строк прочитано', counts.read],
    ['уроков', counts.lesson],
    ['разделов', read.rows.filter((row) => row.kind === 'section').length],
    ['продолжений', counts.joined],
    ['итогов', counts.total],
    ['заголовков', counts.head + counts.title],
    ['не выбрано', counts.other],
    ['не перенесено', counts.out],
  ];
  return (
    <div className="impside">
      <section className="panel impblock" aria-label="Итоги чтения">
        <dl className="impcounts">
          {fates.map(([label, count]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-2">
          Часов: <b>{read.hours}</b>
          {read.stated !== null && `, в источнике сказано ${read.stated}`}
          {due.length > 0 && (
            <span className={apart ? 'text-warn' : 'text-ok'}>
              , по учебному плану {due.join(' и ')}
              {apart ? ': не сходится' : ': сходится'}
            </span>
          )}
        </p>
        {(read.dates.read > 0 || read.dates.odd > 0) && (
          <p className="mt-1 text-ink-2">
            Дат в источнике: {read.dates.read} {read.dates.odd > 0 && `, не разобрано ${read.dates.odd}`}. Они только
            показаны: даты урокам плана даёт расписание классов.
          </p>
        )}
        {read.notes.map((note) => (
          <p key={note} className="mt-1 text-warn">
            {note}
          </p>
        ))}
      </section>
      <section className="panel impblock" aria-labelledby="pimmode">
        <h2 id="pimmode">Что сделать с планом</h2>
        <div className="mt-2 overflow-x-auto">
          <SegmentedControl
            label="Что сделать с планом"
            options={IMPORT_MODES.map((value) => ({ value, label: IMPORT_MODE_LABELS[value] }))}
            value={mode}
            onChange={onMode}
          />
        </div>
        <p className="mt-2 text-ink-2">{MODE_WORDS[mode]}</p>
        <p className="mt-1 text-ink-2">
          Уйдёт {merge.removed.length}, добавится {merge.added.length}, дополнится {merge.changed.length}
          {merge.met > 0 && `, уже проведено ${merge.met}`}
          {merge.over > 0 && `, не поместится ${merge.over}`}.
        </p>
      </section>
      {read.blocks.length > 1 && (
        <fieldset className="panel impblock">
          <legend>Таблицы</legend>
          <ul className="grid gap-1">
            {read.blocks.map((block) => (
              <li key={block.key}>
                <label className="flex items-baseline gap-2">
                  <input
                    type="checkbox"
                    className="checkbox"
                    checked={read.chosen.includes(block.key)}
                    onChange={(event) =>
                      onChoices({
                        ...choices,
                        blocks: event.target.checked
                          ? [...read.chosen, block.key]
                          : read.chosen.filter((key) => key !== block.key),
                      })
                    }
                  />
                  <span className="min-w-0">
                    {block.title} <span className="text-ink-3">· строк {block.size}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <Columns {...{ source, read, choices, onChoices }} />
    </div>
  );
}
