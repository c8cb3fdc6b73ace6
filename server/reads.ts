import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRead } from '#db/reads/registry.ts';
import { actorOf } from '#db/sessions.ts';
import { sql } from '#db/sql.ts';
import { READ_BODY_LIMIT, readBody } from '#lib/contract/reads.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { readJson, sendJson, sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** Reads a second that one session may ask, and how many at once. */
const RATE = 10;
const BURST = 60;

/** POST /api/read: what a page asks for when somebody opens it. Changes nothing. */
export function createReadsHandler(limited: boolean) {
  const allow = createLimiter(RATE, BURST);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readJson(request, READ_BODY_LIMIT);
    if (!read.ok) return sendRefusal(response, read);
    const actor = await actorOf(request.headers.cookie);
    if (!actor) return sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
    if (actor.locked) return sendRefusal(response, refuse('closed', 'Экран заблокирован: введите пароль.'));
    const body = readBody.safeParse(read.body);
    if (!body.success)
      return sendRefusal(response, refuse('invalid', 'Запрос не распознан: обновите страницу и повторите.'));
    if (limited && !allow(actor.sessionId, 1))
      return sendRefusal(
        response,
        refuse('throttled', 'Слишком много запросов сразу. Повторите чуть позже.', { retryAfter: 2 }),
      );
    const answered = await answerRead(sql(), actor, body.data.name, body.data.input);
    if (answered.ok) sendJson(response, answered);
    else sendRefusal(response, answered);
  };
}
