import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { readTimetableFile } from '#server/import/readFile.ts';
import { Unreadable } from '#server/import/unreadable.ts';

/** Reads one file on a thread of its own and ends. What a hostile file may cost is this thread's memory and time, which
 *  whoever started it has limited. */

const given = z.object({ bytes: z.instanceof(Uint8Array), name: z.string() });

function run(): void {
  const { bytes, name } = given.parse(workerData);
  let told = -1;
  try {
    const draft = readTimetableFile(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      name,
      (percent, words) => {
        const whole = Math.round(percent);
        if (whole !== told) parentPort?.postMessage({ percent: whole, words });
        told = whole;
      },
    );
    parentPort?.postMessage({ draft });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    parentPort?.postMessage({ refused: error.message });
  }
}
run();
