import { type BlockChoices, blocksOf, chosenBlocks } from '#lib/domain/planImport/blocks.ts';
import type { ControlType } from '#lib/domain/planImport/controls.ts';
import { readBlock } from '#lib/domain/planImport/readBlock.ts';
import type { Fate, Recognised, RecognisedRow, SourceLine } from '#lib/domain/planImport/recognised.ts';
import { sectionRow } from '#lib/domain/planImport/recognised.ts';
import { oneLine, type PlanSource, planGrid } from '#lib/domain/planImport/source.ts';
import { sectionSums } from '#lib/domain/planImport/sums.ts';
import { isSection } from '#lib/domain/planImport/words.ts';
import { PLAN_ROWS } from '#lib/domain/plans/rows.ts';

/** Reads a thematic plan out of a source: its rows, and of every row of the source what became of it and why. */

export const NO_CHOICES: BlockChoices = { heads: {}, uses: {}, blocks: null };
/** Characters of a cell that a line shows. */
const SHOWN = 160;

/** `grade` of the plan it is read for: of tables for several grades its own is taken. */
export function recognise(
  source: PlanSource,
  context: { types: readonly ControlType[]; grade: number | null },
  choices: BlockChoices = NO_CHOICES,
): Recognised {
  const grids = source.sheets.map(planGrid);
  const blocks = blocksOf(grids, choices);
  const chosen = chosenBlocks(blocks, context.grade, choices.blocks);
  const rows: RecognisedRow[] = [];
  const lines: SourceLine[] = [];
  const notes = [...source.notes];
  let stated: number | null = null;
  const dates = { read: 0, odd: 0 };
  for (const [sheet, grid] of grids.entries()) {
    const own = blocks.filter((block) => block.sheet === sheet);
    const line = (row: number, fate: Fate, why: string): SourceLine => ({
      ...{ place: grid.place(row), fate, why, rows: [], doubts: [] },
      cells: Array.from({ length: grid.width }, (_, at) => oneLine(grid.own(row, at)).slice(0, SHOWN)),
    });
    let next = 0;
    for (const block of own) {
      const taken = chosen.includes(block.key);
      for (let row = next; row < block.head.row; row += 1) {
        if (!grid.filled(row)) continue;
        // A section or a quarter may be named right above the head.
        const text = oneLine(grid.own(row, 0) || grid.own(row, 1));
        const section = taken && row >= block.head.row - 4 && isSection(text) && !hasMore(grid, row);
        if (section) rows.push(sectionRow(text));
        lines.push(
          section
            ? { ...line(row, 'section', 'Раздел над заголовком таблицы.'), rows: [rows.length - 1] }
            : line(row, 'title', 'Стоит над таблицей.'),
        );
      }
      for (let row = block.head.row; row < block.from; row += 1)
        if (grid.filled(row)) lines.push(line(row, 'head', 'Заголовок таблицы.'));
      if (taken) {
        const read = readBlock(grid, block, context.types, rows.length);
        rows.push(...read.rows);
        for (const one of read.lines)
          lines.push({ ...line(one.row, one.fate, one.why), rows: one.rows, doubts: one.doubts });
        stated = read.stated === null ? stated : (stated ?? 0) + read.stated;
        dates.read += read.dates.read;
        dates.odd += read.dates.odd;
      } else
        for (let row = block.from; row < block.until; row += 1)
          if (grid.filled(row)) lines.push(line(row, 'other', `Таблица «${block.title}» не выбрана.`));
      next = block.until;
    }
    for (let row = next; row < grid.height; row += 1)
      if (grid.filled(row))
        lines.push(
          line(
            row,
            own.length === 0 ? 'other' : 'title',
            own.length === 0 ? 'На листе не найден план.' : 'Стоит после таблицы.',
          ),
        );
  }
  if (rows.length > PLAN_ROWS) {
    notes.push(`В плане может быть не больше ${PLAN_ROWS} строк: остальные не перенесены.`);
    for (const one of lines)
      if (one.rows.some((at) => at >= PLAN_ROWS)) {
        one.fate = 'out';
        one.why = `Строк больше ${PLAN_ROWS}.`;
        one.rows = one.rows.filter((at) => at < PLAN_ROWS);
      }
    rows.length = PLAN_ROWS;
  }
  for (const { at, doubt } of sectionSums(rows)) lines.find((line) => line.rows.includes(at))?.doubts.push(doubt);
  const counts = {
    lesson: 0,
    section: 0,
    joined: 0,
    total: 0,
    head: 0,
    title: 0,
    other: 0,
    out: 0,
    read: 0,
    doubts: 0,
  };
  for (const { fate, doubts } of lines) {
    counts.read += 1;
    counts[fate] += 1;
    if (doubts.length > 0) counts.doubts += 1;
  }
  const hours = rows.reduce((all, row) => all + row.hours, 0);
  return { blocks, chosen, rows, lines, notes, counts, hours, stated, dates };
}

const hasMore = (grid: { width: number; own(row: number, column: number): string }, row: number): boolean =>
  Array.from({ length: grid.width }, (_, at) => grid.own(row, at)).filter((text) => text !== '').length > 1;
