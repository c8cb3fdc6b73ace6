import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startEmbedded } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';
import { ready, sit } from '#tests/e2e/people.ts';
import { childrenOf } from '#tests/support/product.ts';

/** Nothing acknowledged is ever lost: the server is killed while a teacher types, twice; the ledger of acknowledged
 *  writes, kept outside the product, must equal the database. */
test('kill -9 of the server in the middle of typing loses nothing and doubles nothing', async ({ browser }) => {
  test.setTimeout(120_000);
  const folder = process.env['ZVONOK_E2E_FOLDER'] ?? '';
  const launcher = (JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { pid: number }).pid;
  const serverPid = () => childrenOf(launcher).find(({ command }) => command.includes('server.mjs'))?.pid ?? 0;
  // The launcher pauses before it starts the next one: the second death waits for its server.
  const killServer = async () => {
    await expect.poll(serverPid, { timeout: 30_000 }).toBeGreaterThan(0);
    process.kill(serverPid(), 'SIGKILL');
  };
  const { page, context } = await sit(browser, 'teacher2', 'desk');
  await ready(page);
  const journal = Number(new URL(page.url()).pathname.split('/').at(-1));

  /** Command id → what was sent; and which were acknowledged. */
  const sent = new Map<string, { workId: number; studentId: number; number: number; value: number | null }>();
  const acknowledged = new Set<string>();
  page.on('response', async (response) => {
    if (!response.url().endsWith('/api/commands') || response.status() !== 200) return;
    const body = response.request().postDataJSON() as { commands: { id: string; name: string; input: never }[] };
    // A response that was cut off with the server acknowledges nothing.
    const answers = await response
      .json()
      .then((json: { answers?: { ok: boolean }[] }) => json.answers ?? [])
      .catch(() => []);
    for (const [index, command] of body.commands.entries()) {
      sent.set(command.id, command.input);
      if (answers[index]?.ok) acknowledged.add(command.id);
    }
  });

  const rows = await page.getByRole('rowheader').count();
  await page.locator('[role=gridcell].today').first().click();
  const typed: string[] = [];
  for (let index = 0; index < Math.min(rows, 24); index += 1) {
    const key = String(2 + (index % 4));
    await page.keyboard.press(key);
    typed.push(key);
    if (index === 7 || index === 16) await killServer();
  }
  await expect(page.getByRole('status').filter({ hasText: /^Сохранено, / })).toBeVisible({ timeout: 60_000 });

  // Adopted, not started: the product goes on using it.
  const cluster = await startEmbedded(folder);
  const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
  const commands = await sql`select command_id::text as id from command where school_id = 1`;
  const marks = await sql`select m.work_id, m.student_id, m.number, m.value, m.value_v from mark m where m.school_id = 1
    and m.group_id = ${journal} and m.set_by = (select person_id from account where login = 'teacher2')`;
  const versions = await sql`select object, count(*)::int as n, max(version) as last from school_log
    where school_id = 1 and kind = 'mark.changed' group by object`;
  await sql.end();
  const known = new Set(commands.map((row) => String(row['id'])));
  expect(acknowledged.size).toBeGreaterThan(10);
  expect([...acknowledged].filter((id) => !known.has(id))).toEqual([]);
  for (const command of sent.values()) {
    const row = marks.find(
      (m) => m['work_id'] === command.workId && m['student_id'] === command.studentId && m['number'] === command.number,
    );
    expect(row?.['value'], JSON.stringify(command)).toBe(command.value);
  }
  // Each change stands in the log once: a repetition was not carried out again.
  for (const row of versions) expect(row['n'], String(row['object'])).toBeLessThanOrEqual(Number(row['last']));
  // And the screen says the same after a reload.
  await page.reload();
  await ready(page);
  await context.close();
});
