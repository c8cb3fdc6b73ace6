import type { Merge, Sheet } from '#lib/domain/timetableImport/grid.ts';
import { AREA_LIMIT, CELL_LIMIT, ROW_LIMIT, Unreadable } from '#server/import/unreadable.ts';
import type { Archive } from '#server/import/unzip.ts';
import { readXml } from '#server/import/xml.ts';

/** Sheets of a workbook as texts. Only what a timetable needs is read: strings, merges, and which numbers are times. Formulas
 *  are not computed, their last result is taken; macros, pictures and links are not opened at all. */
export function readWorkbook(
  archive: Archive,
  step: (done: number, of: number) => void,
): { sheets: Sheet[]; hidden: string[] } {
  const book = archive.read('xl/workbook.xml');
  if (!book) throw new Unreadable(otherOffice(archive));
  const targets = relations(archive);
  const listed: { name: string; path: string; hidden: boolean }[] = [];
  readXml(book, {
    open(name, attributes) {
      const path = targets.get(attributes['id'] ?? '');
      if (name === 'sheet' && path)
        listed.push({ name: attributes['name'] ?? '', path, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  const strings = sharedStrings(archive);
  const formats = timeFormats(archive);
  const budget = { cells: CELL_LIMIT };
  const seen = listed.filter((sheet) => !sheet.hidden);
  const sheets = seen.map(({ name, path }, at) => {
    const body = archive.read(path);
    const sheet = body ? readSheet(name, body, strings, formats, budget) : { name, rows: [], merges: [] };
    step(at + 1, seen.length);
    return sheet;
  });
  return { sheets, hidden: listed.filter((sheet) => sheet.hidden).map((sheet) => sheet.name) };
}

function otherOffice(archive: Archive): string {
  if (archive.names.some((name) => name.startsWith('word/')))
    return 'Это документ Word: перенесите таблицу в Excel и сохраните как .xlsx.';
  if (archive.names.includes('content.xml'))
    return 'Это таблица OpenDocument: сохраните её как .xlsx («Файл → Сохранить как»).';
  if (archive.names.some((name) => name.endsWith('.bin') && name.startsWith('xl/')))
    return 'Это двоичная книга Excel: сохраните её как обычную .xlsx.';
  return 'В архиве нет таблицы Excel. Нужен файл .xlsx, .csv или .xml.';
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

function sharedStrings(archive: Archive): string[] {
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
      if (inText && text.length < 4000) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

/** Styles, by their place, whose numbers are hours of a day. */
function timeFormats(archive: Archive): Set<number> {
  const styles = new Set<number>();
  const body = archive.read('xl/styles.xml');
  if (!body) return styles;
  const custom = new Set<number>();
  let inCells = false;
  let at = 0;
  readXml(body, {
    open(name, attributes) {
      const format = Number(attributes['numFmtId']);
      if (
        name === 'numFmt' &&
        /h/i.test(attributes['formatCode'] ?? '') &&
        !/[dy]/i.test((attributes['formatCode'] ?? '').replace(/\[[^\]]*\]|"[^"]*"/g, ''))
      )
        custom.add(format);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47) || custom.has(format)) styles.add(at);
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
  strings: string[],
  times: ReadonlySet<number>,
  budget: { cells: number },
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
      throw new Unreadable(`Лист «${name}» слишком велик для расписания: уберите лишние столбцы и строки.`);
    while (rows.length <= row) rows.push([]);
    const own = rows[row] ?? [];
    while (own.length < column) own.push('');
    own[column] = text.slice(0, 1000);
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
      else if (tag === 'mergeCell') {
        const [from, to] = (attributes['ref'] ?? '').split(':').map(placeOf);
        if (from && to && merges.length < 20_000)
          merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
      }
    },
    text(piece) {
      if (inValue && value.length < 4000) value += piece;
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inValue = false;
      if (tag !== 'c' || value === '') return;
      if (type === 's') keep(strings[Number(value)] ?? '');
      else if (type === 'n') keep(times.has(style) ? clock(Number(value)) : plain(value));
      else if (type !== 'e' && type !== 'b') keep(value);
    },
  });
  return { name, rows, merges: withinArea(merges, rows.length, width) };
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
