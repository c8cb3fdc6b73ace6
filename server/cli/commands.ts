import { verifyLogCommand } from '#server/cli/verifyLog.ts';
import type { Database } from '#server/launch/database.ts';

export type Command = {
  /** One Russian line for the list of commands. */
  help: string;
  /** Resolves with the exit code; `say` prints a line. */
  run(database: Database, words: string[], say: (line: string) => void): Promise<number>;
};

/** Word on the command line → what it does. */
export const COMMANDS: Record<string, Command> = { 'verify-log': verifyLogCommand };
