import { type ColumnUse, columnUse, headKey, isSubHead, topicRank } from '#lib/domain/planImport/columns.ts';
import type { PlanGrid } from '#lib/domain/planImport/source.ts';
import { datesOf, hoursOf, lessonNumbers } from '#lib/domain/planImport/words.ts';

/** Finds where a table's head stands, how many rows it has, and what its columns are for. No place is known beforehand. */

export type PlanColumn = { at: number; head: string; use: ColumnUse };
export type Head = { row: number; rows: number; columns: PlanColumn[] };

/** Rows of data that are looked at to check a head, and rows a head may have. */
const SAMPLE = 40;
const HEAD_ROWS = 3;

/** The head that begins in this row; null when none does. */
export function headAt(grid: PlanGrid, row: number): Head | null {
  if (grid.loose(row)) return null;
  const heads = texts(grid, row);
  if (heads.every((text) => text === '') || heads.some((text) => /^\d+([.,]\d+)?$/.test(text))) return null;
  const uses = heads.map(columnUse);
  const known = new Set(uses.filter((use) => use !== null));
  const topics = known.has('topic') || known.has('section');
  if (!topics || known.size < 2) return null;
  // A row of a plan may speak of a topic and a control work too: a head has a word that only heads have.
  const sure = uses.some(
    (use, at) =>
      ['number', 'hours', 'date', 'fact', 'homework', 'resources', 'note'].includes(use ?? '') ||
      (use === 'topic' && topicRank(heads[at] ?? '') === 4),
  );
  return sure ? wholeHead(grid, row) : null;
}

/** The head that a person says begins in this row, whatever its words are. */
export function wholeHead(grid: PlanGrid, row: number): Head {
  let rows = 1;
  while (rows < HEAD_ROWS && isSubRow(grid, row, row + rows)) rows += 1;
  const top = texts(grid, row);
  const columns: PlanColumn[] = [];
  let parent = '';
  for (let at = 0; at < grid.width; at += 1) {
    const own = top[at] ?? '';
    const subs = Array.from({ length: rows - 1 }, (_, n) => grid.text(row + n + 1, at)).filter(
      (text, n, all) => text !== '' && text !== own && all.indexOf(text) === n,
    );
    if (own !== '') parent = own;
    const head = [...(own !== '' ? [own] : subs.length > 0 && parent !== '' ? [parent] : []), ...subs].join(' ');
    columns.push({
      at,
      head,
      use: columnUse(head) ?? (subs[0] ? columnUse(subs[0]) : null) ?? (head === '' ? 'none' : 'extra'),
    });
  }
  return { row, rows, columns: byContent(grid, row + rows, settled(columns)) };
}

const texts = (grid: PlanGrid, row: number): string[] =>
  Array.from({ length: grid.width }, (_, at) => (grid.span(row, at).top === row ? grid.text(row, at) : ''));

function isSubRow(grid: PlanGrid, head: number, row: number): boolean {
  if (row >= grid.height || grid.loose(row)) return false;
  const fresh = Array.from({ length: grid.width }, (_, at) => at).filter(
    (at) => grid.own(row, at) !== '' && grid.span(row, at).top > head,
  );
  return fresh.length > 0 && fresh.every((at) => isSubHead(grid.own(row, at)));
}

/** One column of topics: of several the surest, the others are sections or texts of their own. */
function settled(columns: readonly PlanColumn[]): PlanColumn[] {
  const ranked = columns.filter((column) => column.use === 'topic');
  const best = [...ranked].sort((a, b) => topicRank(b.head) - topicRank(a.head) || a.at - b.at)[0];
  // «Раздел» alone, with no column of topics: it is what the lessons are called.
  const only = best ? undefined : columns.find((column) => column.use === 'section');
  return columns.map((column) => {
    if (column === only) return { ...column, use: 'topic' };
    if (column.use !== 'topic' || !best || column.head === best.head) return column;
    return { ...column, use: column.at < best.at && topicRank(column.head) >= 2 ? 'section' : 'extra' };
  });
}

