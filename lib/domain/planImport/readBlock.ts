import type { Block } from '#lib/domain/planImport/blocks.ts';
import type { ColumnUse } from '#lib/domain/planImport/columns.ts';
import type { ControlType } from '#lib/domain/planImport/controls.ts';
import { sameHead, wholeHead } from '#lib/domain/planImport/heads.ts';
import { type LessonCells, lessonRow } from '#lib/domain/planImport/lessonRow.ts';
import { type Fate, type RecognisedRow, sectionRow } from '#lib/domain/planImport/recognised.ts';
import { oneLine, type PlanGrid } from '#lib/domain/planImport/source.ts';
import {
  hoursOf,
  isSection,
  isTotal,
  lessonNumbers,
  sectionInTopic,
  statedHours,
  totalHours,
} from '#lib/domain/planImport/words.ts';
import { SECTION_SIGN } from '#lib/domain/plans/planSheet.ts';
import { PLAN_CELL } from '#lib/domain/plans/rows.ts';

/** One table of a source, row by row. */

type BlockLine = { row: number; fate: Fate; why: string; rows: number[]; doubts: string[] };
type BlockRead = {
  rows: RecognisedRow[];
  lines: BlockLine[];
  /** Hours of the table's last total, when it is of the whole. */
  stated: number | null;
  dates: { read: number; odd: number };
};
const HOURS: readonly ColumnUse[] = ['hours', 'hoursControl', 'hoursPractical', 'hoursLab'];
const JOINING: readonly ColumnUse[] = ['homework', 'resources', 'results', 'note'];

