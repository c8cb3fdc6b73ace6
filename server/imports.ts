import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepImport } from '#db/timetableImport/keepImport.ts';
import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { can } from '#lib/policy.ts';
import { createAsker } from '#server/asker.ts';
import { readBody, sendRefusal } from '#server/http.ts';
import { readInWorker } from '#server/import/reading.ts';
import { PACKED_LIMIT } from '#server/import/unreadable.ts';

/** Files a minute that one session may send, and how many are read at once on this node: each costs a thread. */
const PER_MINUTE = 6;
const BURST = 10;
const AT_ONCE = 2;
/** A slow line has this long for a whole file, ms. */
const UPLOAD_TIME = 110_000;

/** POST /api/import?name=… with the bytes as its body. Answers line by line as the reading goes on: `{percent, words}`, and at
 *  last `{ok, importId}` or a refusal. Whoever goes away meanwhile has cancelled it. */
export function createImportsHandler(limited: boolean) {
  const asker = createAsker(limited, { rate: PER_MINUTE / 60, burst: BURST, words: 'файлов', retryAfter: 10 });
  let underWay = 0;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    if (!can(actor, 'timetable.write')) return sendRefusal(response, notFound());
    const tooLarge = refuse('invalid', 'Файл больше 5 МБ: уберите из книги картинки и лишние листы.');
    if (Number(request.headers['content-length'] ?? 0) > PACKED_LIMIT) return sendRefusal(response, tooLarge);
    if (underWay >= AT_ONCE)
      return sendRefusal(
        response,
        refuse('busy', 'Сейчас читаются другие файлы. Повторите через минуту.', { retryAfter: 10 }),
      );
    underWay += 1;
    try {
      const bytes = await readBody(request, PACKED_LIMIT, UPLOAD_TIME);
      if (bytes === 'too large') return sendRefusal(response, tooLarge);
      if (!bytes) return sendRefusal(response, refuse('invalid', 'Файл не дошёл целиком. Отправьте его ещё раз.'));
      const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name') ?? '';
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'X-Accel-Buffering': 'no' });
      const tell = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
      const read = await readInWorker(bytes, name, (percent, words) => tell({ percent, words }), gone.signal);
      // Whoever cancelled while the last line was under way gets no import behind his back.
      if (gone.signal.aborted) return;
      const answer: { ok: true; importId: number } | Refusal = read.ok
        ? await keepImport(actor, name, bytes.length, read.draft)
        : read;
      tell(answer);
      response.end();
    } finally {
      underWay -= 1;
    }
  };
}
