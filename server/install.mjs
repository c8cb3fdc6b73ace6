/** Installs the npm packages when they are missing or belong to another lock file. Runs before anything is installed,
 *  so it uses Node alone. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, failure, note } from './say.mjs';

/** Lies in node_modules, so that it goes when they go. */
const STAMP = 'node_modules/.zvonok-installed';

/** The lock, and what the packages' binaries depend on: a node_modules carried to another machine is stale. */
function wanted(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Whether a person's own `npm ci` has left exactly what the lock names; packages for other platforms may be absent. */
function matchesLock(root) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const { packages: have } = JSON.parse(readFileSync(hidden, 'utf8'));
  const { packages: want } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(want).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = have[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/** Whether node_modules are this lock file's. */
export function isInstalled(root) {
  const stamp = join(root, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted(root);
}

/** Resolves when the packages are there; prints npm's own words and rejects when it fails. */
export async function installIfStale(root) {
  if (isInstalled(root)) return;
  const since = Date.now();
  if (!matchesLock(root)) {
    note('Устанавливаются зависимости…');
    await npmCi(root);
    done('Зависимости установлены', since);
  }
  writeFileSync(join(root, STAMP), wanted(root));
}

function npmCi(root) {
  // Under `npm start` npm says where it lies itself; started by hand, it is on the PATH.
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const [command, ...first] = own ? [process.execPath, own] : ['npm'];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'];
  // NODE_ENV=production would leave out what the build needs.
  const { NODE_ENV: _, ...env } = process.env;
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !own && process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      console.error(output);
      reject(failure('Не удалось установить зависимости (npm ci), причина выше.'));
    });
  });
}