/** `base`: rows of the plan that stand before. */
export function readBlock(grid: PlanGrid, block: Block, types: readonly ControlType[], base: number): BlockRead {
  const { columns } = block.head;
  const rows: RecognisedRow[] = [];
  const lines: BlockLine[] = [];
  const dates = { read: 0, odd: 0 };
  let section = '';
  let expected: number | null = null;
  let tableWidth: number | null = null;
  let table = -1;
  let strange = false;
  let stated: number | null = null;

  /** «Раздел. Тема урока»: a head that says that both stand in one cell. */
  const sectionedHead = columns.some(({ use, head }) => use === 'topic' && /раздел|розділ|глава/iu.test(head));
  const at = (use: ColumnUse): number => columns.find((column) => column.use === use)?.at ?? -1;
  const topicAt = at('topic');
  const purposeAt = (column: number): ColumnUse => columns[column]?.use ?? 'none';
  /** A merge that covers the topic and more: its words are a heading over the row, no cell of theirs. */
  const wide = (row: number): boolean => {
    const { left, right } = topicAt < 0 ? { left: 0, right: 0 } : grid.span(row, topicAt);
    return right > left && columns.slice(left, right + 1).some((column) => column.use !== 'topic');
  };
  const numberOf = (row: number): string => (at('number') < 0 || wide(row) ? '' : grid.text(row, at('number')));
  const numbers = Array.from({ length: block.until - block.from }, (_, n) => block.from + n).filter(
    (row) => !grid.loose(row) && topicAt >= 0 && grid.own(row, topicAt) !== '' && !wide(row),
  );
  const share = (fits: (row: number) => boolean): number =>
    numbers.length === 0 ? 0 : numbers.filter(fits).length / numbers.length;
  const numbered = share((row) => lessonNumbers(numberOf(row)) !== null) >= 0.5;
  const timed = at('hours') >= 0 && share((row) => hoursOf(grid.text(row, at('hours'))) !== null) >= 0.7;

  const tell = (row: number, fate: Fate, why: string, put: RecognisedRow[] = [], doubts: string[] = []): void => {
    const first = base + rows.length;
    rows.push(...put);
    lines.push({ row, fate, why, rows: put.map((_, n) => first + n), doubts });
  };
  const putSection = (row: number, text: string, why: string, more: Partial<RecognisedRow> = {}): void => {
    section = oneLine(text);
    const cut = text.length > PLAN_CELL ? ['Название раздела обрезано.'] : [];
    tell(row, 'section', why, [{ ...sectionRow(text.slice(0, PLAN_CELL)), ...more }], cut);
  };
  /** A row broken by the end of a page: its words belong to the lesson above. */
  const join = (row: number, use: ColumnUse, text: string): boolean => {
    const last = rows.at(-1);
    const line = [...lines].reverse().find((one) => one.rows.length > 0);
    if (last?.kind !== 'lesson' || !line) return false;
    const field = use === 'homework' || use === 'resources' || use === 'results' || use === 'note' ? use : 'topic';
    last[field] = `${last[field]}${last[field] === '' ? '' : field === 'topic' ? ' ' : '\n'}${text}`.slice(
      0,
      PLAN_CELL,
    );
    tell(row, 'joined', 'Продолжение предыдущей строки.', [], ['Дописана к уроку выше: проверьте.']);
    return true;
  };

  for (let row = block.from; row < block.until; row += 1) {
    const filled = columns.filter((column) => grid.own(row, column.at) !== '').map((column) => column.at);
    const beyond = filled.length === 0;
    if (beyond) continue;
    const words = filled.map((column) => grid.own(row, column));
    const first = words[0] ?? '';
    if (grid.loose(row)) {
      if (isTotal(first)) tell(row, 'total', 'Итог под таблицей.');
      else if (isSection(first) && first.length <= 200) putSection(row, first, 'Раздел между таблицами.');
      else tell(row, 'title', 'Текст между таблицами или после них.');
      continue;
    }
    if (grid.table(row) !== table) {
      table = grid.table(row);
      tableWidth ??= grid.tableWidth(row);
      strange = grid.tableWidth(row) !== tableWidth && !sameStart(grid, block, row);
    }
    if (strange) {
      tell(row, 'other', 'Другая таблица, без заголовка плана.');
      continue;
    }
    if (sameStart(grid, block, row)) {
      for (let n = 0; n < block.head.rows; n += 1) if (grid.filled(row + n)) tell(row + n, 'head', 'Повтор заголовка.');
      row += Math.max(0, block.head.rows - 1);
      continue;
    }
    if (row <= block.from + 1 && words.length >= 3 && words.every((text, n) => Number(text) === Number(first) + n)) {
      tell(row, 'head', 'Номера столбцов.');
      continue;
    }
    const number = numberOf(row);
    const counted = lessonNumbers(number);
    const topic = topicAt < 0 ? '' : grid.text(row, topicAt);
    const figures = filled.filter(
      (column) => HOURS.includes(purposeAt(column)) && hoursOf(grid.own(row, column)) !== null,
    );
    const told = filled.filter((column) => !figures.includes(column));
    const heading = wide(row) ? topic : told.length === 1 ? grid.own(row, told[0] ?? 0) : '';

    const sum = figures[0] === undefined ? totalHours(words.join(' ')) : Number(hoursText(grid.own(row, figures[0])));
    // A heading over the whole row that tells no number is a section, whatever it begins with.
    if (!counted && (isTotal(topic) || isTotal(first)) && (sum !== null || !wide(row))) {
      tell(row, 'total', 'Итог: считается по строкам.', [], totalDoubts(sum, first, topic));
      continue;
    }
    if (oneLine(number).toLowerCase() === SECTION_SIGN.toLowerCase() && !wide(row)) {
      const { row: fields } = lessonRow(grid, row, columns, types, { timed, topic });
      putSection(row, topic, 'Раздел.', { ...fields, kind: 'section', hours: 0, type: null, control: null });
      continue;
    }
    if (heading !== '' && !counted) {
      const place = purposeAt(told[0] ?? 0);
      const alone = told.length === 1 && !wide(row);
      if (!alone || place === 'number' || place === 'section') {
        putSection(row, heading, 'Текст на всю строку.');
        continue;
      }
      if (place === 'topic') {
        const begins = isSection(heading) || statedHours(heading) !== null;
        if (!begins && figures.length === 0 && /^\p{Ll}/u.test(heading) && join(row, 'topic', heading)) continue;
        const untold = figures.length === 0;
        if (begins || (untold ? numbered || timed : numbered && holdsBelow(row))) {
          putSection(row, heading, begins ? 'Начинается как раздел.' : numbered ? 'Без номера урока.' : 'Без часов.');
          continue;
        }
      } else if (JOINING.includes(place) && join(row, place, heading)) continue;
      else if (isSection(heading) || filled[0] === told[0]) {
        putSection(row, heading, 'Текст на всю строку.');
        continue;
      }
    }
    if (topic === '' && told.every((column) => ['number', 'date', 'fact', 'none'].includes(purposeAt(column)))) {
      if (figures.length === 0 || !counted) {
        tell(row, 'out', counted ? 'Есть номер, но нет темы.' : 'Нет ни темы, ни номера урока.');
        continue;
      }
    }
    // A lesson. Its section may stand in a column of its own, or before the topic in the same cell.
    const put: RecognisedRow[] = [];
    const named = at('section') < 0 ? '' : oneLine(grid.text(row, at('section')));
    if (named !== '' && named !== section) {
      section = named;
      put.push(sectionRow(named.slice(0, PLAN_CELL)));
    }
    const both = sectionedHead ? sectionInTopic(topic) : null;
    if (both) {
      section = oneLine(both.section);
      put.push(sectionRow(section.slice(0, PLAN_CELL)));
    }
    const cells: LessonCells = lessonRow(grid, row, columns, types, { timed, topic: both?.topic ?? topic });
    const doubts = [...cells.doubts];
    if (!sectionedHead && sectionInTopic(topic)) doubts.push('Похоже, в ячейке и раздел, и тема: они не разделены.');
    if (both) doubts.push('Раздел и тема стояли в одной ячейке: разделены.');
    if (cells.row.topic === '') doubts.push('Нет темы: впишите её.');
    if (numbered && !counted) doubts.push('Нет номера урока.');
    if (counted?.first !== null && counted?.first !== undefined) {
      if (expected !== null && counted.first !== expected && counted.first !== 1)
        doubts.push(`После № ${expected - 1} стоит № ${counted.first}.`);
      expected = (counted.last ?? counted.first) + 1;
    } else if (counted) expected = null;
    dates.read += cells.row.dates.length + cells.row.facts.length > 0 ? 1 : 0;
    dates.odd += cells.oddDates ? 1 : 0;
    put.push(cells.row);
    tell(row, 'lesson', put.length > 1 ? 'Урок и его раздел.' : '', put, doubts);
  }

  /** Whether the hours of a row without a number are the sum of the lessons below it: the hours of a section. */
  function holdsBelow(row: number): boolean {
    const hours = hoursOf(grid.own(row, at('hours')))?.hours ?? null;
    let sum = 0;
    for (let below = row + 1; below < block.until && lessonNumbers(numberOf(below)) !== null; below += 1)
      sum += hoursOf(grid.text(below, at('hours')))?.hours ?? 1;
    return hours !== null && sum === hours;
  }
  function totalDoubts(hours: number | null, first: string, topic: string): string[] {
    if (hours === null) return [];
    const whole = /общ|программ|год|курс/iu.test(`${first} ${topic}`);
    let from = 0;
    if (!whole) for (const [n, one] of rows.entries()) if (one.kind === 'section') from = n;
    const sum = rows.slice(from).reduce((all, one) => all + one.hours, 0);
    const all = rows.reduce((both, one) => both + one.hours, 0);
    stated = whole || hours === all ? hours : stated;
    return hours === sum || hours === all ? [] : [`В источнике ${hours} ч, по строкам ${whole ? all : sum} ч.`];
  }
  return { rows, lines, stated, dates };
}

const hoursText = (text: string): string => /\d{1,4}/.exec(text)?.[0] ?? '0';
/** Whether the block's own head begins again in this row, as it does on each page. */
function sameStart(grid: PlanGrid, block: Block, row: number): boolean {
  const topic = topicOf(block);
  if (block.head.rows === 0 || grid.own(row, topic) === '') return false;
  return (
    oneLine(grid.own(row, topic)) === oneLine(grid.text(block.head.row, topic)) &&
    sameHead(wholeHead(grid, row), block.head)
  );
}
const topicOf = (block: Block): number => block.head.columns.find((column) => column.use === 'topic')?.at ?? 0;
