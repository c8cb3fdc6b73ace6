/** postgres() that also takes libpq's URL of a Unix socket, `postgres://role:password@localhost/base?host=/folder`:
 *  the bundled PostgreSQL listens on nothing else, and postgres.js alone sends `host` to the server as a setting. */
import postgres from 'postgres';

type Types = Record<string, postgres.PostgresType>;

export function openPool<T extends Types = Record<never, postgres.PostgresType>>(
  url: string,
  options: postgres.Options<T> = {},
): ReturnType<typeof postgres<T>> {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get('host');
  parsed.searchParams.delete('host');
  // Notices («relation already exists, skipping») are for a person at psql; here they would only be noise.
  const quiet = { onnotice: () => undefined, ...options };
  return postgres<T>(parsed.href, folder === null ? quiet : { ...quiet, host: folder });
}
