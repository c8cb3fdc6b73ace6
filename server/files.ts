import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepUpload, readFile, type StoredFile, uploadTarget } from '#db/files.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { dispositionOf, FILE_LIMIT } from '#lib/domain/files.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { createAsker } from '#server/asker.ts';
import { readBody, sendJson, sendRefusal } from '#server/http.ts';

/** Files a second that one session may send or fetch, and how many at once. */
const RATE = 1;
const BURST = 30;
/** Uploads under way at once: each holds its bytes in memory until they are kept. */
const AT_ONCE = 4;
/** A slow line has this long for a whole file, ms. */
const UPLOAD_TIME = 110_000;

/** POST /api/files?lesson=ID&name=… with the bytes as its body; GET /api/files?id=ID. */
export function createFilesHandler(limited: boolean) {
  const asker = createAsker(limited, { rate: RATE, burst: BURST, words: 'файлов', retryAfter: 5 });
  let underWay = 0;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    if (request.method === 'POST') {
      const lessonId = idNumber(query.get('lesson'));
      if (lessonId === null) return sendRefusal(response, notFound());
      // Who may not is told before ten megabytes are taken from him.
      const target = await uploadTarget(actor, lessonId);
      if ('code' in target) return sendRefusal(response, target);
      const tooLarge = refuse('invalid', 'Файл больше 10 МБ: уменьшите его или дайте ссылку.');
      if (Number(request.headers['content-length'] ?? 0) > FILE_LIMIT) return sendRefusal(response, tooLarge);
      if (underWay >= AT_ONCE)
        return sendRefusal(
          response,
          refuse('busy', 'Сейчас загружают другие. Повторите через минуту.', { retryAfter: 10 }),
        );
      underWay += 1;
      try {
        const bytes = await readBody(request, FILE_LIMIT, UPLOAD_TIME);
        if (bytes === 'too large') return sendRefusal(response, tooLarge);
        if (!bytes) return sendRefusal(response, refuse('invalid', 'Файл не дошёл целиком. Отправьте его ещё раз.'));
        const kept = await keepUpload(actor, lessonId, query.get('name') ?? '', bytes);
        return kept.ok ? sendJson(response, kept) : sendRefusal(response, kept);
      } finally {
        underWay -= 1;
      }
    }
    const fileId = idNumber(query.get('id'));
    const file = fileId === null ? null : await readFile(actor, fileId);
    if (!file) return sendRefusal(response, notFound());
    // Saved and never shown: nosniff and a policy that runs nothing stand beside it.
    response.writeHead(200, {
      'Content-Type': file.mime,
      'Content-Length': file.size,
      'Content-Disposition': dispositionOf(file.name),
    });
    if (request.method === 'HEAD') response.end();
    else await sendPieces(file, response);
  };
}

/** Piece by piece, each when the one before has gone: a slow phone costs a piece of memory and no connection. */
async function sendPieces(file: StoredFile, response: ServerResponse): Promise<void> {
  for (let sent = 0; sent < file.size && !response.destroyed; ) {
    const piece = await file.piece(sent);
    // Cut off, never filled up: the browser tells a torn download by its length.
    if (!piece) return void response.destroy();
    sent += piece.length;
    if (!response.write(piece))
      await new Promise<void>((go) => {
        response.once('drain', go);
        response.once('close', go);
      });
  }
  response.end();
}
