/** A start that cannot go on for a reason the person at the terminal can act on. `message` is one or more Russian
 *  sentences, printed as they stand and without a stack; any other exception is a bug and keeps its stack. */
export class StartError extends Error {
  override name = 'StartError';
}