/** Looks at the rows below: a head with a column less than its rows is moved over, heads without words are told by content. */
function byContent(grid: PlanGrid, from: number, given: PlanColumn[]): PlanColumn[] {
  const until = Math.min(grid.height, from + SAMPLE);
  const values = (at: number): string[] => {
    const found: string[] = [];
    for (let row = from; row < until; row += 1)
      if (!grid.loose(row) && grid.own(row, at) !== '') found.push(grid.own(row, at));
    return found;
  };
  const mostly = (all: string[], fits: (text: string) => boolean): boolean =>
    all.length > 0 && all.filter(fits).length * 5 >= all.length * 3;
  const isNumber = (text: string): boolean => lessonNumbers(text) !== null;
  const topic = given.find((column) => column.use === 'topic');
  let columns = given;
  const numbered = given.some((column) => column.use === 'number');
  if (
    topic &&
    !numbered &&
    mostly(values(topic.at), isNumber) &&
    mostly(values(topic.at + 1), (text) => /\p{L}{2}/u.test(text))
  )
    columns = given.map(({ at }) => {
      if (at === topic.at) return { at, head: '', use: 'number' };
      const left = given[at > topic.at ? at - 1 : at];
      return { at, head: left?.head ?? '', use: left?.use ?? 'none' };
    });
  return columns.map((column, at) => {
    if (column.head !== '' || column.use !== 'none') {
      // «Практические работы» holds hours in one school and names of works in another.
      const hours = column.use === 'hoursControl' || column.use === 'hoursPractical' || column.use === 'hoursLab';
      return hours && mostly(values(at), (text) => hoursOf(text) === null) ? { ...column, use: 'control' } : column;
    }
    const own = values(at);
    if (own.length === 0) return column;
    const left = columns[at - 1];
    if (mostly(own, (text) => datesOf(text).dates.length > 0 && !datesOf(text).odd))
      return { ...column, head: left?.use === 'date' ? left.head : '', use: 'date' };
    if (!columns.some((other) => other.use === 'number') && mostly(own, isNumber) && at === 0)
      return { ...column, use: 'number' };
    return { ...column, use: 'extra' };
  });
}

/** A table without any head: numbers, the longest texts and small figures tell what its columns are. Null: no such table. */
export function headless(grid: PlanGrid): Head | null {
  const rows = Array.from({ length: Math.min(grid.height, SAMPLE) }, (_, row) => row).filter((row) => !grid.loose(row));
  const stats = Array.from({ length: grid.width }, (_, at) => {
    const own = rows.map((row) => grid.own(row, at)).filter((text) => text !== '');
    const share = (fits: (text: string) => boolean): number =>
      own.length === 0 ? 0 : own.filter(fits).length / own.length;
    return {
      at,
      filled: own.length,
      letters: own.reduce((all, text) => all + (/\p{L}{3}/u.test(text) ? text.length : 0), 0),
      number: share((text) => lessonNumbers(text) !== null),
      hours: share((text) => hoursOf(text) !== null),
      dates: share((text) => datesOf(text).dates.length > 0 && !datesOf(text).odd),
    };
  });
  const topic = [...stats].sort((a, b) => b.letters - a.letters)[0];
  if (!topic || topic.letters === 0 || topic.filled < 2) return null;
  const number = stats.find(({ at, number: share }) => at < topic.at && share > 0.8);
  const hours = stats.find(({ at, hours: share }) => at > topic.at && share > 0.8);
  if (!number && !hours && grid.width > 1) return null;
  const columns = stats.map(({ at, filled, dates }): PlanColumn => {
    const use = at === topic.at ? 'topic' : at === number?.at ? 'number' : at === hours?.at ? 'hours' : null;
    return { at, head: '', use: use ?? (dates > 0.6 ? 'date' : filled > 0 ? 'extra' : 'none') };
  });
  return { row: 0, rows: 0, columns };
}

/** Whether two heads say the same: a head repeated on each page, or of the next table of one plan. */
export const sameHead = (a: Head, b: Head): boolean =>
  a.columns.map((column) => headKey(column.head)).join('|') ===
  b.columns.map((column) => headKey(column.head)).join('|');
