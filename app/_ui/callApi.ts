/** What the small endpoints (sign-in, role, set-up) answer: where to go next, or why not. */
export type ApiAnswer = { ok: true; next: string } | { ok: false; code: string; message: string };

const NO_LINK: ApiAnswer = {
  ok: false,
  code: 'busy',
  message: 'Сервер не ответил. Проверьте связь и повторите: ничего не потеряно.',
};

/** Checked by hand: these pages need no other schema, and the library would be a tenth of the sign-in page's script. */
function parseAnswer(raw: unknown): ApiAnswer {
  if (typeof raw !== 'object' || raw === null) return NO_LINK;
  if ('next' in raw && typeof raw.next === 'string') return { ok: true, next: raw.next };
  if ('code' in raw && typeof raw.code === 'string' && 'message' in raw && typeof raw.message === 'string') {
    return { ok: false, code: raw.code, message: raw.message };
  }
  return NO_LINK;
}

/** One JSON request to our own origin. A lost connection and an answer that is no JSON of ours are both «не ответил». */
export async function callApi(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<ApiAnswer> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return parseAnswer(await response.json());
  } catch {
    return NO_LINK;
  }
}
