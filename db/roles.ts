/** The bundled PostgreSQL's roles and database. With an own PostgreSQL its administrator makes them (README). */

import type { Cluster } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';

const DATABASE = 'zvonok';

/** Makes what is missing and returns the URLs of owner and app. Harmless to repeat, also from two starts at once. */
export async function ensureRoles(
  cluster: Cluster,
  database = DATABASE,
): Promise<{ ownerUrl: string; appUrl: string }> {
  const sql = openPool(cluster.url('zvonok_super', 'postgres'), { max: 1 });
  try {
    await sql`select pg_advisory_lock(${ROLES_LOCK})`;
    const have = await sql<{ name: string }[]>`
      select rolname as name from pg_roles where rolname in ('zvonok_owner', 'zvonok_app')
      union all select datname from pg_database where datname = ${database}`;
    const missing = (name: string) => !have.some((row) => row.name === name);
    // The seed and migrations that touch rows run as the owner: row-level security is forced on him too, hence bypassrls.
    if (missing('zvonok_owner')) {
      await sql.unsafe(
        `create role zvonok_owner login nosuperuser nocreatedb nocreaterole bypassrls password '${cluster.password('zvonok_owner')}'`,
      );
    }
    if (missing('zvonok_app')) {
      await sql.unsafe(
        `create role zvonok_app login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password '${cluster.password('zvonok_app')}'`,
      );
    }
    if (missing(database)) {
      await sql.unsafe(`create database ${database} owner zvonok_owner`);
      await sql.unsafe(`revoke all on database ${database} from public`);
      await sql.unsafe(`grant connect on database ${database} to zvonok_app`);
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
  return { ownerUrl: cluster.url('zvonok_owner', database), appUrl: cluster.url('zvonok_app', database) };
}

const ROLES_LOCK = 7_294_001;
