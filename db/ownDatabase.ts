/** What an own PostgreSQL (DATABASE_URL) must offer, checked before anything is written to it. */
import { openPool } from '#db/pool.ts';
import { StartError } from '#db/startError.ts';

const OLDEST = 15;
const NEWEST = 18;

/** The name of the app role. Throws StartError naming what is wrong: version, encoding, collation, or a role that
 *  walks through the second wall. */
export async function checkOwnDatabase(appUrl: string): Promise<{ appRole: string }> {
  const sql = openPool(appUrl, { max: 1, connect_timeout: 10 });
  try {
    const [found] = await sql<{ version: number; encoding: string; role: string; free: boolean; icu: boolean }[]>`
      select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
        current_user as role, exists (select from pg_collation where collname = 'ru-x-icu') as icu,
        (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as free`;
    if (!found) throw new Error('PostgreSQL answered nothing');
    if (found.version < OLDEST || found.version > NEWEST) {
      throw new StartError(`Нужен PostgreSQL ${OLDEST}–${NEWEST}, а в DATABASE_URL — ${found.version}.`);
    }
    if (found.encoding !== 'UTF8')
      throw new StartError(`База в DATABASE_URL в кодировке ${found.encoding}, нужна UTF8.`);
    if (!found.icu)
      throw new StartError('В базе из DATABASE_URL нет сортировки ru-x-icu: нужен PostgreSQL, собранный с ICU.');
    if (found.free) {
      throw new StartError(
        `Роль ${found.role} из DATABASE_URL обходит защиту строк (суперпользователь или bypassrls), так «Звонок» не работает. Создайте две роли:\n` +
          "  create role zvonok_owner login password '…';\n  create role zvonok_app login nosuperuser nobypassrls password '…';\n" +
          '  create database zvonok owner zvonok_owner;\nи укажите первую в DATABASE_OWNER_URL, вторую в DATABASE_URL.',
      );
    }
    return { appRole: found.role };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`Не удалось подключиться к базе из DATABASE_URL: ${String(error)}`, { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
  }
}
