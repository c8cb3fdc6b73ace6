import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate, readMigrations } from '#db/migrate.ts';
import { checkOwnDatabase } from '#db/ownDatabase.ts';
import { withOwnerPool } from '#db/ownerRights.ts';
import { openPool } from '#db/pool.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** An empty database whose owner is like the one of an own PostgreSQL: no attribute past row-level security. */
async function withPlainOwner<T>(work: (ownerUrl: string, superUrl: string) => Promise<T>): Promise<T> {
  const { superUrl } = inject('cluster');
  const admin = openPool(superUrl, { max: 1 });
  await admin.unsafe(`create role plain_owner login password 'plain'`);
  await admin.unsafe('create database plain owner plain_owner');
  const at = (user: string | null) => {
    const url = new URL(superUrl);
    url.pathname = '/plain';
    if (user !== null) Object.assign(url, { username: user, password: 'plain' });
    return url.href;
  };
  try {
    return await work(at('plain_owner'), at(null));
  } finally {
    await admin.unsafe('drop database plain with (force)');
    await admin.unsafe('drop role plain_owner');
    await admin.end();
  }
}

const next = (text: string) => [...readMigrations(), { version: readMigrations().length + 1, name: 'next', text }];

describe('migrations', () => {
  it('two starts at once: each file is applied once', async () => {
    const applied = await withPlainOwner((ownerUrl) => Promise.all([migrate(ownerUrl, null), migrate(ownerUrl, null)]));
    expect(applied.flat()).toEqual(readMigrations().map(({ version }) => version));
  });

  it('a file that fails leaves nothing behind, and the next start goes on from there', async () => {
    const broken = next('create table half (id int); select 1 / 0;');
    await expect(migrate(database.ownerUrl, 'zvonok_app', broken)).rejects.toThrow('division by zero');
    expect(await migrate(database.ownerUrl, 'zvonok_app')).toEqual([]);
    const sql = openPool(database.ownerUrl, { max: 1 });
    expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }]);
    await sql.end();
  });

  it('a database newer than the code is refused in words', async () => {
    await withPlainOwner(async (ownerUrl) => {
      await migrate(ownerUrl, null, next('select 1'));
      await expect(migrate(ownerUrl, null)).rejects.toThrow('База данных новее программы');
    });
  });

  it('a role that may not create tables is told what to set', async () => {
    await expect(migrate(database.appUrl, null, next('select 1'))).rejects.toThrow('Укажите в DATABASE_OWNER_URL');
  });

  it('an owner without the attribute sees every row in a migration and while the base is filled, and is walled in after', async () => {
    await withPlainOwner(async (ownerUrl) => {
      await migrate(ownerUrl, null);
      await withOwnerPool(ownerUrl, async (sql) => {
        await sql`insert into school (name, short_name, tz) values ('Школа', 'Ш', 'Europe/Moscow')`;
        await sql`insert into subject (school_id, name, short) values (1, 'Алгебра', 'алг')`;
      });
      await migrate(ownerUrl, null, next(`update subject set short = 'алгебра'`));
      const seen = await withOwnerPool(ownerUrl, (sql) => sql`select short from subject`);
      expect(seen).toEqual([{ short: 'алгебра' }]);
      const sql = openPool(ownerUrl, { max: 1 });
      expect(await sql`select short from subject`).toEqual([]);
      await sql.end();
    });
  });
});

describe('an own PostgreSQL', () => {
  it('is taken with the app role', async () => {
    await expect(checkOwnDatabase(database.appUrl)).resolves.toEqual({ appRole: 'zvonok_app' });
  });
  it('is refused with a role that walks through row-level security', async () => {
    await expect(checkOwnDatabase(database.ownerUrl)).rejects.toThrow('обходит защиту строк');
    await expect(checkOwnDatabase(inject('cluster').superUrl)).rejects.toThrow('обходит защиту строк');
  });
  it('is refused in words when nobody answers', async () => {
    await expect(checkOwnDatabase('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow('Не удалось подключиться');
  });
});

describe('the app role', () => {
  it('adds to the log and can neither change nor remove what is there, nor make anything of its own', async () => {
    const sql = openPool(database.appUrl, { max: 1 });
    for (const statement of [
      `update school_log set kind = 'x'`,
      'delete from school_log',
      'truncate school_log',
      `update school_log_payload set body = 'x'`,
      'delete from school_log_payload',
      `insert into schema_version (version, name) values (99, 'x')`,
      'alter table school_log disable trigger all',
      'create table own (id int)',
      'create temporary table own (id int)',
      'set role zvonok_owner',
    ]) {
      await expect(sql.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
    await sql.end();
  });
});
