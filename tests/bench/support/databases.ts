import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startEmbedded } from '#db/embedded.ts';
import { fillDemo } from '#db/fillDemo.ts';
import { migrate } from '#db/migrate.ts';
import { openPool } from '#db/pool.ts';
import { ensureRoles } from '#db/roles.ts';
import { multiplySchool } from '#tests/bench/support/multiplySchool.ts';

export type Database = {
  /** The app role's: what the product uses. */
  appUrl: string;
  /** Bypasses row-level security: for setting a scene, for floors, for looking at what was written. */
  ownerUrl: string;
};
export type Databases = {
  /** A fresh copy of the demo school, with further schools like it beside it. */
  demo(schools?: number): Promise<Database>;
  close(): Promise<void>;
};

/** The benches see the same school on every day of the year. */
const NOW = new Date('2026-12-02T09:18:00Z');

/** A bundled PostgreSQL of its own in a temporary folder, with the settings of the product: fsync and synchronous_commit on.
 *  Started when the first database is asked for. */
export async function openDatabases(): Promise<Databases> {
  let running: { folder: string; cluster: Cluster } | null = null;
  const templates = new Map<number, string>();
  let copies = 0;

  function start(): Promise<Cluster> | Cluster {
    if (running) return running.cluster;
    const folder = mkdtempSync(join(tmpdir(), 'zvonok-bench-'));
    // As root the database runs as an ordinary user, who must be able to pass through.
    chmodSync(folder, 0o711);
    return startEmbedded(folder).then((cluster) => {
      running = { folder, cluster };
      return cluster;
    });
  }

  /** A filled database that nobody writes into: the demo school, or several. */
  async function template(cluster: Cluster, schools: number): Promise<string> {
    const known = templates.get(schools);
    if (known) return known;
    const name = `bench_demo_${schools}`;
    if (schools === 1) {
      const { ownerUrl } = await ensureRoles(cluster, name);
      await migrate(ownerUrl, 'zvonok_app');
      // Nobody signs in with the password, so its slow hash is left out.
      await fillDemo(ownerUrl, { now: NOW, passwordHash: '' });
    } else {
      await clone(cluster, name, await template(cluster, 1));
      await multiplySchool(cluster.url('zvonok_super', name), schools);
    }
    templates.set(schools, name);
    return name;
  }

  return {
    async demo(schools = 1) {
      const cluster = await start();
      const from = await template(cluster, schools);
      copies += 1;
      const name = `bench_${copies}`;
      await clone(cluster, name, from);
      return { appUrl: cluster.url('zvonok_app', name), ownerUrl: cluster.url('zvonok_owner', name) };
    },
    async close() {
      if (!running) return;
      await running.cluster.stop();
      rmSync(running.folder, { recursive: true });
    },
  };
}

async function clone(cluster: Cluster, name: string, template: string): Promise<void> {
  const sql = openPool(cluster.url('zvonok_super', 'postgres'), { max: 1 });
  try {
    await sql.unsafe(`create database ${name} template ${template} owner zvonok_owner`);
    await sql.unsafe(`revoke all on database ${name} from public`);
    await sql.unsafe(`grant connect on database ${name} to zvonok_app`);
  } finally {
    await sql.end();
  }
}
