import type { IncomingMessage, ServerResponse } from 'node:http';
import { IMPORT_LIMIT, IMPORT_TOO_LARGE } from '#lib/contract/importFile.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { readBody, sendRefusal } from '#server/http.ts';
import type { Step } from '#server/import/readFile.ts';

/** Files read at once on this node, of all doors together: each costs a thread. */
const AT_ONCE = 2;
/** A slow line has this long for a whole file, ms. */
const UPLOAD_TIME = 110_000;
/** Files a minute that one session may send to a door. */
export const UPLOADS = { rate: 6 / 60, burst: 10, words: 'файлов', retryAfter: 10 };

let underWay = 0;

/** Takes a file as the request's body and answers line by line as `read` goes on: `{percent, words}`, and at last what `read`
 *  returns; null says nothing. Whoever goes away meanwhile has cancelled it. */
export async function takeUpload(
  request: IncomingMessage,
  response: ServerResponse,
  read: (file: { bytes: Buffer; name: string }, step: Step, signal: AbortSignal) => Promise<object | null>,
): Promise<void> {
  const tooLarge = refuse('invalid', IMPORT_TOO_LARGE);
  if (Number(request.headers['content-length'] ?? 0) > IMPORT_LIMIT) return sendRefusal(response, tooLarge);
  if (underWay >= AT_ONCE)
    return sendRefusal(
      response,
      refuse('busy', 'Сейчас читаются другие файлы. Повторите через минуту.', { retryAfter: 10 }),
    );
  underWay += 1;
  try {
    const bytes = await readBody(request, IMPORT_LIMIT, UPLOAD_TIME);
    if (bytes === 'too large') return sendRefusal(response, tooLarge);
    if (!bytes) return sendRefusal(response, refuse('invalid', 'Файл не дошёл целиком. Отправьте его ещё раз.'));
    const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name') ?? '';
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'X-Accel-Buffering': 'no' });
    const tell = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
    const answer = await read({ bytes, name }, (percent, words) => tell({ percent, words }), gone.signal);
    if (gone.signal.aborted || !answer) return;
    tell(answer);
    response.end();
  } finally {
    underWay -= 1;
  }
}
