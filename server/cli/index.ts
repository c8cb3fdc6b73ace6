/** Runs one command of the administrator against the database of this folder: an own one, or the bundled one, which is
 *  joined when «Звонок» works with it and started for as long as the command runs when it does not. */
import { isClusterRunning } from '#db/embedded.ts';
import { env } from '#db/env.ts';
import { StartError } from '#db/startError.ts';
import { COMMANDS } from '#server/cli/commands.ts';
import { openDatabase } from '#server/launch/database.ts';

/** `words`: the command and its arguments. Resolves with the exit code. Throws StartError for a command there is not. */
export async function runCommand([name = '', ...words]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) {
    const list = Object.entries(COMMANDS).map(([known, { help }]) => `  ${known.padEnd(14)} ${help}`);
    throw new StartError(`${name === '' ? 'Укажите команду' : `Команды «${name}» нет`}. Есть:\n${list.join('\n')}`);
  }
  const { databaseUrl, dataDir } = env();
  const join = databaseUrl === undefined && isClusterRunning(dataDir);
  const database = await openDatabase({ join, onTrouble: (text) => process.stderr.write(`${text}\n`) });
  try {
    return await command.run(database, words, (line) => process.stdout.write(`${line}\n`));
  } finally {
    await database.close();
  }
}
