import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { readTimetableFile } from '#server/import/readFile.ts';
import { readPlanFile } from '#server/import/readPlan.ts';
import { Unreadable } from '#server/import/unreadable.ts';

/** Reads one file on a thread of its own and ends. What a hostile file may cost is this thread's memory and time, which
 *  whoever started it has limited. */

const given = z.object({ kind: z.enum(['timetable', 'plan']), bytes: z.instanceof(Uint8Array), name: z.string() });

function run(): void {
  const { kind, bytes: sent, name } = given.parse(workerData);
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  let told = -1;
  const step = (percent: number, words: string): void => {
    const whole = Math.round(percent);
    if (whole !== told) parentPort?.postMessage({ percent: whole, words });
    told = whole;
  };
  try {
    parentPort?.postMessage({
      read: kind === 'plan' ? readPlanFile(bytes, step) : readTimetableFile(bytes, name, step),
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    parentPort?.postMessage({ refused: error.message });
  }
}
run();
