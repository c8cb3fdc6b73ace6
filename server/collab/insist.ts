import { log } from '#db/log.ts';

/** Tries while the database does not answer, and the pause before the n-th, ms. */
const TRIES = 12;
const pauseBefore = (attempt: number) => Math.min(100 * 2 ** attempt, 1500);

/** Appends, again and again while it fails. It may be committed all the same: the document is then no longer where the next try
 *  expects it. */
export async function insist<T>(planId: number, append: () => Promise<T>): Promise<T | 'failed'> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return await append();
    } catch (error) {
      log.warn({ err: error, plan: planId, attempt }, 'plan update could not be appended');
      await new Promise((go) => setTimeout(go, pauseBefore(attempt)));
    }
  }
  return 'failed';
}
