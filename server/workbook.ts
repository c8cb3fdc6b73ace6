import type { ServerResponse } from 'node:http';
import { PassThrough, type Writable } from 'node:stream';
import { dispositionOf, harmless } from '#lib/domain/files.ts';

export type Cell = string | number | null;
/** `wide`: a heading over all columns. */
export type SheetRow = Cell[] | { wide: string };
export type Sheet = { name: string; title: string[]; columns: { head: string; width: number }[]; rows: SheetRow[] };

/** Rows written in one turn of the event loop: marks do not wait for a report. */
const PIECE = 50;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Writes sheets as an Excel workbook, row by row, straight to the browser. */
export async function sendWorkbook(
  response: ServerResponse,
  fileName: string,
  sheets: readonly Sheet[],
): Promise<void> {
  response.writeHead(200, { 'Content-Type': XLSX, 'Content-Disposition': dispositionOf(fileName) });
  await streamWorkbook(response, sheets);
}
/** The same as bytes. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const stream = new PassThrough();
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  await streamWorkbook(stream, sheets);
  return Buffer.concat(pieces);
}

async function streamWorkbook(stream: Writable, sheets: readonly Sheet[]): Promise<void> {
  // Loaded with the first sheet that anybody takes away: nothing else needs it.
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  for (const { name, title, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name, {
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      views: [{ state: 'frozen', ySplit: title.length + 1 }],
    });
    sheet.columns = columns.map(({ width }) => ({ width }));
    for (const [at, line] of title.entries()) {
      const row = sheet.addRow([line]);
      row.font = { bold: at === 0, size: at === 0 ? 13 : 11 };
      row.commit();
    }
    const head = sheet.addRow(columns.map((column) => column.head));
    head.font = { bold: true };
    head.alignment = { wrapText: true, vertical: 'top' };
    head.commit();
    for (const [at, cells] of rows.entries()) {
      const own = Array.isArray(cells) ? cells : [cells.wide];
      const row = sheet.addRow(own.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell)));
      if (!Array.isArray(cells)) {
        row.font = { bold: true };
        sheet.mergeCells(row.number, 1, row.number, columns.length);
      }
      row.alignment = { wrapText: true, vertical: 'top' };
      row.commit();
      if (at % PIECE === PIECE - 1) await new Promise((go) => setImmediate(go));
    }
    sheet.commit();
  }
  await book.commit();
}
