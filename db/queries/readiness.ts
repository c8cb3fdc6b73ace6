import { readMigrations } from '#db/migrate.ts';
import { type Sql, sql } from '#db/sql.ts';

const codeVersion = readMigrations().length;
export type Readiness = { database: boolean; migrations: boolean; log: boolean };

/** Whether the database answers, is migrated to exactly this code's version, and the school log can be read. */
export async function readiness(db: Sql = sql()): Promise<Readiness> {
  const ready = { database: false, migrations: false, log: false };
  try {
    const [row] = await db<{ version: number }[]>`select coalesce(max(version), 0)::int as version from schema_version`;
    ready.database = true;
    ready.migrations = row?.version === codeVersion;
    await db`select seq from school_log_head limit 1`;
    ready.log = true;
  } catch {
    // «Not ready» is the answer itself; the reason stands in the database's own log.
    return ready;
  }
  return ready;
}
