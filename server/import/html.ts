import type { PlanSheet } from '#lib/domain/planImport/source.ts';
import { createPage, type PageCell, type PageRow } from '#server/import/page.ts';
import { DEPTH_LIMIT, ELEMENT_LIMIT, Unreadable } from '#server/import/unreadable.ts';

/** Tables of a web page, of a table copied from Word or Excel, and of an «.xls» that is a page inside. Nothing of a page is run
 *  or fetched: it is cut into tags and texts. */

const TAG = /<!--[\s\S]*?(?:-->|$)|<!\[[^>]*>|<(\/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|<[!?][^>]*>/gi;
/** Elements whose inside is no text. */
const MUTE = new Set(['script', 'style', 'head', 'title', 'noscript', 'template', 'svg', 'xml', 'select']);
const BREAKS = new Set(['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote']);
const ENTITIES: Record<string, string> = {
  ...{ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", laquo: '«', raquo: '»', mdash: '—', ndash: '–' },
  ...{ hellip: '…', shy: '', numero: '№', sect: '§', bull: '•', middot: '·', times: '×', deg: '°' },
};

type Table = { rows: PageRow[]; cell: PageCell | null };

export function readHtml(text: string): PlanSheet {
  const page = createPage('Страница');
  const tables: Table[] = [];
  let loose = '';
  let mute = 0;
  let tags = 0;
  let link = '';
  let linkFrom = 0;
  const say = (piece: string): void => {
    const cell = tables.at(-1)?.cell;
    if (cell) cell.text += piece;
    else if (tables.length === 0) loose += piece;
  };
  const said = (): string => tables.at(-1)?.cell?.text ?? loose;
  const endLoose = (): void => {
    for (const line of loose.split('\n')) page.paragraph(line);
    loose = '';
  };
  const endTable = (): void => {
    const table = tables.pop();
    if (!table) return;
    if (tables.length === 0) page.table(table.rows);
    else say(`\n${table.rows.map((row) => row.cells.map((cell) => cell.text.trim()).join(' ')).join('\n')}`);
  };
  let at = 0;
  for (const found of text.matchAll(TAG)) {
    tags += 1;
    if (tags > ELEMENT_LIMIT) throw new Unreadable('В файле слишком много элементов.');
    if (mute === 0) say(plainText(text.slice(at, found.index)));
    at = found.index + found[0].length;
    const name = (found[2] ?? '').toLowerCase();
    const ends = found[1] === '/';
    if (name === '') continue;
    if (MUTE.has(name)) mute = ends ? Math.max(0, mute - 1) : mute + (found[3]?.endsWith('/') ? 0 : 1);
    if (mute > 0) continue;
    const table = tables.at(-1);
    if (name === 'table') {
      if (ends) endTable();
      else {
        if (tables.length === 0) endLoose();
        tables.push({ rows: [], cell: null });
        if (tables.length > DEPTH_LIMIT) throw new Unreadable('Разметка файла вложена слишком глубоко.');
      }
    } else if (name === 'tr' && table) {
      table.cell = null;
      if (!ends) table.rows.push({ before: 0, cells: [] });
    } else if ((name === 'td' || name === 'th') && table) {
      if (ends) table.cell = null;
      else {
        if (table.rows.length === 0) table.rows.push({ before: 0, cells: [] });
        table.cell = {
          ...{ text: '', continues: false },
          ...{ columns: spanOf(found[3] ?? '', 'colspan'), rows: spanOf(found[3] ?? '', 'rowspan') },
        };
        table.rows.at(-1)?.cells.push(table.cell);
      }
    } else if (name === 'a' && !ends) {
      link = /href\s*=\s*["']?(https?:\/\/[^"'\s>]{1,2000})/i.exec(found[3] ?? '')?.[1] ?? '';
      linkFrom = said().length;
    } else if (name === 'a') {
      const address = plainText(link);
      if (address !== '' && !said().slice(linkFrom).includes(address)) say(` ${address}`);
      link = '';
    } else if (name === 'br' || BREAKS.has(name)) say('\n');
  }
  if (mute === 0) say(plainText(text.slice(at)));
  while (tables.length > 0) endTable();
  endLoose();
  return page.sheet();
}

const spanOf = (attributes: string, name: 'colspan' | 'rowspan'): number => {
  const number = Number(new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes)?.[1] ?? 1);
  return Math.max(1, number);
};

/** Text between tags: line ends of the source are spaces there; entities beyond those that plans hold stay as they are. */
const plainText = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
