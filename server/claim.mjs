/** A quick look, before anything is installed or built, whether «Звонок» already works with this data folder: a second
 *  start must not rebuild the pages under a running server. The last word is PostgreSQL's lock (db/nodes.ts). */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'server.json';

/** When the process began, in the system's own words: a number may be given anew, number and beginning together not. */
function beginningOf(pid) {
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/stat`;
    // The name in brackets may hold spaces; the 22nd field counts from after it.
    return existsSync(file) ? readFileSync(file, 'latin1').split(') ').at(-1).split(' ')[19] : null;
  }
  if (process.platform === 'win32') return 'unknown';
  return (
    spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)])
      .stdout.toString()
      .trim() || null
  );
}

function runs(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The living launcher of this folder as `{pid, port}`, or null. */
export function findLiving(dataDir) {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return null;
  let found;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A file cut off half-way by a killed start names nobody.
    return null;
  }
  const living = found.pid !== process.pid && runs(found.pid) && beginningOf(found.pid) === found.began;
  return living ? { pid: found.pid, port: found.port } : null;
}

/** Writes this process down as the folder's launcher until it exits. */
export function claim(dataDir, port) {
  // An ordinary user must be able to pass through to his pg18 when this is root with a strict umask.
  if (mkdirSync(dataDir, { recursive: true }) !== undefined) chmodSync(dataDir, 0o711);
  const file = join(dataDir, FILE);
  writeFileSync(file, JSON.stringify({ pid: process.pid, began: beginningOf(process.pid), port }));
  process.on('exit', () => rmSync(file, { force: true }));
}
