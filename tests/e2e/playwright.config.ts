/** Browser tests against the built product with a demo school of its own: own port, own data, a fixed clock. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from '#tests/support/browser.ts';
import { freePort } from '#tests/support/freePort.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each worker reads this file anew, so what is chosen once is kept in the environment that workers inherit. */
async function choose(name: string, value: () => string | Promise<string>): Promise<string> {
  process.env[name] ??= await value();
  return process.env[name];
}
const port = await choose('ZVONOK_E2E_PORT', async () => String(await freePort()));
const folder = await choose('ZVONOK_E2E_FOLDER', () => {
  const made = mkdtempSync(join(tmpdir(), 'zvonok-e2e-'));
  // As root the database runs as an ordinary user, who must be able to pass through.
  chmodSync(made, 0o711);
  // This is the run's first process, which ends after the server has.
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
});
const origin = `http://localhost:${port}`;

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  projects: [
    { name: 'screens', testIgnore: /(ledger|offline|timetable|week)\.spec/ },
    // It turns the lessons of the whole school and back.
    { name: 'timetable', testMatch: /timetable\.spec/, dependencies: ['screens'], fullyParallel: false },
    // They end sessions and kill the server under everybody: alone, one after another, when the others are through.
    { name: 'offline', testMatch: /offline\.spec/, dependencies: ['timetable'] },
    { name: 'ledger', testMatch: /ledger\.spec/, dependencies: ['offline'] },
    { name: 'week', testMatch: /week\.spec/, dependencies: ['ledger'] },
  ],
  reporter: 'line',
  // The rules of accessibility take half a minute over a thousand cells on a busy machine.
  timeout: 120_000,
  use: {
    baseURL: origin,
    launchOptions: findBrowser(),
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'ru-RU',
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `"${process.execPath}" server/start.mjs`,
    cwd: root,
    url: `${origin}/readyz`,
    env: {
      PORT: port,
      PUBLIC_ORIGIN: origin,
      ZVONOK_DATA_DIR: folder,
      // A wet Wednesday in December, in the middle of the fourth lesson in Moscow.
      ZVONOK_TEST_CLOCK: '2026-12-02T09:18:00Z',
    },
    reuseExistingServer: false,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
