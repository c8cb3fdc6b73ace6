import type { ReadAnswers, ReadInput, ReadName } from '#lib/contract/reads.ts';

/** What a read came to: its answer, or a sentence for the person. */
export type Asked<N extends ReadName> = { ok: true; answer: ReadAnswers[N] } | { ok: false; message: string };

const NO_LINK = { ok: false, message: 'Сервер не ответил. Проверьте связь и повторите.' } as const;

/** Asks the server for what a page shows only when it is opened. Our own server's answers need no second parsing: they are
 *  shown, never written back. */
export async function askRead<N extends ReadName>(
  name: N,
  input: ReadInput<N>,
  signal?: AbortSignal,
): Promise<Asked<N>> {
  try {
    const response = await fetch('/api/read', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, input }),
      ...(signal ? { signal } : {}),
    });
    return (await response.json()) as Asked<N>;
  } catch {
    return NO_LINK;
  }
}
