import type { IncomingMessage, ServerResponse } from 'node:http';
import ExcelJS from 'exceljs';
import { controlSchedule, type SchedulePage } from '#db/queries/controlSchedule.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { dispositionOf, harmless } from '#lib/domain/files.ts';
import { dayFull } from '#lib/domain/time.ts';
import { createAsker } from '#server/asker.ts';
import { sendRefusal } from '#server/http.ts';

/** Sheets a second that one session may ask for, and how many at once. */
const RATE = 0.5;
const BURST = 10;

/** GET /api/control-works?grade=8|all&period=1…4|year: «График оценочных процедур» as a sheet of Excel. */
export function createScheduleHandler(limited: boolean) {
  const asker = createAsker(limited, { rate: RATE, burst: BURST, words: 'выгрузок', retryAfter: 5 });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const asked = query.get('grade') ?? '';
    const page = await controlSchedule(actor, {
      grade: asked === 'all' ? null : /^\d{1,2}$/.test(asked) ? Number(asked) : undefined,
      span: query.get('period') ?? undefined,
    });
    if (!page) return sendRefusal(response, notFound());
    const bytes = Buffer.from(await workbookOf(page));
    response.writeHead(200, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Length': bytes.length,
      'Content-Disposition': dispositionOf(`График оценочных процедур, ${page.span.label}.xlsx`),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

async function workbookOf(page: SchedulePage): Promise<ArrayBuffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('График', {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow(['График оценочных процедур']).font = { bold: true, size: 14 };
  sheet.addRow([harmless(page.school)]);
  sheet.addRow([`${page.span.label}, ${dayFull(page.span.starts)} – ${dayFull(page.span.ends)}`]);
  for (const part of page.parts) {
    if (part.subjects.length === 0) continue;
    sheet.addRow([]);
    sheet.addRow([`${part.grade} классы`]).font = { bold: true };
    const head = sheet.addRow(['Класс', ...part.subjects.map(harmless)]);
    head.font = { bold: true };
    const rows = [head, ...part.rows.map((row) => sheet.addRow([harmless(row.label), ...row.cells]))];
    for (const row of rows)
      row.eachCell({ includeEmpty: true }, (cell) => {
        cell.alignment = { wrapText: true, vertical: 'top' };
        cell.border = {
          top: { style: 'thin' },
          left: { style: 'thin' },
          bottom: { style: 'thin' },
          right: { style: 'thin' },
        };
      });
  }
  sheet.addRow([]);
  sheet.addRow(['Без пометки — школьный уровень, (Р) — региональный, (Ф) — федеральный.']);
  sheet.columns.forEach((column, at) => {
    column.width = at === 0 ? 10 : 16;
  });
  return book.xlsx.writeBuffer();
}
