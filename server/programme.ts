import type { IncomingMessage, ServerResponse } from 'node:http';
import { fulfilmentPage } from '#db/queries/fulfilmentPage.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { chosenRows } from '#lib/domain/plans/fulfilment.ts';
import { askedReport, fulfilmentSheet } from '#lib/domain/plans/fulfilmentSheet.ts';
import { dayFull } from '#lib/domain/time.ts';
import { createAsker } from '#server/asker.ts';
import { sendRefusal } from '#server/http.ts';
import { sendWorkbook } from '#server/workbook.ts';

/** Reports a second that one session may take away, and how many at once. */
const EXPORTS = { rate: 0.5, burst: 10, words: 'выгрузок', retryAfter: 5 };
/** Of columns whose words are long; numbers need less. */
const WIDE: Record<string, number> = { Предмет: 26, Учитель: 26, Причина: 36, 'Как восполняется': 40 };
const NARROW = 12;

/** GET /api/programme?period=…: «Выполнение программы» as a workbook, chosen and summed by the page's own parameters. */
export function createProgrammeHandler(limited: boolean) {
  const asker = createAsker(limited, EXPORTS);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const page = await fulfilmentPage(actor, { period: query.get('period') ?? undefined });
    if (!page) return sendRefusal(response, notFound());
    const { filter, by } = askedReport((name) => query.get(name));
    const { head, rows } = fulfilmentSheet(chosenRows(page.rows, filter), by);
    const { period, today } = page;
    await sendWorkbook(response, `Выполнение программы, ${period.label}.xlsx`, [
      {
        name: 'Выполнение программы',
        title: [
          ...['Выполнение программы', page.school],
          `${period.label}, ${dayFull(period.starts)} – ${dayFull(period.ends < today ? period.ends : today)}`,
        ],
        columns: head.map((label) => ({ head: label, width: WIDE[label] ?? NARROW })),
        rows,
      },
    ]);
  };
}
