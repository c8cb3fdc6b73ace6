import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** vitest's globalSetup for tests that run the server as a process: its bundle is of today's sources. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, ['server/build.mjs', 'bundles'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
