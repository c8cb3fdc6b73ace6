import { LESSON_KIND_LABELS, LESSON_KINDS, type LessonKind } from '#lib/domain/lessons.ts';
import { parseTable } from '#lib/domain/pasteMarks.ts';
import { PLAN_CELL, PLAN_FIELD_LABELS, PLAN_HOURS, type PlanField, type PlanText } from '#lib/domain/plans/rows.ts';

/** What Excel, Word and other tables put on the clipboard, read as rows of a plan. Nothing is left out silently. */

export type PastedCell = { text: string; colspan: number; rowspan: number };
/** `section`: one cell stands across the table, so it names a section. */
export type PastedRow = { cells: string[]; section: boolean };

const tidy = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

/** Merged cells to a plain grid: what is merged stands in its first cell, the others are empty (hours would double). */
export function unmerged(table: readonly (readonly PastedCell[])[]): PastedRow[] {
  /** Rows that a cell from above still takes, by column. */
  const taken: number[] = [];
  const rows = table.map((line) => {
    const cells: string[] = [];
    let column = 0;
    const skip = () => {
      while ((taken[column] ?? 0) > 0) {
        taken[column] = (taken[column] ?? 0) - 1;
        cells[column] = '';
        column += 1;
      }
    };
    let widest = 0;
    for (const cell of line) {
      skip();
      widest = Math.max(widest, cell.colspan);
      for (let i = 0; i < cell.colspan; i += 1) {
        cells[column] = i === 0 ? tidy(cell.text) : '';
        if (cell.rowspan > 1) taken[column] = cell.rowspan - 1;
        column += 1;
      }
    }
    skip();
    return { cells, widest };
  });
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;
  const lists = rows.filter(({ cells }) => filled(cells) > 1).length;
  return rows
    .map(({ cells, widest }) => {
      const full = Array.from({ length: width }, (_, i) => cells[i] ?? '');
      const alone = filled(full) === 1 && /\p{L}{2}/u.test(full.join(''));
      const across = widest > 1 && widest >= width - 1;
      return { cells: full, section: width > 2 && alone && (across || lists * 2 >= rows.length) };
    })
    .filter(({ cells }) => filled(cells) > 0);
}

/** Copied text: tabs part cells; without a tab every line is one cell. */
export function pastedText(text: string): PastedRow[] {
  const lines = text.includes('\t')
    ? parseTable(text)
    : text
        .replace(/\r\n?/g, '\n')
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => [line]);
  return unmerged(lines.map((line) => line.map((cell) => ({ text: cell, colspan: 1, rowspan: 1 }))));
}

const HEADERS: [RegExp, PlanField | 'number'][] = [
  [/^(№|n|номер)/i, 'number'],
  [/(кол(-|ичест)\S*\s*час|^час|^ч$|^кол)/i, 'hours'],
  [/(домашн|^дз$|^д\/з)/i, 'homework'],
  [/(тип|вид)\s+(урока|занят)/i, 'type'],
  [/контрол/i, 'control'],
  [/(эор|цор|ресурс)/i, 'resources'],
  [/(результат|планируем)/i, 'results'],
  [/корректир/i, 'correction'],
  [/примеч/i, 'note'],
  [/(тема|содержан|наименован)/i, 'topic'],
];
const headerOf = (text: string): PlanField | 'number' | null => HEADERS.find(([sign]) => sign.test(text))?.[1] ?? null;

const KINDS: [RegExp, LessonKind][] = [
  [/лаборат/i, 'laboratory'],
  [/практич/i, 'practical'],
  [/контрол|провер/i, 'control'],
  [/комбинир/i, 'combined'],
  [/обобщ|повтор/i, 'review'],
  [/закреп|трениров/i, 'practice'],
  [/экскурс/i, 'excursion'],
  [/внеуроч/i, 'extra'],
  [/изучен|нов|открыт/i, 'new'],
];
export function lessonKindOf(text: string): LessonKind | null {
  const exact = LESSON_KINDS.find((kind) => LESSON_KIND_LABELS[kind].toLowerCase() === text.toLowerCase());
  return exact ?? KINDS.find(([sign]) => sign.test(text))?.[1] ?? null;
}

