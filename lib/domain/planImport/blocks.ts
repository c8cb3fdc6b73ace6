import type { ColumnUse } from '#lib/domain/planImport/columns.ts';
import { type Head, headAt, headless, sameHead, wholeHead } from '#lib/domain/planImport/heads.ts';
import { oneLine, type PlanGrid } from '#lib/domain/planImport/source.ts';
import { hoursOf, isTotal, lessonNumbers } from '#lib/domain/planImport/words.ts';

/** A table of a source that looks like a plan: from its head to the next table's. A programme of work holds one for each grade,
 *  a plan may be cut into one for each quarter. */
export type Block = {
  /** «0:12»: sheet and the row of its head; the same at each reading. */
  key: string;
  sheet: number;
  head: Head;
  /** Rows after the head, up to and without `until`. */
  from: number;
  until: number;
  /** What stands above it, or the sheet's name. */
  title: string;
  grade: number | null;
  /** Lesson by lesson, or hours of whole topics. */
  kind: 'lessons' | 'themes';
  /** Rows with a topic. */
  size: number;
};
export type BlockChoices = {
  /** The row of the head by sheet, as a person has said. */
  heads: Readonly<Record<number, number>>;
  /** What a column is for, by «block/column». */
  uses: Readonly<Record<string, ColumnUse>>;
  /** Blocks that are taken; null: those that belong together by themselves. */
  blocks: readonly string[] | null;
};

const GRADE =
  /(?<!\d)(1[01]|[1-9])\s*[-–]?\s*(?:й|х|ый|ий|го|м)?\s*(?:[«"]?\p{L}?[»"]?\s*)(?:класс|кл\.|кл(?!\p{L})|клас(?!\p{L}))/iu;
/** How far above a head its title is looked for. */
const ABOVE = 12;

export function blocksOf(grids: readonly PlanGrid[], choices: BlockChoices): Block[] {
  const blocks = grids.flatMap((grid, sheet) => sheetBlocks(grid, sheet, choices));
  if (blocks.length > 0) return blocks;
  return grids.flatMap((grid, sheet) => {
    const head = headless(grid);
    return head ? [blockOf(grid, sheet, head, grid.height, 0, choices)] : [];
  });
}

function sheetBlocks(grid: PlanGrid, sheet: number, choices: BlockChoices): Block[] {
  const forced = choices.heads[sheet];
  if (forced !== undefined && forced < grid.height)
    return [blockOf(grid, sheet, wholeHead(grid, forced), grid.height, 0, choices)];
  const heads: Head[] = [];
  for (let row = 0; row < grid.height; row += 1) {
    const head = headAt(grid, row);
    if (!head) continue;
    const last = heads.at(-1);
    const anew = !last || !sameHead(last, head) || changesGrade(grid, last.row + last.rows, row);
    if (anew) heads.push(head);
    row += head.rows - 1;
  }
  return heads
    .map((head, at) => {
      const before = heads[at - 1];
      const next = heads[at + 1];
      const until = next ? titlesFrom(grid, next.row, head.row + head.rows) : grid.height;
      return blockOf(grid, sheet, head, until, before ? before.row + before.rows : 0, choices);
    })
    .filter((block) => block.size > 0);
}

/** Where the titles above a head begin: rows of one text, which are no sections of the table before. */
function titlesFrom(grid: PlanGrid, head: number, from: number): number {
  let row = head;
  while (row > from && row > head - ABOVE) {
    const words = Array.from({ length: grid.width }, (_, column) => grid.own(row - 1, column)).filter(Boolean);
    if (words.length > 1) break;
    row -= 1;
  }
  return row;
}

function changesGrade(grid: PlanGrid, from: number, row: number): boolean {
  for (let at = row - 1; at >= Math.max(from, row - ABOVE); at -= 1) {
    const text = oneLine(grid.own(at, 0));
    // Within a sheet a section may speak of a grade: there only «6 КЛАСС» by itself begins another plan.
    if (grid.loose(at) ? GRADE.test(text) : /^(?:1[01]|[1-9])\s+класс$/iu.test(text)) return true;
  }
  return false;
}

function blockOf(
  grid: PlanGrid,
  sheet: number,
  found: Head,
  until: number,
  above: number,
  choices: BlockChoices,
): Block {
  const key = `${sheet}:${found.row}`;
  const head = {
    ...found,
    columns: found.columns.map((column) => ({ ...column, use: choices.uses[`${key}/${column.at}`] ?? column.use })),
  };
  const from = found.row + found.rows;
  const titles: string[] = [];
  for (let at = found.row - 1; at >= Math.max(above, found.row - ABOVE) && titles.length < 4; at -= 1) {
    const words = Array.from({ length: grid.width }, (_, column) => grid.own(at, column)).filter((text) => text !== '');
    if (words.length > 2) break;
    if (words.length > 0) titles.unshift(oneLine(words.join(' ')));
  }
  const grade =
    [...titles]
      .reverse()
      .map(gradeOf)
      .find((one) => one !== null) ?? gradeOf(grid.name);
  const column = (use: ColumnUse): number => head.columns.find((one) => one.use === use)?.at ?? -1;
  const [topic, hours, number] = [column('topic'), column('hours'), column('number')];
  let size = 0;
  let long = 0;
  let plain = 0;
  for (let row = from; row < until; row += 1) {
    if (grid.loose(row) || topic < 0 || grid.text(row, topic) === '' || isTotal(grid.text(row, topic))) continue;
    size += 1;
    if (hours >= 0 && (hoursOf(grid.own(row, hours))?.hours ?? 1) > 2) long += 1;
    if (number >= 0 && (lessonNumbers(grid.own(row, number))?.first ?? null) !== null) plain += 1;
  }
  const themes = size > 0 && long * 2 > size && plain * 2 < size;
  const title = titles.at(-1) ?? (grid.name === '' ? 'Таблица' : grid.name);
  return {
    key,
    sheet,
    head,
    from,
    until,
    title: title.slice(0, 120),
    grade,
    kind: themes ? 'themes' : 'lessons',
    size,
  };
}
const gradeOf = (text: string): number | null => {
  const found = GRADE.exec(text);
  return found ? Number(found[1]) : null;
};

/** The tables that make the plan: lesson by lesson rather than by topics, of this grade rather than of others, and all that are
 *  of one kind: quarters, sheets. */
export function chosenBlocks(blocks: readonly Block[], grade: number | null, said: readonly string[] | null): string[] {
  if (said) return blocks.filter((block) => said.includes(block.key)).map((block) => block.key);
  const kind = blocks.some((block) => block.kind === 'lessons') ? 'lessons' : 'themes';
  const ofKind = blocks.filter((block) => block.kind === kind);
  const grades = new Set(ofKind.map((block) => block.grade).filter((one) => one !== null));
  const wanted = grade !== null && grades.has(grade) ? grade : [...grades][0];
  const ofGrade = grades.size > 1 ? ofKind.filter((block) => block.grade === wanted) : ofKind;
  // Tables of one plan have columns alike; a table of books or of marks beside it has others.
  const main = [...ofGrade].sort((a, b) => b.size - a.size)[0];
  const uses = (block: Block): string =>
    ['number', 'hours'].filter((use) => block.head.columns.some((column) => column.use === use)).join();
  return ofGrade.filter((block) => main && uses(block) === uses(main)).map((block) => block.key);
}
