import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepImport } from '#db/timetableImport/keepImport.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { can } from '#lib/policy.ts';
import { createAsker } from '#server/asker.ts';
import { sendRefusal } from '#server/http.ts';
import { readInWorker } from '#server/import/reading.ts';
import { takeUpload, UPLOADS } from '#server/uploads.ts';

/** POST /api/import?name=… with the bytes of a timetable as its body. The last line of the answer is `{ok, importId}` or a refusal. */
export function createImportsHandler(limited: boolean) {
  const asker = createAsker(limited, UPLOADS);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const actor = await asker(request, response);
    if (!actor) return;
    if (!can(actor, 'timetable.write')) return sendRefusal(response, notFound());
    await takeUpload(request, response, async (file, step, signal) => {
      const answer = await readInWorker('timetable', file, step, signal);
      // Whoever cancelled while the last line was under way gets no import behind his back.
      if (signal.aborted || !answer.ok) return answer;
      return keepImport(actor, file.name, file.bytes.length, answer.read);
    });
  };
}
