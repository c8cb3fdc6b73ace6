/** The postmaster as a process: started, waited for, watched. It outlives whoever started it; see embedded.ts. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readPort } from '#db/embedded/initialize.ts';
import { binary } from '#db/embedded/native.ts';
import { isPostgresOf, isRunning, readPidFile } from '#db/embedded/pidFile.ts';
import type { RunAs } from '#db/embedded/runAs.ts';
import { postgresEnv } from '#db/embedded/stop.ts';
import { StartError } from '#db/startError.ts';

const READY_WITHIN_MS = 60_000;
const LOG_LIMIT = 10 * 1024 * 1024;

/** The postmaster that runs over these data already, or null. */
export function adoptable(data: string): number | null {
  const file = readPidFile(data);
  return file && isRunning(file.pid) && isPostgresOf(file.pid, data) ? file.pid : null;
}

/** Starts a postmaster; returns its number at once. */
export function launchPostmaster({
  data,
  parent,
  socketDir,
  runAs,
}: {
  data: string;
  parent: string;
  socketDir: string;
  runAs: RunAs;
}): number {
  const where =
    process.platform === 'win32'
      ? { listen_addresses: '127.0.0.1', port: readPort(data) }
      : { listen_addresses: '', unix_socket_directories: socketDir };
  const settings = {
    ...where,
    max_connections: 100,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log names no pupil: neither statements nor the values in a message's details.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_checkpoints: 'off',
  };
  const log = join(parent, 'postgres.log');
  if (existsSync(log) && statSync(log).size > LOG_LIMIT) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const [command = '', ...args] = [
    ...runAs.prefix,
    binary(runAs.dir, 'postgres'),
    '-D',
    data,
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  // Detached: Ctrl+C goes to the whole group of the terminal and would close the database under the server.
  const child = spawn(command, args, {
    ...runAs.ids,
    cwd: '/',
    env: postgresEnv(),
    stdio: ['ignore', out, out],
    detached: true,
    windowsHide: true,
  });
  closeSync(out);
  child.unref();
  child.on('error', () => undefined); // told just below: there is no number then
  if (child.pid === undefined) throw new StartError(`Не удалось запустить ${command}.`);
  return child.pid;
}

/** Waits for «ready» in the pid file: of our postmaster, or of one that another start raised at the same moment. */
export async function untilReady(
  data: string,
  pid: number,
  log: string,
): Promise<{ pid: number; port: number; socketDir: string }> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const file = readPidFile(data);
    if (file?.ready && isRunning(file.pid) && isPostgresOf(file.pid, data)) return file;
    const other = adoptable(data);
    if (!isRunning(pid) && other === null) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  const tail = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n') : '';
  throw new StartError(`База данных в ${data} не запустилась. Последнее из ${log}:\n${tail}`);
}

/** Resolves when the process is gone, whoever ended it. Alone it keeps nobody alive. */
export async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await new Promise((done) => {
      setTimeout(done, 250).unref();
    });
  }
}
