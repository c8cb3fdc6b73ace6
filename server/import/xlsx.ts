import type { Merge, Sheet } from '#lib/domain/timetableImport/grid.ts';
import { AREA_LIMIT, CELL_LIMIT, ROW_LIMIT, Unreadable } from '#server/import/unreadable.ts';
import type { Archive } from '#server/import/unzip.ts';
import { readXml } from '#server/import/xml.ts';

/** Sheets of a workbook as texts. Only what a timetable or a plan needs is read: strings, merges, and which numbers are times or days. Formulas
 *  are not computed, their last result is taken; macros and pictures are not opened at all. `links`: the address a cell leads to
 *  stands behind its text, as in a document; nothing is fetched. */
export function readWorkbook(
  archive: Archive,
  step: (done: number, of: number) => void,
  { cell = CELL_TEXT, links = false }: { cell?: number; links?: boolean } = {},
): { sheets: Sheet[]; hidden: string[] } {
  const book = archive.read('xl/workbook.xml');
  if (!book) throw new Unreadable(otherOffice(archive));
  const targets = relations(archive);
  const listed: { name: string; path: string; hidden: boolean }[] = [];
  let since1904 = false;
  readXml(book, {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      const path = targets.get(attributes['id'] ?? '');
      if (name === 'sheet' && path)
        listed.push({ name: attributes['name'] ?? '', path, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  const texts: Texts = {
    ...{ strings: sharedStrings(archive, cell), formats: formatsOf(archive), since1904, cell },
    budget: { cells: CELL_LIMIT },
  };
  const seen = listed.filter((sheet) => !sheet.hidden);
  const sheets = seen.map(({ name, path }, at) => {
    const body = archive.read(path);
    const sheet = body
      ? readSheet(name, body, texts, links ? addresses(archive, path) : new Map())
      : { name, rows: [], merges: [] };
    step(at + 1, seen.length);
    return sheet;
  });
  return { sheets, hidden: listed.filter((sheet) => sheet.hidden).map((sheet) => sheet.name) };
}

/** What the cells of all sheets are read by. `cell`: characters of one that are kept. */
type Texts = {
  strings: string[];
  formats: ReadonlyMap<number, 'time' | 'date'>;
  since1904: boolean;
  cell: number;
  budget: { cells: number };
};
const CELL_TEXT = 1000;

function otherOffice(archive: Archive): string {
  if (archive.names.some((name) => name.startsWith('word/')))
    return 'Это документ Word: перенесите таблицу в Excel и сохраните как .xlsx.';
  if (archive.names.includes('content.xml'))
    return 'Это таблица OpenDocument: сохраните её как .xlsx («Файл → Сохранить как»).';
  if (archive.names.some((name) => name.endsWith('.bin') && name.startsWith('xl/')))
    return 'Это двоичная книга Excel: сохраните её как обычную .xlsx.';
  return 'В архиве нет таблицы Excel: нужен файл .xlsx.';
}

/** rId → path of the part. */
function relations(archive: Archive): Map<string, string> {
  const targets = new Map<string, string>();
  const body = archive.read('xl/_rels/workbook.xml.rels');
  if (!body) return targets;
  readXml(body, {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship')
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
}

/** rId → address of a link on the web, of one sheet. */
function addresses(archive: Archive, path: string): Map<string, string> {
  const found = new Map<string, string>();
  const body = archive.read(path.replace(/([^/]+)$/, '_rels/$1.rels'));
  if (!body) return found;
  readXml(body, {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship' && /^https?:\/\//i.test(Target)) found.set(Id, Target.slice(0, 2000));
    },
  });
  return found;
}

function sharedStrings(archive: Archive, cell: number): string[] {
  const strings: string[] = [];
  const body = archive.read('xl/sharedStrings.xml');
  if (!body) return strings;
  let text = '';
  let inText = false;
  let phonetic = false;
  readXml(body, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') inText = !phonetic;
    },
    text(piece) {
      if (inText && text.length < Math.max(4000, cell)) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

/** Styles, by their place, whose numbers are hours of a day or days. */
function formatsOf(archive: Archive): Map<number, 'time' | 'date'> {
  const styles = new Map<number, 'time' | 'date'>();
  const body = archive.read('xl/styles.xml');
  if (!body) return styles;
  const custom = new Map<number, 'time' | 'date'>();
  let inCells = false;
  let at = 0;
  readXml(body, {
    open(name, attributes) {
      const format = Number(attributes['numFmtId']);
      if (name === 'numFmt') {
        const code = (attributes['formatCode'] ?? '').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
        if (/[dy]/i.test(code)) custom.set(format, 'date');
        else if (/h/i.test(attributes['formatCode'] ?? '')) custom.set(format, 'time');
      }
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const own = custom.get(format);
        if (own) styles.set(at, own);
        else if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) styles.set(at, 'time');
        else if ((format >= 14 && format <= 17) || format === 22) styles.set(at, 'date');
        at += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

const PLACE = /^([A-Z]{1,3})([1-9]\d{0,6})$/;
function placeOf(reference: string): { row: number; column: number } | null {
  const found = PLACE.exec(reference);
  if (!found) return null;
  let column = 0;
  for (const letter of found[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]) - 1, column: column - 1 };
}

function readSheet(
  name: string,
  body: Buffer,
  { strings, formats, since1904, cell, budget }: Texts,
  links: ReadonlyMap<string, string>,
): Sheet {
  const rows: string[][] = [];
  const merges: Merge[] = [];
  let width = 0;
  let row = -1;
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let inValue = false;
  const keep = (text: string): void => {
    if (text.trim() === '') return;
    if (row >= ROW_LIMIT) throw new Unreadable(`В листе «${name}» больше ${ROW_LIMIT.toLocaleString('ru')} строк.`);
    budget.cells -= 1;
    width = Math.max(width, column + 1);
    if (budget.cells < 0 || (row + 1) * width > AREA_LIMIT)
      throw new Unreadable(`Лист «${name}» слишком велик: уберите лишние столбцы и строки.`);
    while (rows.length <= row) rows.push([]);
    const own = rows[row] ?? [];
    while (own.length < column) own.push('');
    own[column] = text.slice(0, cell);
  };
  /** Behind all cells of the sheet stands which of them lead somewhere. A link without a text is a picture's. */
  const lead = (reference: string, address: string): void => {
    const place = placeOf(reference.split(':')[0] ?? '');
    const own = place ? rows[place.row] : undefined;
    const text = (place && own?.[place.column]) ?? '';
    if (place && own && text !== '' && !text.includes(address)) own[place.column] = `${text} ${address}`.slice(0, cell);
  };
  readXml(body, {
    open(tag, attributes) {
      if (tag === 'row') {
        const number = Number(attributes['r']);
        row = Number.isSafeInteger(number) && number > 0 ? number - 1 : row + 1;
        column = -1;
      } else if (tag === 'c') {
        const place = placeOf(attributes['r'] ?? '');
        row = place?.row ?? row;
        column = place?.column ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        value = '';
      } else if (tag === 'v' || tag === 't') inValue = true;
      else if (tag === 'hyperlink') {
        const address = links.get(attributes['id'] ?? '');
        const anchor = attributes['location'];
        if (address !== undefined) lead(attributes['ref'] ?? '', anchor ? `${address}#${anchor}` : address);
      } else if (tag === 'mergeCell') {
        const [from, to] = (attributes['ref'] ?? '').split(':').map(placeOf);
        if (from && to && merges.length < 20_000)
          merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
      }
    },
    text(piece) {
      if (inValue && value.length < Math.max(4000, cell)) value += piece;
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inValue = false;
      if (tag !== 'c' || value === '') return;
      if (type === 's') keep(strings[Number(value)] ?? '');
      else if (type === 'n') keep(numeral(value, formats.get(style), since1904));
      else if (type !== 'e' && type !== 'b') keep(value);
    },
  });
  return { name, rows, merges: withinArea(merges, rows.length, width) };
}

function numeral(value: string, format: 'time' | 'date' | undefined, since1904: boolean): string {
  if (format === 'time') return clock(Number(value));
  return format === 'date' ? day(Number(value), since1904) : plain(value);
}
/** «46266» is 01.09.2026: days since the end of 1899, or of 1903 in books that a Mac began. */
function day(serial: number, since1904: boolean): string {
  const date = new Date(Date.UTC(1899, 11, 30) + (Math.floor(serial) + (since1904 ? 1462 : 0)) * 86_400_000);
  if (!(serial >= 1) || Number.isNaN(date.getTime())) return plain(String(serial));
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
}
/** «0.3541666» is 08:30. */
function clock(fraction: number): string {
  const minutes = Math.round((fraction % 1) * 1440);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
/** «305.0» and «3.0000000000000004» are whole numbers that a machine has written. */
function plain(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number - Math.round(number)) < 1e-9 ? String(Math.round(number)) : value;
}

/** Merged ranges as far as there are texts; all together they cover no more than there is to look through. */
function withinArea(merges: Merge[], height: number, width: number): Merge[] {
  let area = 0;
  return merges.flatMap((merge) => {
    const inside = { ...merge, bottom: Math.min(merge.bottom, height - 1), right: Math.min(merge.right, width - 1) };
    if (inside.top > inside.bottom || inside.left > inside.right) return [];
    area += (inside.bottom - inside.top + 1) * (inside.right - inside.left + 1);
    return area > AREA_LIMIT ? [] : [inside];
  });
}
