import type { ServerResponse } from 'node:http';
import { readMigrations } from '#db/migrate.ts';
import { sql } from '#db/sql.ts';
import { sendJson } from '#server/http.ts';

const codeVersion = readMigrations().length;

/** /healthz: the process is alive. Asks nothing: a sick database must not make a supervisor kill the server. */
export const healthz = (response: ServerResponse): void => sendJson(response, { ok: true });

/** /readyz: the database answers, is migrated to this code's version, and the school log can be read. */
export async function readyz(response: ServerResponse): Promise<void> {
  const checks = { database: false, migrations: false, log: false };
  try {
    const [row] = await sql()<{ version: number }[]>`select coalesce(max(version), 0)::int as version from schema_version`;
    checks.database = true;
    checks.migrations = row?.version === codeVersion;
    await sql()`select seq from school_log_head limit 1`;
    checks.log = true;
  } catch {
    // Not ready is the answer itself; the reason is in the checks and in the database's own log.
    return sendJson(response, { ok: false, ...checks }, 503);
  }
  const ok = checks.migrations;
  sendJson(response, { ok, ...checks }, ok ? 200 : 503);
}
