'use client';

import type { BlockChoices } from '#lib/domain/planImport/blocks.ts';
import { COLUMN_USE_LABELS, COLUMN_USES, type ColumnUse } from '#lib/domain/planImport/columns.ts';
import type { Recognised } from '#lib/domain/planImport/recognised.ts';
import { oneLine, type PlanSource, planGrid } from '#lib/domain/planImport/source.ts';

type Props = {
  source: PlanSource;
  read: Recognised;
  choices: BlockChoices;
  onChoices(choices: BlockChoices): void;
};
/** Rows among which a head is looked for by hand. */
const HEAD_ROWS = 60;
const letter = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : `${at + 1}`);

/** Where the head stands and what each column is for; both may be changed. */
export function Columns({ source, read, choices, onChoices }: Props) {
  const blocks = read.blocks.filter((block) => read.chosen.includes(block.key));
  const sheets =
    blocks.length > 0 ? [...new Set(blocks.map((block) => block.sheet))] : source.sheets.map((_, at) => at);
  const setHead = (sheet: number, row: string): void => {
    const { [sheet]: _, ...heads } = choices.heads;
    onChoices({ ...choices, heads: row === '' ? heads : { ...heads, [sheet]: Number(row) }, blocks: null });
  };
  return (
    <section className="panel impblock" aria-labelledby="pimcolumns">
      <h2 id="pimcolumns">Столбцы</h2>
      {sheets.map((sheet) => {
        const own = source.sheets[sheet];
        if (!own) return null;
        const grid = planGrid(own);
        const rows = Array.from({ length: Math.min(HEAD_ROWS, grid.height) }, (_, row) => row).filter(
          (row) => grid.filled(row) && !grid.loose(row),
        );
        return (
          <label key={own.name} className="mt-2 grid gap-1 text-ink-2">
            Строка заголовка{source.sheets.length > 1 && `, ${own.name}`}
            <select
              className="field"
              value={choices.heads[sheet] ?? ''}
              onChange={(event) => setHead(sheet, event.target.value)}
            >
              <option value="">Найдена программой</option>
              {rows.map((row) => (
                <option key={row} value={row}>
                  {grid.place(row)}: {oneLine(own.rows[row]?.filter(Boolean).join(' · ') ?? '').slice(0, 60)}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      {blocks.map((block) => (
        <div key={block.key}>
          {blocks.length > 1 && <h3 className="mt-3 text-ink-2 text-small">{block.title}</h3>}
          <ul className="pimcols">
            {block.head.columns
              .filter((column) => column.head !== '' || column.use !== 'none')
              .map((column) => (
                <li key={column.at}>
                  <label>
                    <span className="min-w-0 truncate" title={oneLine(column.head)}>
                      {oneLine(column.head) || `Столбец ${letter(column.at)}`}
                    </span>
                    <select
                      className="field"
                      aria-label={oneLine(column.head) || `Столбец ${letter(column.at)}`}
                      value={column.use}
                      onChange={(event) => {
                        const use =
                          COLUMN_USES.find((one) => one === event.target.value) ?? ('none' satisfies ColumnUse);
                        onChoices({ ...choices, uses: { ...choices.uses, [`${block.key}/${column.at}`]: use } });
                      }}
                    >
                      {COLUMN_USES.map((use) => (
                        <option key={use} value={use}>
                          {COLUMN_USE_LABELS[use]}
                        </option>
                      ))}
                    </select>
                  </label>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
