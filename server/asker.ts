import type { IncomingMessage, ServerResponse } from 'node:http';
import { actorOf } from '#db/sessions.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { Actor } from '#lib/policy.ts';
import { sendRefusal } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';

/** How much of a door one session may use. `words`: what there is too much of, «файлов». `retryAfter` in seconds. */
export type Allowance = { rate: number; burst: number; words: string; retryAfter: number };

/** Who asks at a door that gives data: signed in, with an unlocked screen, and not too often. Null: he has been told why not. */
export function createAsker(
  limited: boolean,
  { rate, burst, words, retryAfter }: Allowance,
): (request: IncomingMessage, response: ServerResponse) => Promise<Actor | null> {
  const allow = createLimiter(rate, burst);
  return async (request, response) => {
    const actor = await actorOf(request.headers.cookie);
    if (!actor) sendRefusal(response, refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.'));
    else if (actor.locked) sendRefusal(response, refuse('closed', 'Экран заблокирован: введите пароль.'));
    else if (limited && !allow(actor.sessionId, 1))
      sendRefusal(response, refuse('throttled', `Слишком много ${words} сразу. Повторите чуть позже.`, { retryAfter }));
    else return actor;
    return null;
  };
}
