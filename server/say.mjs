/** What a start and a test run tell the person at the terminal: one line a step, with the time it took. */

const SECOND = 1000;

/** «12,4 с»: seconds with the decimal comma. */
export const seconds = (ms) => `${(ms / SECOND).toFixed(1).replace('.', ',')} с`;

/** A finished step. */
export function done(what, since) {
  console.log(`  ${what.padEnd(44)} ${seconds(Date.now() - since).padStart(7)}`);
}

/** A remark between the steps. */
export function note(text) {
  console.log(`  ${text}`);
}

/** A failure that the person at the terminal can act on: told in words, without a stack (like db/startError.ts). */
export function failure(text) {
  return Object.assign(new Error(text), { name: 'StartError' });
}
