/** Brings a database to this version's schema: the numbered files of db/migrations, forward only, each in one
 *  transaction, one process at a time. Then gives the app role exactly what it needs, anew on each run.
 *
 *  Row-level security is forced on the owner too. The bundled PostgreSQL's owner bypasses it by attribute; an own
 *  PostgreSQL's owner usually may not, and would see no rows: db/ownerRights.ts lifts the force for him alone. */
import { readdirSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { forceRowSecurity, MIGRATE_LOCK, withOwnerRights } from '#db/ownerRights.ts';
import { openPool } from '#db/pool.ts';
import { StartError } from '#db/startError.ts';

export type Migration = { version: number; name: string; text: string };

/** One level above both db/migrate.ts and the bundle in .dist/. */
const FOLDER = new URL('../db/migrations/', import.meta.url);
/** Tables whose rows are only ever added; the app role gets neither update nor delete. */
const APPEND_ONLY = ['school_log', 'school_log_payload'];

/** The files in order. Throws when a number is missing or doubled: then the order would depend on the machine. */
export function readMigrations(): Migration[] {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((file, index) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
    if (Number(match?.[1]) !== index + 1)
      throw new Error(`db/migrations/${file}: expected number ${index + 1}, then _name.sql`);
    return { version: index + 1, name: match?.[2] ?? '', text: readFileSync(new URL(file, FOLDER), 'utf8') };
  });
}

/** Applies what is missing and grants the app role its rights; `appRole` null or the owner himself: nothing to grant.
 *  Returns the versions applied. Throws StartError when the database is newer than the code or belongs to another one. */
export async function migrate(
  ownerUrl: string,
  appRole: string | null,
  migrations = readMigrations(),
): Promise<number[]> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    // Held by the session: another node that starts at this moment waits, then finds nothing to do.
    await sql`select pg_advisory_lock(${MIGRATE_LOCK})`;
    const before = await appliedVersions(sql);
    refuseStrange(before, migrations);
    const missing = migrations.slice(before.length);
    if (missing.length > 0) await needCreate(sql);
    if (before.length === 0) {
      await sql`create table if not exists schema_version (version int primary key, name text not null, at timestamptz not null default now())`;
    }
    for (const { version, name, text } of missing) {
      await sql.begin(async (tx) => {
        await withOwnerRights(tx, () => tx.unsafe(text));
        await tx`insert into schema_version (version, name) values (${version}, ${name})`;
      });
    }
    // A seed that was killed half-way on an own PostgreSQL has left the force lifted.
    await forceRowSecurity(sql, true);
    if (appRole !== null) await grant(sql, appRole);
    return missing.map(({ version }) => version);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function appliedVersions(sql: postgres.Sql): Promise<{ version: number; name: string }[]> {
  const [found] = await sql<{ exists: boolean }[]>`select to_regclass('schema_version') is not null as exists`;
  return found?.exists
    ? sql<{ version: number; name: string }[]>`select version, name from schema_version order by version`
    : [];
}

function refuseStrange(before: { version: number; name: string }[], migrations: Migration[]): void {
  const last = before.at(-1)?.version ?? 0;
  if (last > migrations.length) {
    throw new StartError(
      `База данных новее программы: в базе версия ${last}, программа знает ${migrations.length}. Обновите «Звонок»; данные не тронуты.`,
    );
  }
  const strange = before.find(({ version, name }, index) => version !== index + 1 || migrations[index]?.name !== name);
  if (strange)
    throw new StartError(
      `Это база другой сборки: версия ${strange.version} в ней называется «${strange.name}». Данные не тронуты.`,
    );
}

async function needCreate(sql: postgres.Sql): Promise<void> {
  const [role] = await sql<{ name: string; may: boolean }[]>`
    select current_user as name, has_schema_privilege(current_schema(), 'create') as may`;
  if (role?.may) return;
  throw new StartError(
    `Роль ${role?.name ?? ''} не может создавать таблицы. Укажите в DATABASE_OWNER_URL роль-владельца базы: ею выполняются обновления схемы, а DATABASE_URL остаётся для работы.`,
  );
}

/** In one transaction, so that at no moment the app may change the log. Default privileges are not relied upon: they
 *  bind to the role that creates, and an own PostgreSQL's owner may have been another one before. */
async function grant(sql: postgres.Sql, appRole: string): Promise<void> {
  await sql.begin(async (tx) => {
    const [names] = await tx<{ owner: string; app: string; schema: string }[]>`
      select current_user as owner, quote_ident(${appRole}) as app, quote_ident(current_schema()) as schema`;
    if (!names || names.owner === appRole) return;
    const { app, schema } = names;
    await tx.unsafe(`grant usage on schema ${schema} to ${app}`);
    await tx.unsafe(`grant select, insert, update, delete on all tables in schema ${schema} to ${app}`);
    await tx.unsafe(`revoke update, delete on ${APPEND_ONLY.join(', ')} from ${app}`);
    await tx.unsafe(`revoke insert, update, delete on schema_version from ${app}`);
    await tx.unsafe(`grant usage on all sequences in schema ${schema} to ${app}`);
    await tx.unsafe(`grant execute on all functions in schema ${schema} to ${app}`);
  });
}
