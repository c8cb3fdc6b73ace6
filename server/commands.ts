import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Executor } from '#db/execute.ts';
import { actorOf } from '#db/sessions.ts';
import { COMMANDS_BODY_LIMIT, commandsBody } from '#lib/contract/commands.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { readJson, sendJson, sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** Commands a second that one session may send, and how many at once: a paste of a whole class fits, a flood does not. */
const RATE = 50;
const BURST = 500;

/** POST /api/commands: an ordered array of commands, each answered by itself. Mounted before Next, whose route handlers
 *  cost ten times as much. */
export function createCommandsHandler(executor: Executor, limited: boolean) {
  const allow = createLimiter(RATE, BURST);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readJson(request, COMMANDS_BODY_LIMIT);
    if (!read.ok) return sendRefusal(response, read);
    // Asked after the body has come: a slow one may have outlived the session.
    const actor = await actorOf(request.headers.cookie);
    if (!actor) return sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
    const body = commandsBody.safeParse(read.body);
    if (!body.success)
      return sendRefusal(response, refuse('invalid', 'Запрос не распознан: обновите страницу и повторите.'));
    if (body.data.person !== undefined && body.data.person !== actor.personId)
      return sendRefusal(
        response,
        refuse('unauthenticated', 'Эти записи сделал другой человек: они сохранятся, когда он войдёт снова.'),
      );
    if (body.data.protocol !== PROTOCOL)
      return sendRefusal(
        response,
        refuse('outdated', 'Программа обновилась: обновите страницу. Введённое сохранится.'),
      );
    if (limited && !allow(actor.sessionId, body.data.commands.length))
      return sendRefusal(
        response,
        refuse('throttled', 'Слишком много записей сразу. Они будут отправлены ещё раз.', { retryAfter: 2 }),
      );
    // Submitted in order without waiting: they share commits, and the school's queue keeps the order.
    const answers = await Promise.all(body.data.commands.map((command) => executor.submit(actor, command)));
    sendJson(response, { answers });
  };
}
