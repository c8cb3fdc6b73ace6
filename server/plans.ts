import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PlanExport, planExport } from '#db/queries/planExport.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { dispositionOf } from '#lib/domain/files.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { headLines, type PlanTable, planTable, planTitle } from '#lib/domain/plans/planSheet.ts';
import { type Actor, can, mayImportPlans } from '#lib/policy.ts';
import { createAsker } from '#server/asker.ts';
import { sendRefusal } from '#server/http.ts';
import { readInWorker } from '#server/import/reading.ts';
import { planDocument } from '#server/planDocument.ts';
import { takeUpload, UPLOADS } from '#server/uploads.ts';
import { sendWorkbook } from '#server/workbook.ts';

/** Plans a second that one session may take away, and how many at once. */
const EXPORTS = { rate: 0.5, burst: 10, words: 'выгрузок', retryAfter: 5 };
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** GET /api/plans?plan=ID&format=xlsx|docx&group=ID: a plan taken away, with the days of one group or of all.
 *  POST /api/plans?name=…: a file or a clipboard read into tables; nothing is kept, the browser decides what they become. */
export function createPlansHandler(limited: boolean) {
  const exports = createAsker(limited, EXPORTS);
  const uploads = createAsker(limited, UPLOADS);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const taking = request.method === 'GET';
    const actor = await (taking ? exports : uploads)(request, response);
    if (!actor) return;
    if (taking) return send(actor, request, response);
    if (!mayImportPlans(actor)) return sendRefusal(response, notFound());
    await takeUpload(request, response, async (file, step, signal) => {
      const answer = await readInWorker('plan', file, step, signal);
      return answer.ok ? { ok: true, source: answer.read } : answer;
    });
  };
}

async function send(actor: Actor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!can(actor, 'plan.read')) return sendRefusal(response, notFound());
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const format = query.get('format');
  if (format !== 'xlsx' && format !== 'docx')
    return sendRefusal(response, refuse('invalid', 'План выгружается в Excel или Word.'));
  const planId = idNumber(query.get('plan'));
  const plan = planId === null ? null : await planExport(actor, planId);
  if (!plan) return sendRefusal(response, notFound());
  const groupId = idNumber(query.get('group'));
  const group = plan.groups.find((one) => one.id === groupId) ?? null;
  const table = planTable(plan, group?.id ?? null);
  const name = `КТП ${planTitle(plan)}${group ? `, ${group.label}` : ''}`;
  if (format === 'xlsx') return sendWorkbook(response, `${name}.xlsx`, [sheetOf(plan, table, group?.label ?? null)]);
  const bytes = await planDocument(plan, table, group?.label ?? null);
  response.writeHead(200, {
    'Content-Type': DOCX,
    'Content-Length': bytes.length,
    'Content-Disposition': dispositionOf(`${name}.docx`),
  });
  response.end(bytes);
}

export const sheetOf = (plan: PlanExport, table: PlanTable, group: string | null) => ({
  name: 'КТП',
  title: ['Календарно-тематическое планирование', plan.school, ...headLines(plan, table, group)],
  columns: table.columns.map(({ head, width }) => ({ head, width })),
  rows: table.rows.map((row) =>
    row.kind === 'section' && row.cells === null ? { wide: row.topic } : (row.cells ?? []),
  ),
});
