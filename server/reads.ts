import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRead } from '#db/reads/registry.ts';
import { sql } from '#db/sql.ts';
import { READ_BODY_LIMIT, readBody } from '#lib/contract/reads.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { createAsker } from '#server/asker.ts';
import { readJson, sendJson, sendRefusal } from '#server/http.ts';

/** Reads a second that one session may ask, and how many at once. */
const RATE = 10;
const BURST = 60;

/** POST /api/read: what a page asks for when somebody opens it. Changes nothing. */
export function createReadsHandler(limited: boolean) {
  const asker = createAsker(limited, { rate: RATE, burst: BURST, words: 'запросов', retryAfter: 2 });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readJson(request, READ_BODY_LIMIT);
    if (!read.ok) return sendRefusal(response, read);
    const actor = await asker(request, response);
    if (!actor) return;
    const body = readBody.safeParse(read.body);
    if (!body.success)
      return sendRefusal(response, refuse('invalid', 'Запрос не распознан: обновите страницу и повторите.'));
    const answered = await answerRead(sql(), actor, body.data.name, body.data.input);
    if (answered.ok) sendJson(response, answered);
    else sendRefusal(response, answered);
  };
}
