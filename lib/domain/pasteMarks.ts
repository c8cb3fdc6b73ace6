import type { Wanted } from '#lib/domain/bulkMarks.ts';
import { POINT } from '#lib/domain/marks.ts';

/** What Excel, LibreOffice and Google Sheets put on the clipboard, read as marks of a class. */

/** Rows and cells of copied text: tabs, or «;» where there is no tab; a cell in quotes may hold both and new lines. */
export function parseTable(text: string): string[][] {
  const comma = text.includes('\t') ? '\t' : ';';
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.replaceAll('\u00a0', ' ').trim());
    cell = '';
  };
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let i = 0; i < source.length; i += 1) {
    const sign = source.charAt(i);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(i + 1) === '"') {
        cell += sign;
        i += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === comma) endCell();
    else if (sign === '\n') {
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  return rows;
}

/** Letters of absence as schools write them. A reason is the homeroom teacher's: pasted, it is an absence. */
const ABSENT = new Set(['н', 'нб', 'уп', 'нп', 'б']);
/** Latin look-alikes: half of the tables in a school are typed in the wrong layout. */
const LOOKS_LIKE: Record<string, string> = { h: 'н', o: 'о', y: 'н', j: 'о' };

/** «5», «5/4», «н», «О», «.», «н 4», «5,0»; null: the cell is empty; «wrong»: it is no value of a journal. */
export function parseValue(text: string): Wanted | 'wrong' | null {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  const [, letters = '', rest = plain] = /^([a-zа-яё]+)[\s/]*(.*)$/.exec(plain) ?? [];
  const word = LOOKS_LIKE[letters] ?? letters;
  const code = word === '' ? null : ABSENT.has(word) ? 'absent' : word === 'о' || word === 'оп' ? 'late' : 'wrong';
  const marks = rest === '' ? null : parseMarks(rest);
  if (code === 'wrong' || marks === 'wrong' || (code === null && marks === null)) return 'wrong';
  return { marks, code };
}

function parseMarks(text: string): [number, number | null] | 'wrong' {
  // A spreadsheet with decimals shows a five as «5,00».
  const values = text.split(/\s*[/\\]\s*/).map((part) => {
    const [digit] = /^[1-5](?=[.,]0+$|$)/.exec(part) ?? [];
    return digit ? Number(digit) : /^[.,•·]$/.test(part) ? POINT : null;
  });
  const [first = null, second = null] = values;
  return first === null || values.length > 2 || values.includes(null) ? 'wrong' : [first, second];
}

const tokensOf = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s*[-–—]\s*/g, '-')
    .split(/[\s.,]+/)
    .filter(Boolean);

const initialOf = (a: string, b: string): boolean =>
  (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
/** The surname whole; after it a first name whole or its initial, as far as both have one. */
function fits(asked: readonly string[], student: readonly string[]): boolean {
  const known = Math.min(asked.length, student.length);
  for (let i = 0; i < known; i += 1) {
    const [a = '', b = ''] = [asked[i], student[i]];
    if (a !== b && (i === 0 || !initialOf(a, b))) return false;
  }
  return known > 0;
}

export type Match = { index: number } | { why: string };
/** Finds each name in the list. Equal surnames are told apart by first names and never guessed; two lines of one pupil
 *  contradict each other, so neither counts. */
export function matchNames(names: readonly string[], students: readonly string[]): Match[] {
  const known = students.map(tokensOf);
  const found = names.map((name): Match => {
    const asked = tokensOf(name);
    const fitting = known.flatMap((student, index) => (fits(asked, student) ? [index] : []));
    const whole = fitting.filter((index) => known[index]?.every((token, i) => asked[i] === token));
    const chosen = whole.length > 0 ? whole : fitting;
    const [index] = chosen;
    if (index === undefined) return { why: 'нет в списке' };
    return chosen.length > 1 ? { why: 'несколько учеников с такой фамилией' } : { index };
  });
  const times = new Map<number, number>();
  for (const match of found) if ('index' in match) times.set(match.index, (times.get(match.index) ?? 0) + 1);
  return found.map((match) =>
    'index' in match && (times.get(match.index) ?? 0) > 1 ? { why: 'ученик назван дважды' } : match,
  );
}

const isName = (text: string): boolean => /^[а-яё][а-яё'’-]+(?:[\s.]|$)/i.test(text) && parseValue(text) === 'wrong';
const isHeading = (text: string): boolean => /^(?:№|n|фио|ф\.\s*и|фамили|ученик|учащи|список)/i.test(text);

export type PasteLine = { label: string; match: Match; cells: string[] };
export type Paste = { by: 'order' | 'name'; lines: PasteLine[] };

/** Reads copied cells against the list of students (its order is the grid's). Lines with surnames go to their students,
 *  others to the rows from `from` downwards. */
export function readPaste(text: string, students: readonly string[], from: number): Paste {
  const table = parseTable(text);
  const column = nameColumn(table);
  if (column === null)
    return {
      by: 'order',
      lines: table.map((cells, i) => {
        const index = from + i;
        const match = index < students.length ? { index } : { why: 'ниже последнего ученика' };
        return { label: `строка ${i + 1}`, match, cells };
      }),
    };
  const named = table.filter((cells) => cells.some(Boolean) && !isHeading(cells[column] || cells[0] || ''));
  const names = named.map((cells) => cells[column] ?? '');
  const matches = matchNames(names, students);
  return {
    by: 'name',
    lines: named.map((cells, i) => {
      const label = names[i] || 'без фамилии';
      return { label, match: matches[i] ?? { why: 'нет в списке' }, cells: cells.slice(column + 1) };
    }),
  };
}

/** The column of surnames: the first, or the second after a column of numbers; null when there is none. */
function nameColumn(table: readonly string[][]): number | null {
  for (const column of [0, 1]) {
    const filled = table.map((cells) => cells[column] ?? '').filter((text) => text !== '' && !isHeading(text));
    const names = filled.filter(isName).length;
    if (names > 0 && names * 2 > filled.length) return column;
    if (!filled.every((text) => /^\d+\.?$/.test(text))) return null;
  }
  return null;
}
