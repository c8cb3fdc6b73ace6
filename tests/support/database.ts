/** A database of its own for a test file: a clone of the migrated template, empty or with the demo school. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openPool } from '#db/pool.ts';
import { TEMPLATE } from '#tests/support/cluster.ts';

export type TestDatabase = {
  /** Sees everything, bypasses the wall: for setting a scene and for looking at what was written. */
  ownerUrl: string;
  /** What the product itself uses. */
  appUrl: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
};

const DEMO = 'zvonok_demo';
const DEMO_LOCK = 7_294_901;
/** The demo school of tests opens at a fixed moment, so that a test passes on a Sunday and in July alike. */
export const DEMO_NOW = new Date('2026-12-02T09:18:00Z');

/** Clones the template: about 0.1 s. `demo` fills one database once per run and clones that one. */
export async function openTestDatabase(kind: 'empty' | 'demo' = 'empty'): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const sql = openPool(databaseUrl(cluster.superUrl, 'postgres'), { max: 1 });
  try {
    if (kind === 'demo') await makeDemo();
    await clone(sql, name, kind === 'demo' ? DEMO : TEMPLATE);
  } finally {
    await sql.end();
  }
  return {
    ownerUrl: databaseUrl(cluster.ownerUrl, name),
    appUrl: databaseUrl(cluster.appUrl, name),
    close: async () => {
      const closing = openPool(databaseUrl(cluster.superUrl, 'postgres'), { max: 1 });
      await closing.unsafe(`drop database ${name} with (force)`);
      await closing.end();
    },
  };
}

/** The same URL for another database of the cluster. */
function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function clone(sql: ReturnType<typeof openPool>, name: string, template: string): Promise<void> {
  await sql.unsafe(`create database ${name} template ${template} owner zvonok_owner`);
  // Rights to connect belong to the database, not to what is copied into it.
  await sql.unsafe(`revoke all on database ${name} from public`);
  await sql.unsafe(`grant connect on database ${name} to zvonok_app`);
}

/** Filled under another name and renamed when whole: a file that comes meanwhile waits for the lock. */
async function makeDemo(): Promise<void> {
  const cluster = inject('cluster');
  const sql = openPool(databaseUrl(cluster.superUrl, 'postgres'), { max: 1 });
  try {
    await sql`select pg_advisory_lock(${DEMO_LOCK})`;
    if ((await sql`select 1 from pg_database where datname = ${DEMO}`).length > 0) return;
    // Only the files that ask for it pay for loading the seed.
    const { fillDemo } = await import('#db/fillDemo.ts');
    const draft = `${DEMO}_draft`;
    await clone(sql, draft, TEMPLATE);
    await fillDemo(databaseUrl(cluster.ownerUrl, draft), { now: DEMO_NOW });
    await sql.unsafe(`alter database ${draft} rename to ${DEMO}`);
  } finally {
    await sql.end();
  }
}
