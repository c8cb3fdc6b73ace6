import * as z from 'zod/mini';

/** What the small endpoints (sign-in, role, set-up) answer: where to go next, or why not. */
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), next: z.string() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string(), retryAfter: z.optional(z.number()) }),
]);
export type ApiAnswer = z.infer<typeof answerSchema>;

const NO_LINK: ApiAnswer = {
  ok: false,
  code: 'busy',
  message: 'Сервер не ответил. Проверьте связь и повторите: ничего не потеряно.',
};

/** One JSON request to our own origin. A lost connection and an answer that is no JSON of ours are both «не ответил». */
export async function callApi(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<ApiAnswer> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = answerSchema.safeParse(await response.json());
    return answer.success ? answer.data : NO_LINK;
  } catch {
    return NO_LINK;
  }
}
