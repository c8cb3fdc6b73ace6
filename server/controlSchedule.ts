import type { IncomingMessage, ServerResponse } from 'node:http';
import ExcelJS from 'exceljs';
import { controlSchedule, type SchedulePage } from '#db/queries/controlSchedule.ts';
import { actorOf } from '#db/sessions.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { dispositionOf } from '#lib/domain/files.ts';
import { dayFull } from '#lib/domain/time.ts';
import { sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** Sheets a second that one session may ask for, and how many at once. */
const RATE = 0.5;
const BURST = 10;

/** GET /api/control-works?grade=8|all&period=1…4|year: «График оценочных процедур» as a sheet of Excel. */
export function createScheduleHandler(limited: boolean) {
  const allow = createLimiter(RATE, BURST);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await actorOf(request.headers.cookie);
    if (!actor) return sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
    if (actor.locked) return sendRefusal(response, refuse('closed', 'Экран заблокирован: введите пароль.'));
    if (limited && !allow(actor.sessionId, 1))
      return sendRefusal(
        response,
        refuse('throttled', 'Слишком много выгрузок сразу. Повторите чуть позже.', { retryAfter: 5 }),
      );
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

/** Excel takes a cell that begins so for a formula: a subject's name or a class's letter is typed by people. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

async function workbookOf(page: SchedulePage): Promise<ArrayBuffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('График', {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow(['График оценочных процедур']).font = { bold: true, size: 14 };
  sheet.addRow([plain(page.school)]);
  sheet.addRow([`${page.span.label}, ${dayFull(page.span.starts)} – ${dayFull(page.span.ends)}`]);
  for (const part of page.parts) {
    if (part.subjects.length === 0) continue;
    sheet.addRow([]);
    sheet.addRow([`${part.grade} классы`]).font = { bold: true };
    const head = sheet.addRow(['Класс', ...part.subjects.map(plain)]);
    head.font = { bold: true };
    const rows = [head, ...part.rows.map((row) => sheet.addRow([plain(row.label), ...row.cells]))];
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
