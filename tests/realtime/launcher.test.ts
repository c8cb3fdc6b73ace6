import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isRunning, readPidFile } from '#db/embedded/pidFile.ts';
import { startEmbedded } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';
import { dayIn, weekdayOf } from '#lib/domain/time.ts';
import { freePort } from '#tests/support/freePort.ts';
import { buildProduct, childrenOf, makeDataDir, type Product, spawnProduct, started } from '#tests/support/product.ts';

const folders: string[] = [];
const products: Product[] = [];
const newFolder = () => {
  const folder = makeDataDir();
  folders.push(folder);
  return folder;
};
function start(
  dataDir: string,
  port: number,
  more: Record<string, string> = {},
  flags: string[] = [],
  by: 'node' | 'npm' = 'node',
): Product {
  const product = spawnProduct(dataDir, port, more, flags, by);
  products.push(product);
  return product;
}
// A stale build would be built by the first start, within its test's time.
beforeAll(buildProduct, 240_000);
afterEach(() => Promise.all(products.splice(0).map((product) => product.stop())));
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const postmaster = (dataDir: string) => readPidFile(join(dataDir, 'pg18'))?.pid ?? 0;
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((done) => setTimeout(done, 30));
}

describe('the demo school opens in the middle of a lesson', () => {
  it.each([
    ['on a Sunday at noon', '2026-11-22T09:00:00Z'],
    ['in July', '2027-07-14T08:30:00Z'],
    ['on a school day at 23:59', '2026-12-02T20:59:00Z'],
  ])('%s', { timeout: 240_000 }, async (_, clock) => {
    const dataDir = newFolder();
    await started(start(dataDir, await freePort(), { ZVONOK_TEST_CLOCK: clock }));
    // Adopted, not started: the product stops it.
    const cluster = await startEmbedded(dataDir);
    const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
    const [school] = await sql<{ now: Date; tz: string; under_way: number }[]>`
      select school_now(s.school_id) as now, s.tz,
        (select count(*)::int from lesson l where l.school_id = s.school_id and l.status = 'planned'
          and l.starts_at + interval '5 minutes' < school_now(s.school_id) and school_now(s.school_id) < l.ends_at) as under_way
      from school s where s.kind = 'demo' order by s.school_id limit 1`;
    await sql.end();
    expect(school?.under_way).toBeGreaterThan(0);
    expect(weekdayOf(dayIn(school?.now ?? '', school?.tz ?? ''))).toBeLessThanOrEqual(6);
  });
});

describe('one data folder', () => {
  it('a second start is refused in words, and the first goes on', async () => {
    const dataDir = newFolder();
    const first = await started(start(dataDir, await freePort(), {}, ['--empty']));
    const second = start(dataDir, await freePort(), {}, ['--empty']);
    await until(() => second.launcher.exitCode !== null);
    expect(second.launcher.exitCode).toBe(1);
    expect(second.output()).toContain('уже работает');
    expect((await fetch(`${first.origin}/readyz`)).status).toBe(200);
  });

  it('--join adds a node to the running one, and the last to leave closes the database', async () => {
    const dataDir = newFolder();
    const first = await started(start(dataDir, await freePort(), {}, ['--empty']));
    const joined = await started(start(dataDir, await freePort(), {}, ['--join', '--empty']));
    const database = postmaster(dataDir);
    expect(await first.stop()).toBe(0);
    expect((await fetch(`${joined.origin}/readyz`)).status).toBe(200);
    expect(await joined.stop()).toBe(0);
    expect(isRunning(database)).toBe(false);
  });

  it('--join with nothing to join is refused in words', async () => {
    const lonely = start(newFolder(), await freePort(), {}, ['--join']);
    await until(() => lonely.launcher.exitCode !== null);
    expect(lonely.launcher.exitCode).toBe(1);
    expect(lonely.output()).toContain('присоединяться не к чему');
  });
});

describe('a kill without warning', () => {
  it.runIf(process.platform === 'linux')(
    'of the server, then of the database: both come back by themselves',
    async () => {
      const dataDir = newFolder();
      const product = await started(start(dataDir, await freePort(), {}, ['--empty']));
      const server = childrenOf(product.launcher.pid ?? 0).find(({ command }) => command.includes('server.mjs'));
      process.kill(server?.pid ?? 0, 'SIGKILL');
      await until(() => product.output().includes('Сервер снова работает'));
      const database = postmaster(dataDir);
      process.kill(database, 'SIGKILL');
      await until(() => product.output().includes('База данных снова работает'));
      expect(postmaster(dataDir)).not.toBe(database);
      await until(async () => (await fetch(`${product.origin}/readyz`)).ok);
    },
  );

  it('of the launcher: its server stops, the database stays and is adopted by the next start', async () => {
    const dataDir = newFolder();
    const killed = await started(start(dataDir, await freePort(), {}, ['--empty']));
    const database = postmaster(dataDir);
    await killed.stop('SIGKILL');
    await until(async () => (await fetch(killed.origin).catch(() => null)) === null);
    expect(isRunning(database)).toBe(true);
    const next = await started(start(dataDir, await freePort(), {}, ['--empty']));
    expect(next.output()).toContain('База данных уже работала');
    expect(postmaster(dataDir)).toBe(database);
    expect(await next.stop()).toBe(0);
    expect(isRunning(database)).toBe(false);
  });
});

describe('a stop', () => {
  it('leaves nothing running and nothing claimed', async () => {
    const dataDir = newFolder();
    const product = await started(start(dataDir, await freePort(), {}, ['--empty']));
    const database = postmaster(dataDir);
    expect(await product.stop('SIGINT')).toBe(0);
    expect(isRunning(database)).toBe(false);
    expect(await fetch(product.origin).catch(() => null)).toBeNull();
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
    expect(existsSync(join(dataDir, 'pg18/postmaster.pid'))).toBe(false);
  });

  it('asked of npm reaches the server too: npm itself ends its shell only', async () => {
    const dataDir = newFolder();
    const product = await started(start(dataDir, await freePort(), {}, ['--empty'], 'npm'));
    const database = postmaster(dataDir);
    await product.stop();
    await until(async () => (await fetch(product.origin).catch(() => null)) === null && !isRunning(database));
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
  });

  it('before the start is through ends it as well', async () => {
    const dataDir = newFolder();
    const product = start(dataDir, await freePort(), {}, ['--empty']);
    await until(() => product.output().includes('База данных запущена'));
    const database = postmaster(dataDir);
    expect(await product.stop()).toBe(0);
    expect(isRunning(database)).toBe(false);
  });

  it('an empty database names the code of the first sign-in', async () => {
    const product = await started(start(newFolder(), await freePort(), {}, ['--empty']));
    expect(product.output()).toMatch(/Код первого входа: [2-9A-HJKMNP-Z]{10}\n/);
  });
});

describe('wrong settings', () => {
  it('are refused all at once, each with its reason', async () => {
    const product = start(newFolder(), 70_000, { SERVICES: 'web,chess', LOG_LEVEL: 'loud' });
    await until(() => product.launcher.exitCode !== null);
    expect(product.output()).toContain('PORT: не больше 65535');
    expect(product.output()).toContain('службы «chess» нет; есть web, realtime');
    expect(product.output()).toContain('LOG_LEVEL: нужно одно из');
  });
});
