/** One bundled PostgreSQL for a run of db or realtime tests, in a temporary folder: never the user's .data. It holds a
 *  migrated template that each test file clones (database.ts). */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { ensureRoles } from '#db/roles.ts';

export const TEMPLATE = 'zvonok_template';

export type ClusterUrls = { superUrl: string; ownerUrl: string; appUrl: string };
declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the three roles; the database in them is replaced (databaseUrl of database.ts). */
    cluster: ClusterUrls;
  }
}

/** vitest's globalSetup: returns what it calls at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-test-'));
  // As root the database runs as an ordinary user, who must be able to pass through.
  chmodSync(folder, 0o711);
  const cluster = await startEmbedded(folder);
  const { ownerUrl, appUrl } = await ensureRoles(cluster, TEMPLATE);
  await migrate(ownerUrl, 'zvonok_app');
  project.provide('cluster', { superUrl: cluster.url('zvonok_super', 'postgres'), ownerUrl, appUrl });
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true });
  };
}
