/** The database of a start: an own one, or the bundled one with its supervision. */

import { type Cluster, isClusterRunning, startEmbedded } from '#db/embedded.ts';
import { env } from '#db/env.ts';
import { migrate } from '#db/migrate.ts';
import { enter } from '#db/nodes.ts';
import { checkOwnDatabase } from '#db/ownDatabase.ts';
import { ensureRoles } from '#db/roles.ts';
import { StartError } from '#db/startError.ts';

export type Database = {
  /** Migrates and fills; with an own PostgreSQL it may be the app's. */
  ownerUrl: string;
  /** Serves requests. */
  appUrl: string;
  appRole: string | null;
  /** For the terminal: «создана», «запущена», «подключена». */
  state: string;
  /** Gives the database up; the last node stops the bundled one. */
  close(): Promise<void>;
};

/** Pauses before PostgreSQL is started again, ms; after the last one the start is given up. */
const PAUSES_MS = [100, 500, 1000, 2000, 5000, 10_000];

/** `join`: beside a running node of the same data folder. `onTrouble` hears what happens to the database later. */
export async function openDatabase(options: {
  join: boolean;
  onTrouble: (text: string, fatal: boolean) => void;
}): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl } = env();
  if (databaseUrl !== undefined) {
    const { appRole } = await checkOwnDatabase(databaseUrl);
    const ownerUrl = databaseOwnerUrl ?? databaseUrl;
    return { ownerUrl, appUrl: databaseUrl, appRole, state: 'подключена', close: async () => undefined };
  }
  if (databaseOwnerUrl !== undefined)
    throw new StartError('DATABASE_OWNER_URL задан без DATABASE_URL: укажите и рабочую роль.');
  return openBundled(options);
}

async function openBundled({
  join,
  onTrouble,
}: {
  join: boolean;
  onTrouble: (text: string, fatal: boolean) => void;
}): Promise<Database> {
  const { dataDir } = env();
  if (join && !isClusterRunning(dataDir)) {
    throw new StartError(
      `--join: с данными в ${dataDir} «Звонок» сейчас не работает, присоединяться не к чему. Запустите просто npm start.`,
    );
  }
  let cluster = await startEmbedded(dataDir);
  let closing = false;
  let lock = await enter(cluster.url('zvonok_super', 'postgres'), !join);
  if (lock === null)
    throw new StartError(
      `«Звонок» с данными в ${dataDir} уже работает. Ещё один узел к нему: npm start -- --join и свой PORT.`,
    );
  const close = async (): Promise<void> => {
    closing = true;
    // A lock that cannot be given up in order is on a dead connection: PostgreSQL has dropped it by itself.
    const last = (await lock?.leave().catch(() => true)) ?? true;
    if (last) await cluster.stop();
  };
  const urls = await ensureRoles(cluster).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  const watch = async (watched: Cluster): Promise<void> => {
    await watched.gone;
    if (closing) return;
    onTrouble('База данных остановилась, запускаю снова', false);
    for (const pause of PAUSES_MS) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (closing) return;
      try {
        cluster = await startEmbedded(dataDir);
        await lock?.leave().catch(() => true);
        lock = await enter(cluster.url('zvonok_super', 'postgres'), false);
        onTrouble('База данных снова работает', false);
        return watch(cluster);
      } catch (error) {
        onTrouble(error instanceof Error ? error.message : String(error), false);
      }
    }
    onTrouble('База данных не запускается', true);
  };
  void watch(cluster);

  return {
    ...urls,
    appRole: 'zvonok_app',
    state: cluster.adopted ? 'уже работала' : 'запущена',
    close,
  };
}

/** Brings the schema up to date; returns the versions applied. */
export const migrateDatabase = (database: Database): Promise<number[]> => migrate(database.ownerUrl, database.appRole);
