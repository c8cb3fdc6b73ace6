/** The tests without a browser. `unit` needs nothing; `db` and `realtime` share a bundled PostgreSQL of their own. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Every process of a run counts in UTC: a test that leans on the machine's zone then fails on every machine alike.
process.env.TZ = 'UTC';

const root = fileURLToPath(new URL('..', import.meta.url));
const quiet = { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' };

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      { root, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], env: quiet } },
      {
        root,
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/support/cluster.ts'],
          env: quiet,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'realtime',
          include: ['tests/realtime/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts', 'tests/support/cluster.ts'],
          env: quiet,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