type WorkWord = { id: number; name: string; short: string };
const bare = (text: string): string => text.toLowerCase().replace(/[\s./«»"№\d-]+/g, '');
export function controlOf(text: string, works: readonly WorkWord[]): number | null {
  const wanted = bare(text);
  if (wanted === '') return null;
  const same = works.find((work) => bare(work.name) === wanted || bare(work.short) === wanted);
  return (same ?? works.find((work) => wanted.startsWith(bare(work.name)) && bare(work.name) !== ''))?.id ?? null;
}

export function hoursOf(text: string): number | null {
  const match = /^(\d{1,2})\s*(ч|час|часа|часов)?\.?$/i.exec(text.trim());
  const hours = match ? Number(match[1]) : Number.NaN;
  return hours >= 0 && hours <= PLAN_HOURS ? hours : null;
}

export type PasteRow = {
  kind: 'section' | 'lesson';
  texts: Partial<Record<PlanText, string>>;
  hours?: number;
  type?: LessonKind | null;
  control?: number | null;
};
export type Paste = {
  rows: PasteRow[];
  /** Columns in their order; null: left out, because no column of the plan stands there. */
  fields: (PlanField | null)[];
  /** What could not be taken over, as sentences. */
  left: string[];
};

/** Which column of the table goes where: by its heading, or one after another from the selected cell on. */
function fieldsOf(
  rows: readonly PastedRow[],
  from: readonly PlanField[],
): { fields: (PlanField | null)[]; head: boolean } {
  const [first] = rows;
  if (!first) return { fields: [], head: false };
  const named = first.cells.map((cell) => (cell.length <= 60 ? headerOf(cell) : null));
  if (rows.length > 1 && named.filter((name) => name !== null).length >= 2 && named.includes('topic')) {
    const fields = named.map((name, i) =>
      name === null || name === 'number' || named.indexOf(name) !== i ? null : name,
    );
    return { fields, head: true };
  }
  const numbered =
    first.cells.length > 1 &&
    from[0] === 'topic' &&
    rows.every(({ cells, section }) => section || /^\d{0,3}([–-]\d{1,3})?\.?$/.test(cells[0] ?? ''));
  const skip = numbered ? 1 : 0;
  return { fields: first.cells.map((_, i) => (i < skip ? null : (from[i - skip] ?? null))), head: false };
}

/** `from`: the columns shown, from the selected one on. */
export function readPaste(rows: readonly PastedRow[], from: readonly PlanField[], works: readonly WorkWord[]): Paste {
  const { fields, head } = fieldsOf(rows, from);
  const left: string[] = [];
  const skipped = new Set<number>();
  const body = head ? rows.slice(1) : rows;
  const result = body.map((row, index): PasteRow => {
    if (row.section && from[0] === 'topic')
      return { kind: 'section', texts: { topic: row.cells.find((cell) => cell !== '')?.slice(0, PLAN_CELL) ?? '' } };
    const read: PasteRow = { kind: 'lesson', texts: {} };
    row.cells.forEach((cell, column) => {
      const field = fields[column] ?? null;
      if (field === null) {
        if (cell !== '') skipped.add(column);
        return;
      }
      const where = `Строка ${index + 1}, «${PLAN_FIELD_LABELS[field]}»`;
      if (field === 'hours') {
        const hours = hoursOf(cell);
        if (hours !== null) read.hours = hours;
        else if (cell !== '') left.push(`${where}: «${cell}» — не число часов.`);
      } else if (field === 'type') {
        const type = lessonKindOf(cell);
        if (type !== null || cell === '') read.type = type;
        else left.push(`${where}: «${cell}» — такого типа нет.`);
      } else if (field === 'control') {
        const control = controlOf(cell, works);
        if (control !== null || /^[\s—–-]*$/.test(cell)) read.control = control;
        else left.push(`${where}: «${cell}» — такого вида работы нет в справочнике.`);
      } else {
        const text = field === 'resources' || field === 'results' ? cell : cell.replace(/\n/g, ' ');
        if (text.length > PLAN_CELL) left.push(`${where}: взяты первые ${PLAN_CELL} знаков.`);
        read.texts[field] = text.slice(0, PLAN_CELL);
      }
    });
    return read;
  });
  for (const column of skipped) {
    const name = head ? rows[0]?.cells[column] : undefined;
    const numbers = body.every(({ cells, section }) => section || /^[\d–.-]*$/.test(cells[column] ?? ''));
    if (column > 0 || !numbers)
      left.push(name ? `Столбец «${name}» не вставлен.` : `Столбец ${column + 1} не вставлен.`);
  }
  return { rows: result, fields, left };
}
