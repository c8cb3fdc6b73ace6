/** The owner's way past row-level security, which is forced on him like on everybody. The bundled PostgreSQL's owner has
 *  the attribute for it; for an own PostgreSQL's owner the force is lifted meanwhile. It concerns the tables' owner
 *  only: the app role is behind the wall either way. */
import type postgres from 'postgres';
import { openPool } from '#db/pool.ts';

/** Held by whoever changes the schema or fills the database: one process at a time. */
export const MIGRATE_LOCK = 7_294_002;

/** Runs `work` with the owner seeing all rows, inside the caller's transaction. */
export async function withOwnerRights<T>(tx: postgres.TransactionSql, work: () => Promise<T>): Promise<T> {
  if (await bypasses(tx)) return work();
  await forceRowSecurity(tx, false);
  const result = await work();
  await forceRowSecurity(tx, true);
  return result;
}

/** Runs `work` with a pool of owner connections that see all rows; other starts of the same database wait. */
export async function withOwnerPool<T>(ownerUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const guard = openPool(ownerUrl, { max: 1, max_lifetime: null });
  const sql = openPool(ownerUrl, { max: 4 });
  try {
    await guard`select pg_advisory_lock(${MIGRATE_LOCK})`;
    if (await bypasses(guard)) return await work(sql);
    await forceRowSecurity(guard, false);
    try {
      return await work(sql);
    } finally {
      await forceRowSecurity(guard, true);
    }
  } finally {
    await sql.end({ timeout: 5 });
    await guard.end({ timeout: 1 });
  }
}

/** Sets or lifts `force row level security` on every table that has a wall. Nothing happens where it stands already. */
export async function forceRowSecurity(sql: postgres.ISql, forced: boolean): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity <> ${forced}`;
  for (const { name } of tables) await sql.unsafe(`alter table ${name} ${forced ? '' : 'no '}force row level security`);
}

async function bypasses(sql: postgres.ISql): Promise<boolean> {
  const [role] = await sql<
    { free: boolean }[]
  >`select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user`;
  return role?.free ?? false;
}
