/** postmaster.pid: PostgreSQL's own lock on its data folder, and the way to find a postmaster that another process
 *  left behind. It is only ever read here: removing it lets two postmasters destroy one database. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

export type PidFile = { pid: number; port: number; socketDir: string; ready: boolean };

/** What stands in the folder's lock, or null when there is none (or it is being written). */
export function readPidFile(dir: string): PidFile | null {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

/** Whether the process runs. One that was killed and that nobody has collected yet answers to signal 0 and runs no more. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = procFile(pid, 'stat');
  return stat !== null && !/^\d+ \(.*\) [ZX]/s.test(stat);
}

/** Whether the process is a PostgreSQL that works in this data folder: after a restart of the machine the number in a
 *  left-over file may be anybody's, also another database's. */
export function isPostgresOf(pid: number, dir: string): boolean {
  if (process.platform === 'win32') return isRunning(pid);
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)])
      .stdout.toString()
      .includes('postgres');
  if (!procFile(pid, 'comm')?.includes('postgres')) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch {
    // Somebody else's process, or one that has just ended: either way not ours.
    return false;
  }
}

function procFile(pid: number, name: 'stat' | 'comm'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
