/** The first start: an empty cluster and its secret. Made beside its place and renamed into it, so that a start killed
 *  half-way leaves nothing that looks like data, and data once there are never touched. */
import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { binary } from '#db/embedded/native.ts';
import type { RunAs } from '#db/embedded/runAs.ts';
import { postgresEnv } from '#db/embedded/stop.ts';
import { StartError } from '#db/startError.ts';

/** Lies inside the cluster, so that a copy of the folder is a whole copy; the passwords of the three roles come from it. */
const SECRET = 'zvonok-secret';
const PORT = 'zvonok-port';

export function initialize({ data, socketDir, runAs }: { data: string; socketDir: string; runAs: RunAs }): void {
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new StartError(
      `Папка ${data} не пуста, но данных PostgreSQL в ней нет. Она не тронута: уберите её сами или задайте ZVONOK_DATA_DIR.`,
    );
  }
  const own = (path: string) => {
    if (runAs.owner) chownSync(path, runAs.owner.uid, runAs.owner.gid);
  };
  const draft = mkdtempSync(`${data}.new-`);
  own(draft);
  const secret = randomBytes(32).toString('hex');
  const passwordFile = join(socketDir, `${basename(draft)}.password`);
  writeFileSync(passwordFile, createHmac('sha256', secret).update('zvonok_super').digest('hex').slice(0, 32), {
    mode: 0o600,
  });
  own(passwordFile);

  // The builtin locale orders by code point on every machine and every version of the system's libraries: indexes stay
  // valid when the folder moves. Names are sorted by the collation that the schema names, "ru-x-icu".
  const locale = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const access = ['--username=zvonok_super', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--data-checksums'];
  const [command = '', ...args] = [
    ...runAs.prefix,
    binary(runAs.dir, 'initdb'),
    `--pgdata=${draft}`,
    ...locale,
    ...access,
  ];
  const made = spawnSync(command, args, { ...runAs.ids, cwd: '/', env: postgresEnv(), encoding: 'utf8' });
  rmSync(passwordFile);
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new StartError(`Не удалось создать базу данных в ${data}:\n${made.error?.message ?? made.stderr.trim()}`);
  }
  for (const [name, text] of [
    [SECRET, secret],
    [PORT, String(randomInt(20_000, 60_000))],
  ] as const) {
    writeFileSync(join(draft, name), text, { mode: 0o600 });
    own(join(draft, name));
  }
  moveIntoPlace(draft, data);
}

function moveIntoPlace(draft: string, data: string): void {
  try {
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Two first starts at once: the other one's cluster stands already, and it is as good as ours.
    if (!existsSync(join(data, 'PG_VERSION'))) throw error;
  }
}

/** The key of the roles' passwords. */
export function readSecret(data: string): string {
  try {
    return readFileSync(join(data, SECRET), 'utf8').trim();
  } catch (error) {
    throw new StartError(`Не читается ${join(data, SECRET)}: без него к базе не подключиться. ${String(error)}`, {
      cause: error,
    });
  }
}

/** Windows has no Unix sockets for PostgreSQL's clients here: a fixed port of this cluster's own on 127.0.0.1. */
export const readPort = (data: string): number => Number(readFileSync(join(data, PORT), 'utf8'));
