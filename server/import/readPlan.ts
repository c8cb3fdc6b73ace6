import { type PlanSheet, type PlanSource, SOURCE_CELL, SOURCE_TEXT } from '#lib/domain/planImport/source.ts';
import { decodeText, readCsv } from '#server/import/csv.ts';
import { readDocument } from '#server/import/docx.ts';
import { readHtml } from '#server/import/html.ts';
import type { Step } from '#server/import/readFile.ts';
import { Unreadable } from '#server/import/unreadable.ts';
import { openArchive } from '#server/import/unzip.ts';
import { readWorkbook } from '#server/import/xlsx.ts';

const begins = (bytes: Buffer, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);
const asSheet = (sheet: Pick<PlanSheet, 'name' | 'rows' | 'merges'>): PlanSheet => ({
  ...sheet,
  loose: [],
  starts: [],
});

/** Reads the tables of a thematic plan out of a file or a clipboard. What it is, its bytes tell: a name means nothing. */
export function readPlanFile(bytes: Buffer, step: Step = () => undefined): PlanSource {
  if (bytes.length === 0) throw new Unreadable('Файл пустой.');
  const source = read(bytes, step);
  const sheets = source.sheets.filter((sheet) => sheet.rows.some((row) => row.some((cell) => cell.trim() !== '')));
  if (sheets.length === 0) throw new Unreadable('В файле нет ни таблиц, ни текста.');
  let size = 0;
  let cut = 0;
  for (const sheet of sheets)
    for (const row of sheet.rows)
      for (const [at, cell] of row.entries()) {
        size += cell.length;
        if (cell.length < SOURCE_CELL) continue;
        cut += 1;
        row[at] = cell.slice(0, SOURCE_CELL);
      }
  if (size > SOURCE_TEXT) throw new Unreadable('В файле слишком много текста: оставьте в нём только таблицу плана.');
  const notes = cut > 0 ? [`Ячеек длиннее ${SOURCE_CELL} знаков: ${cut}, они обрезаны.`] : [];
  return { ...source, sheets, notes: [...source.notes, ...notes] };
}

function read(bytes: Buffer, step: Step): PlanSource {
  if (begins(bytes, 0x50, 0x4b)) return readOffice(bytes, step);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Unreadable(
      'Это старый формат (.doc, .xls) или файл с паролем: откройте его в Word или Excel и сохраните как .docx или .xlsx без пароля.',
    );
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46))
    throw new Unreadable(
      'Это PDF: откройте его в Word и сохраните как .docx либо скопируйте таблицу и вставьте её сюда.',
    );
  if (begins(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66))
    throw new Unreadable('Это файл .rtf: откройте его в Word и сохраните как .docx.');
  step(10, 'Чтение таблицы');
  const text = decodeText(bytes);
  const head = text.slice(0, 4000);
  if (/^\s*(?:MIME-Version|From):/i.test(head))
    throw new Unreadable('Это веб-архив (.mht): откройте его в Word и сохраните как .docx.');
  if (/^\s*<\?xml/i.test(head) && !/<html/i.test(head))
    throw new Unreadable('Это файл XML: сохраните план как .docx или .xlsx.');
  if (/<(!doctype html|html|table|meta|body|tr|td|div|p)[\s>]/i.test(head)) {
    const declared = /charset\s*=\s*["']?([a-z0-9-]{3,20})/i.exec(bytes.toString('latin1', 0, 4000))?.[1] ?? '';
    const page = /1251/.test(declared) ? new TextDecoder('windows-1251').decode(bytes) : text;
    return { kind: 'html', sheets: [readHtml(page)], notes: [] };
  }
  return { kind: 'text', sheets: [asSheet(readCsv(bytes, 'Таблица'))], notes: [] };
}

function readOffice(bytes: Buffer, step: Step): PlanSource {
  step(5, 'Распаковка');
  const archive = openArchive(bytes);
  if (archive.names.includes('word/document.xml')) {
    const { sheet, notes } = readDocument(archive, (done, of) => step(5 + (done / of) * 90, 'Чтение документа'));
    return { kind: 'docx', sheets: [sheet], notes };
  }
  if (archive.names.includes('content.xml'))
    throw new Unreadable(
      'Это файл OpenDocument (.odt, .ods): сохраните его как .docx или .xlsx («Файл → Сохранить как»).',
    );
  const { sheets, hidden } = readWorkbook(archive, (done, of) => step(5 + (done / of) * 90, 'Чтение листов'), {
    cell: SOURCE_CELL,
    links: true,
  });
  return {
    ...{ kind: 'xlsx', sheets: sheets.map(asSheet) },
    notes: hidden.map((name) => `«${name}»: скрытый лист, не читался.`),
  };
}
