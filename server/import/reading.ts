import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { log } from '#db/log.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { PlanSource } from '#lib/domain/planImport/source.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import type { Step } from '#server/import/readFile.ts';

/** A reading may take this long, ms, and this much memory, MB: a school's file takes a second and some tens. */
const TIME_LIMIT = 20_000;
const MEMORY_LIMIT = 256;

/** What each kind of reading gives. */
type Readings = { timetable: Draft; plan: PlanSource };
type Kind = keyof Readings;
type Read<K extends Kind> = { ok: true; read: Readings[K] } | Refusal;
type Message<K extends Kind> = { percent: number; words: string } | { read: Readings[K] } | { refused: string };

/** The worker stands beside the server's bundle. */
const WORKER = new URL('./importWorker.mjs', import.meta.url);

/** Reads a file off the event loop. `signal` cancels it: the thread is ended at once. */
export function readInWorker<K extends Kind>(
  kind: K,
  { bytes, name }: { bytes: Buffer; name: string },
  step: Step,
  signal: AbortSignal,
): Promise<Read<K>> {
  return new Promise((done) => {
    if (!existsSync(fileURLToPath(WORKER))) throw new Error('the import worker is not built');
    const worker = new Worker(WORKER, {
      workerData: { kind, bytes: new Uint8Array(bytes), name },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      env: {},
    });
    let settled = false;
    const settle = (answer: Read<K>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      void worker.terminate();
      done(answer);
    };
    const cancel = (): void => settle(refuse('invalid', 'Загрузка отменена. Ничего не изменилось.'));
    const timer = setTimeout(
      () => settle(refuse('invalid', 'Файл читается слишком долго: уберите из книги лишние листы и загрузите снова.')),
      TIME_LIMIT,
    );
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel);
    worker.on('message', (message: Message<K>) => {
      if ('read' in message) settle({ ok: true, read: message.read });
      else if ('refused' in message) settle(refuse('invalid', message.refused));
      else step(message.percent, message.words);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!memory) log.error({ err: error, kind }, 'reading a file failed');
      settle(
        refuse(
          'invalid',
          memory
            ? 'Файл слишком велик в распакованном виде.'
            : 'Файл не удалось прочитать: сохраните его заново и повторите.',
        ),
      );
    });
    worker.on('exit', () => settle(refuse('invalid', 'Файл не удалось прочитать: сохраните его заново и повторите.')));
  });
}
