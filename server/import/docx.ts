import type { PlanSheet } from '#lib/domain/planImport/source.ts';
import { createPage, type PageCell, type PageRow } from '#server/import/page.ts';
import { Unreadable } from '#server/import/unreadable.ts';
import type { Archive } from '#server/import/unzip.ts';
import { readXml } from '#server/import/xml.ts';

/** What is not the document's text as it reads now: taken out by a tracked change, moved away, drawn, or said twice. */
const ASIDE = new Set(['del', 'moveFrom', 'Fallback', 'txbxContent', 'drawing', 'pict', 'object', 'comment']);
const PICTURES = new Set(['drawing', 'pict', 'object']);

type Table = { rows: PageRow[]; row: PageRow; deleted: boolean; cell: PageCell | null };
const newCell = (): PageCell => ({ text: '', columns: 1, rows: 1, continues: false });
const whole = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
};

/** A document of Word as its tables and the paragraphs between them. Tracked changes count as if accepted; a table within a cell
 *  becomes the cell's lines; headers, footnotes, pictures and macros are not opened. */
export function readDocument(
  archive: Archive,
  step: (done: number, of: number) => void,
): { sheet: PlanSheet; notes: string[] } {
  const body = archive.read('word/document.xml');
  if (!body) throw new Unreadable('В архиве нет документа Word: сохраните файл заново как .docx.');
  const links = addresses(archive);
  step(1, 3);
  const page = createPage('Документ');
  const tables: Table[] = [];
  const counters = new Map<string, number>();
  let aside = 0;
  let pictures = 0;
  let inText = false;
  let inRowProps = false;
  let inRun = false;
  let paragraph = '';
  let list = { id: '', level: '0' };
  let link: { address: string; from: number } | null = null;

  const endParagraph = (): void => {
    const table = tables.at(-1);
    // A cell that holds nothing but Word's own numbering reads as its number.
    let text = paragraph;
    if (list.id !== '' && list.id !== '0') {
      const key = `${list.id}/${list.level}`;
      counters.set(key, (counters.get(key) ?? 0) + 1);
      if (table && text.trim() === '') text = `${counters.get(key)}`;
    }
    if (!table) page.paragraph(text);
    else if (table.cell) table.cell.text += (table.cell.text === '' ? '' : '\n') + text;
    paragraph = '';
    list = { id: '', level: '0' };
  };
  const endTable = (): void => {
    const table = tables.pop();
    if (!table) return;
    const outer = tables.at(-1);
    if (!outer) page.table(table.rows);
    else if (outer.cell)
      outer.cell.text += `\n${table.rows.map((row) => row.cells.map((cell) => cell.text.trim()).join(' ')).join('\n')}`;
  };

  readXml(body, {
    open(name, attributes) {
      const table = tables.at(-1);
      if (name === 'trPr') inRowProps = true;
      if (inRowProps && name === 'del' && table) table.deleted = true;
      if (PICTURES.has(name) && aside === 0) pictures += 1;
      if (ASIDE.has(name)) aside += 1;
      if (aside > 0) return;
      const val = attributes['val'];
      if (name === 'tbl') tables.push({ rows: [], row: { before: 0, cells: [] }, deleted: false, cell: null });
      else if (name === 'tr' && table) {
        table.row = { before: 0, cells: [] };
        table.deleted = false;
      } else if (name === 'tc' && table) table.cell = newCell();
      else if (name === 'gridSpan' && table?.cell) table.cell.columns = Math.max(1, whole(val, 1));
      else if (name === 'vMerge' && table?.cell) table.cell.continues = val !== 'restart';
      else if (name === 'gridBefore' && table) table.row.before = whole(val, 0);
      else if (name === 'p') paragraph = '';
      else if (name === 'numId') list.id = val ?? '';
      else if (name === 'ilvl') list.level = val ?? '0';
      else if (name === 'r') inRun = true;
      else if (name === 't') inText = true;
      else if (name === 'tab' && inRun) paragraph += ' ';
      else if ((name === 'br' || name === 'cr') && inRun) paragraph += '\n';
      else if (name === 'noBreakHyphen') paragraph += '-';
      else if (name === 'hyperlink')
        link = { address: links.get(attributes['id'] ?? '') ?? '', from: paragraph.length };
    },
    text(piece) {
      if (inText && aside === 0) paragraph += piece;
    },
    close(name) {
      if (ASIDE.has(name)) aside -= 1;
      if (name === 'trPr') inRowProps = false;
      if (aside > 0 || ASIDE.has(name)) return;
      const table = tables.at(-1);
      if (name === 't') inText = false;
      else if (name === 'r') inRun = false;
      else if (name === 'hyperlink' && link) {
        if (link.address !== '' && !paragraph.slice(link.from).includes(link.address)) paragraph += ` ${link.address}`;
        link = null;
      } else if (name === 'p') endParagraph();
      else if (name === 'tc' && table?.cell) {
        table.row.cells.push(table.cell);
        table.cell = null;
      } else if (name === 'tr' && table && !table.deleted) table.rows.push(table.row);
      else if (name === 'tbl') endTable();
    },
  });
  step(3, 3);
  const notes = pictures > 0 ? [`Рисунки и надписи в документе (${pictures}) не читаются.`] : [];
  return { sheet: page.sheet(), notes };
}

/** rId → address of a link on the web. */
function addresses(archive: Archive): Map<string, string> {
  const found = new Map<string, string>();
  const body = archive.read('word/_rels/document.xml.rels');
  if (!body) return found;
  readXml(body, {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship' && /^https?:\/\//i.test(Target)) found.set(Id, Target.slice(0, 2000));
    },
  });
  return found;
}
