/** The bundled PostgreSQL: a real server from npm, with its data in `<parent>/pg18` and reached by a Unix socket in a
 *  folder of its own (TCP on Windows). Started, adopted when a killed server left it behind, and stopped in order. */
import { createHash, createHmac } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { initialize, readSecret } from '#db/embedded/initialize.ts';
import { findNative } from '#db/embedded/native.ts';
import { adoptable, launchPostmaster, untilGone, untilReady } from '#db/embedded/postmaster.ts';
import { chooseRunAs, type RunAs } from '#db/embedded/runAs.ts';
import { stopPostmaster } from '#db/embedded/stop.ts';
import { StartError } from '#db/startError.ts';

/** The superuser is the launcher's alone; the owner migrates; the app serves requests, owns nothing, bypasses nothing. */
export type Role = 'zvonok_super' | 'zvonok_owner' | 'zvonok_app';

export type Cluster = {
  /** True when the postmaster was already running. */
  adopted: boolean;
  pid: number;
  /** Connection URL for db/pool.ts. */
  url(role: Role, database: string): string;
  password(role: Role): string;
  /** Resolves when the postmaster is gone, whoever ended it. */
  gone: Promise<void>;
  /** Fast shutdown, then harder: 5 s to SIGQUIT, 5 s more to SIGKILL. */
  stop(): Promise<void>;
};

/** Whether a postmaster of this data folder runs. */
export function isClusterRunning(dataDir: string): boolean {
  return clusterFolders(dataDir).some((name) => adoptable(join(resolve(dataDir), name)) !== null);
}
const clusterFolders = (dataDir: string): string[] =>
  ['pg15', 'pg16', 'pg17', 'pg18', 'pg19'].filter((name) => existsSync(join(dataDir, name)));

/** Starts or adopts the PostgreSQL of a data folder, creating its data when there are none. Throws StartError. */
export async function startEmbedded(dataDir: string): Promise<Cluster> {
  const parent = resolve(dataDir);
  const native = findNative();
  const data = join(parent, `pg${native.major}`);
  makeFolder(parent, 0o711);
  const foreign = clusterFolders(parent).find((name) => name !== `pg${native.major}`);
  if (foreign !== undefined && !existsSync(data)) {
    throw new StartError(
      `В ${parent} лежат данные другой версии PostgreSQL (${foreign}), а у этой версии «Звонка» — ${native.major}. Данные не тронуты.`,
    );
  }
  const existingOwner = ownerOfData(data);
  const runAs = chooseRunAs(native, parent, existingOwner);
  const socketDir = socketFolder(parent, runAs);
  if (existingOwner === null) initialize({ data, socketDir, runAs });
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (Number(version) !== native.major) {
    throw new StartError(
      `Данные в ${data} созданы PostgreSQL ${version}, а у этой версии «Звонка» — ${native.major}. Данные не тронуты.`,
    );
  }

  const living = adoptable(data);
  const pid = living ?? launchPostmaster({ data, parent, socketDir, runAs });
  const ready = await untilReady(data, pid, join(parent, 'postgres.log'));
  const secret = readSecret(data);
  const password = (role: Role) => createHmac('sha256', secret).update(role).digest('hex').slice(0, 32);
  return {
    adopted: ready.pid !== pid || living !== null,
    pid: ready.pid,
    password,
    url: (role, database) => {
      const at = `postgres://${role}:${password(role)}@127.0.0.1:${ready.port}/${database}`;
      return ready.socketDir === '' ? at : `${at}?host=${encodeURIComponent(ready.socketDir)}`;
    },
    gone: untilGone(ready.pid),
    stop: async () => {
      await stopPostmaster({ pid: ready.pid, data, runAs });
      removeEmpty(ready.socketDir);
    },
  };
}

/** Who owns the data that are there already; null when there are none. */
function ownerOfData(data: string): number | null {
  if (!existsSync(data)) return null;
  const { uid } = statSync(data);
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && me !== uid) {
    throw new StartError(
      `Данные в ${data} принадлежат другому пользователю (uid ${uid}). Запустите «Звонок» от его имени.`,
    );
  }
  return existsSync(join(data, 'PG_VERSION')) ? uid : null;
}

function makeFolder(folder: string, mode: number): void {
  try {
    const made = mkdirSync(folder, { recursive: true });
    // mkdir's own mode is cut by the umask; an ordinary user must be able to pass through to his pg18.
    if (made !== undefined) chmodSync(folder, mode);
  } catch (error) {
    throw new StartError(`Не удалось создать папку ${folder}: ${String(error)}.`, { cause: error });
  }
}

/** After a stop in order PostgreSQL has taken its socket away; after any other the folder waits for the next start. */
function removeEmpty(folder: string): void {
  if (folder !== '' && existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** A folder for the socket alone: short (a socket's path may hold 107 bytes) and closed to everybody else. */
function socketFolder(parent: string, { owner }: RunAs): string {
  const name = `zvonok-${createHash('sha256').update(parent).digest('hex').slice(0, 8)}`;
  const usual = join(tmpdir(), name);
  const folder = Buffer.byteLength(usual) > 90 ? join('/tmp', name) : usual;
  makeFolder(folder, 0o700);
  if (process.platform === 'win32') return folder;
  const mine = owner?.uid ?? process.getuid?.();
  const found = statSync(folder).uid;
  if (found !== mine && process.getuid?.() !== 0)
    throw new StartError(`Папка ${folder} принадлежит другому пользователю. Удалите её или задайте TMPDIR.`);
  if (owner && found !== owner.uid) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  return folder;
}
