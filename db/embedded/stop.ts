/** Stopping a postmaster in order, and the environment its programs run in. */
import { spawnSync } from 'node:child_process';
import { binary } from '#db/embedded/native.ts';
import { isRunning } from '#db/embedded/pidFile.ts';
import type { RunAs } from '#db/embedded/runAs.ts';
import { childEnv } from '#db/env.ts';

/** Between a signal and the next, harder one. */
const PATIENCE_MS = 5_000;

/** SIGINT, 5 s later SIGQUIT, 5 s later SIGKILL. A fast shutdown that meets a crash restart hangs PostgreSQL 18.4 for
 *  ever, so SIGINT alone is not enough; SIGQUIT and SIGKILL cost a recovery at the next start and no data. */
export async function stopPostmaster({ pid, data, runAs }: { pid: number; data: string; runAs: RunAs }): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(binary(runAs.dir, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast'], { env: postgresEnv(), stdio: 'ignore' });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    const until = Date.now() + PATIENCE_MS;
    while (isRunning(pid) && Date.now() < until) await new Promise((done) => setTimeout(done, 10));
  }
}

/** Our environment without libpq's settings, which would send initdb and postgres elsewhere. */
export function postgresEnv(): NodeJS.ProcessEnv {
  const given = childEnv({ LC_ALL: 'C', LD_LIBRARY_PATH: undefined });
  for (const name of Object.keys(given)) if (/^PG[A-Z]/.test(name)) delete given[name];
  return given;
}
