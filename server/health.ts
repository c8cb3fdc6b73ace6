import type { ServerResponse } from 'node:http';
import { readiness } from '#db/queries/readiness.ts';
import { sendJson } from '#server/http.ts';

/** /healthz: the process is alive. Asks nothing: a sick database must not make a supervisor kill the server. */
export const healthz = (response: ServerResponse): void => sendJson(response, { ok: true });

/** /readyz: 503 until the database answers, is migrated and the school log can be read. */
export async function readyz(response: ServerResponse): Promise<void> {
  const ready = await readiness();
  const ok = ready.database && ready.migrations && ready.log;
  sendJson(response, { ok, ...ready }, ok ? 200 : 503);
}
