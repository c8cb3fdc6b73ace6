import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { startEmbedded } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { cellOf, ready, sit } from '#tests/e2e/people.ts';
import { findBrowser } from '#tests/support/browser.ts';
import { childrenOf } from '#tests/support/product.ts';

/** Without a network: everything goes on, nothing is lost, nothing is sent twice, and nothing stays behind after sign-out. */

/** The journal of the lesson that goes on, whatever the first screen is. */
const TEACHER = { hat: 'Учитель-предметник', path: '/journal' };
const folder = (): string => process.env['ZVONOK_E2E_FOLDER'] ?? '';
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Сохранено/ });
const badge = (page: Page) => page.getByRole('status').filter({ hasText: /не отправлено/ });
const report = (page: Page) => page.getByRole('dialog', { name: 'Отчёт о связи' });

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    // As in screens.spec.ts: panes of the grid belong to their rows by aria-owns, which these rules do not follow.
    .disableRules(['aria-required-children', 'aria-required-parent'])
    .analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
const COMMANDS = '**/api/commands';
/** No network. A page that is loaded just then may still get a request through before it is told: commands are stopped by
 *  themselves, so that what is typed waits indeed. */
async function loseNetwork(context: BrowserContext): Promise<void> {
  await context.route(COMMANDS, (route) => route.abort('internetdisconnected'));
  await context.setOffline(true);
}
async function findNetwork(context: BrowserContext): Promise<void> {
  await context.unroute(COMMANDS);
  await context.setOffline(false);
}
/** No network for pages and for the worker: a worker that has been woken since is told only by a change. */
async function cut(context: BrowserContext): Promise<void> {
  await context.setOffline(false);
  await context.setOffline(true);
}
/** The device is this person's: the shell is kept and the newest view lies in its store. */
async function keptHere(page: Page, path: string): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => stored(page)).toContain(`"path":"${path}`);
}
/** Everything that lies in this browser: every database, every cache, both storages. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, failed) => {
        const asked = indexedDB.open(name ?? '');
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
      for (const store of db.objectStoreNames)
        found.push(
          await new Promise((done) => {
            const all = db.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => done(all.result);
          }),
        );
      db.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        if (!request.url.includes('/_next/static/'))
          found.push(request.url, await (await cache.match(request))?.text());
    }
    return JSON.stringify(found);
  });

type Sent = { id: string; name: string; input: Record<string, unknown>; ok: boolean };
/** What reached the server and was answered, in order. */
function listen(context: BrowserContext): Sent[] {
  const sent: Sent[] = [];
  // Bodies are read each in its own time: they are put down one behind another.
  let before = Promise.resolve();
  context.on('response', (response) => {
    if (!response.url().endsWith('/api/commands') || response.status() !== 200) return;
    const body = response.request().postDataJSON() as { commands: Omit<Sent, 'ok'>[] };
    const read = response
      .json()
      .then((json: { answers?: { ok: boolean }[] }) => json.answers ?? [])
      .catch(() => []);
    before = before.then(async () => {
      const answers = await read;
      for (const [index, command] of body.commands.entries())
        sent.push({ ...command, ok: answers[index]?.ok === true });
    });
  });
  return sent;
}

async function rows<T>(ask: (sql: ReturnType<typeof openPool>) => Promise<T>): Promise<T> {
  // Adopted, not started: the product goes on using it.
  const cluster = await startEmbedded(folder());
  const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

test('Wi-Fi drops: a column and the topic are keyed over a reload, a colleague writes meanwhile, everything is sent once and in order, and the report tells by field', async ({
  browser,
}) => {
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  const { page, context } = teacher;
  await ready(page);
  const journal = new URL(page.url()).pathname;
  const colleague = await sit(browser, 'teacher2', 'desk', { path: journal });
  await ready(colleague.page);
  await keptHere(page, journal);
  const sent = listen(context);
  const names = await page.getByRole('rowheader').allInnerTexts();
  const students = names.map((text) => text.replace(/^\d+\s+/, '').trim()).slice(0, 12);
  const [first = '', second = '', third = ''] = students;

  await loseNetwork(context);
  await (await cellOf(page, first)).click();
  const typed: string[] = [];
  const keyed = (index: number) => String(2 + ((index + 1) % 4));
  const key = async (value: string) => {
    await page.keyboard.press(value);
    typed.push(value);
  };
  for (let index = 0; index < 6; index += 1) await key(keyed(index));
  await expect(badge(page)).toHaveText('не отправлено: 6');
  await expect(page.getByRole('status').filter({ hasText: 'Нет связи — 6 изменений ждут' })).toBeVisible();

  await page.reload();
  await expect(page.getByText(/Нет связи · данные на \d\d:\d\d/)).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
  for (const [index, student] of students.slice(0, 6).entries())
    await expect(await cellOf(page, student)).toContainText(keyed(index));
  await (await cellOf(page, students[6] ?? '')).click();
  for (let index = 6; index < 12; index += 1) await key(keyed(index));
  // The kind of lesson goes with the topic where the plan names one and none is recorded.
  const kindGoes = (await page.getByLabel('Вид занятия').inputValue()) === '';
  await page.getByLabel('Тема урока').fill('Повторение без связи');
  await page.getByLabel('Тема урока').press('Enter');
  await expect(badge(page)).toHaveText(`не отправлено: ${kindGoes ? 14 : 13}`);

  // Meanwhile the colleague marks one of the same cells, and says of another pupil that he came late.
  await (await cellOf(colleague.page, second)).click();
  await colleague.page.keyboard.press('5');
  await (await cellOf(colleague.page, third)).click();
  await colleague.page.keyboard.press('KeyJ');
  await expect(saved(colleague.page)).toBeVisible();

  await findNetwork(context);
  await expect(report(page)).toBeVisible({ timeout: 30_000 });
  await expect(badge(page)).toHaveCount(0);
  const line = (text: string) => report(page).getByRole('listitem').filter({ hasText: text });
  await expect(line(second)).toContainText('Конфликт');
  await expect(line(second)).toContainText(/4 — вы; сейчас записано: 5 — Гусева/);
  await expect(line(third)).toContainText('Объединено');
  await expect(line(first)).toContainText('Сохранено');
  await expect(line('Повторение без связи')).toContainText('Сохранено');
  await accessible(page);
  await line(second).getByRole('button', { name: 'Оставить моё' }).click();
  await expect(saved(page)).toBeVisible();
  await expect(await cellOf(colleague.page, second)).toContainText('4');

  const setMarks = () => sent.filter((command) => command.name === 'mark.set');
  await expect.poll(() => setMarks().map((command) => String(command.input['value']))).toEqual([...typed, '4']);
  const marks = setMarks();
  expect(new Set(sent.map((command) => command.id)).size).toBe(sent.length);
  const group = Number(journal.split('/').at(-1));
  const [stands, versions] = await rows((sql) =>
    Promise.all([
      sql`select work_id, student_id, number, value, value_v from mark where school_id = 1 and group_id = ${group}`,
      sql`select command_id::text as id, count(*)::int as n from school_log where school_id = 1 and kind = 'mark.changed'
        group by command_id`,
    ]),
  );
  const last = new Map(marks.map((command) => [Number(command.input['studentId']), command.input]));
  for (const input of last.values()) {
    const row = stands.find(
      (mark) =>
        mark['work_id'] === input['workId'] && mark['student_id'] === input['studentId'] && mark['number'] === 1,
    );
    expect(row?.['value'], JSON.stringify(input)).toBe(input['value']);
  }
  for (const command of marks.filter(({ ok }) => ok))
    expect(versions.find((row) => row['id'] === command.id)?.['n']).toBe(1);
  for (const { context: own } of [teacher, colleague]) await own.close();
});

test('a refused record is never lost: the report keeps its text over a reload, and it can be copied', async ({
  browser,
}) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByLabel('Тема урока').fill('Эта тема не пройдёт');
  await loseNetwork(context);
  await page.getByLabel('Тема урока').press('Enter');
  await expect(badge(page)).toHaveText('не отправлено: 1');
  // The server will say no to the one command: as it would about a period closed meanwhile.
  await page.route('**/api/commands', (route) =>
    route.fulfill({ json: { answers: [{ ok: false, code: 'closed', message: 'Период закрыт.' }] } }),
  );
  await findNetwork(context);
  await expect(report(page)).toContainText('Отклонено');
  await page.unroute('**/api/commands');
  await page.reload();
  await expect(report(page)).toContainText('Период закрыт.');
  await report(page).getByRole('button', { name: 'Скопировать' }).click();
  await expect(report(page).getByRole('status')).toHaveText('Скопировано');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('тема урока: Эта тема не пройдёт');
  await report(page).getByRole('button', { name: 'Понятно' }).click();
  await report(page).getByRole('button', { name: 'Убрать отчёт' }).click();
  await expect(report(page)).toHaveCount(0);
  await context.close();
});

test('the browser is killed with unsent marks: the next start sends them, once', async ({ baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'zvonok-profile-'));
  const start = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      ...findBrowser(),
      ...(baseURL ? { baseURL } : {}),
      viewport: { width: 1366, height: 768 },
      locale: 'ru-RU',
    });
    return { context, page: context.pages()[0] ?? (await context.newPage()) };
  };
  const enter = async (page: Page) => {
    await page.goto('/login');
    await page.getByLabel('Логин').fill('teacher');
    await page.getByLabel('Пароль', { exact: true }).fill('zvonok-demo');
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('button', { name: TEACHER.hat }).click();
    await page.waitForURL((url) => !['/login', '/hat'].includes(url.pathname));
    await page.goto(TEACHER.path);
    await ready(page);
  };
  const before = await start();
  await enter(before.page);
  const journal = before.page.url();
  const student = (await before.page.getByRole('rowheader').allInnerTexts())[23]?.replace(/^\d+\s+/, '').trim() ?? '';
  await loseNetwork(before.context);
  await (await cellOf(before.page, student)).click();
  await before.page.keyboard.press('4');
  await expect(badge(before.page)).toHaveText('не отправлено: 1');
  await expect.poll(() => stored(before.page)).toContain('"name":"mark.set"');
  const gone = new Promise((done) => before.context.once('close', done));
  for (const { pid, command } of childrenOf(process.pid)) if (command.includes(profile)) process.kill(pid, 'SIGKILL');
  await gone;

  const after = await start();
  // A browser writes its cookies to the disk at leisure: after a crash one may have to sign in again.
  await after.context.clearCookies();
  await enter(after.page);
  await after.page.goto(journal);
  await expect(after.page.getByRole('button', { name: 'Отправлено 1: посмотреть' })).toBeVisible({ timeout: 30_000 });
  await expect(await cellOf(after.page, student)).toContainText('4');
  await after.context.close();
  rmSync(profile, { recursive: true, force: true });
});

test('two tabs of one person send one queue, once and in the order of typing', async ({ browser }) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  const sent = listen(context);
  const names = (await page.getByRole('rowheader').allInnerTexts()).map((text) => text.replace(/^\d+\s+/, '').trim());
  const [thirteenth = '', fourteenth = ''] = names.slice(12);
  await loseNetwork(context);
  const typed: [Page, string, string][] = [
    [page, thirteenth, '4'],
    [other, thirteenth, '5'],
    [page, fourteenth, '3'],
    [other, fourteenth, '4'],
    [page, thirteenth, '2'],
  ];
  for (const [index, [tab, student, value]] of typed.entries()) {
    await tab.bringToFront();
    await (await cellOf(tab, student)).click();
    await tab.keyboard.press(value);
    // Each tab shows what all of them have waiting.
    for (const each of [page, other]) await expect(badge(each)).toHaveText(`не отправлено: ${index + 1}`);
  }
  await expect(await cellOf(other, thirteenth)).toContainText('2');
  await findNetwork(context);
  await expect(page.getByRole('button', { name: 'Отправлено 5: посмотреть' })).toBeVisible({ timeout: 30_000 });
  // An answer is read here a moment after the page has read it.
  await expect.poll(() => sent.map((command) => String(command.input['value']))).toEqual(['4', '5', '3', '4', '2']);
  expect(sent.every((command) => command.ok)).toBe(true);
  // The tab that sends may close: the other takes over.
  await page.close();
  await other.bringToFront();
  await (await cellOf(other, fourteenth)).click();
  await other.keyboard.press('5');
  await expect.poll(() => sent.at(-1)?.input['value']).toBe(5);
  await context.close();
});

test('the server is killed while it is being typed, the page is reloaded without it, and typing goes on', async ({
  browser,
}) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  await keptHere(page, new URL(page.url()).pathname);
  const launcher = (JSON.parse(readFileSync(join(folder(), 'server.json'), 'utf8')) as { pid: number }).pid;
  const server = childrenOf(launcher).find(({ command }) => command.includes('server.mjs'));
  if (!server) throw new Error('no server to kill');
  const names = (await page.getByRole('rowheader').allInnerTexts()).map((text) => text.replace(/^\d+\s+/, '').trim());
  await (await cellOf(page, names[15] ?? '')).click();
  await page.keyboard.press('4');
  await expect(saved(page)).toBeVisible();
  process.kill(server.pid, 'SIGKILL');
  await page.keyboard.press('3');
  await page.reload();
  await expect(page.getByRole('grid')).toBeVisible();
  await (await cellOf(page, names[17] ?? '')).click();
  await page.keyboard.press('5');
  await expect(saved(page)).toBeVisible({ timeout: 60_000 });
  await expect(badge(page)).toHaveCount(0);
  await page.reload();
  await ready(page);
  for (const [row, value] of [
    [15, '4'],
    [16, '3'],
    [17, '5'],
  ] as const)
    await expect(await cellOf(page, names[row] ?? '')).toContainText(value);
  await context.close();
});

test('a parent opens the diary without a network as of its time, and after sign-out nothing of the child is on the phone', async ({
  browser,
}) => {
  const { page, context } = await sit(browser, 'parent', 'phone', { path: '/day' });
  await keptHere(page, '/day');
  const child =
    (await page.getByRole('navigation', { name: 'Дети' }).getByRole('link').first().innerText()).split(/\s/)[0] ?? '';
  expect(child.length).toBeGreaterThan(2);
  await page.goto('/diary');
  await keptHere(page, '/diary');
  for (const path of ['/day', '/diary']) {
    await cut(context);
    await page.goto(path);
    await expect(page.getByText(child).first()).toBeVisible();
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: /данные на \d\d:\d\d/ })
        .first(),
    ).toBeVisible();
    // Read only: «Сделано» cannot be ticked here.
    await expect(page.getByRole('checkbox', { disabled: false })).toHaveCount(0);
  }
  await cut(context);
  await page.goto('/sessions');
  await expect(page.getByText('Эта страница без связи не открывается')).toBeVisible();
  await accessible(page);
  await context.setOffline(false);
  // The shell opens the real page by itself.
  await expect(page.getByRole('heading', { name: 'Мои входы' })).toBeVisible({ timeout: 30_000 });
  await page.goto('/day');
  expect(await stored(page)).toContain(child);
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  await page.waitForURL('/login');
  expect(await stored(page)).not.toContain(child);
  await cut(context);
  await page.goto('/day');
  await expect(page.getByText('На этом устройстве ничего не сохранено')).toBeVisible();
  expect(await page.content()).not.toContain(child);
  await context.close();
});

test('a teacher’s sign-out leaves no list of a class in any tab or store', async ({ browser }) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  await keptHere(page, new URL(page.url()).pathname);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  expect(await stored(page)).toContain('Ковалёв');
  await page.bringToFront();
  await page.getByRole('button', { name: /^Меню/ }).click();
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  for (const tab of [page, other]) {
    await tab.waitForURL('/login');
    expect(await stored(tab)).not.toContain('Ковалёв');
    expect(await tab.content()).not.toContain('Ковалёв');
  }
  await context.close();
});

test('on a foreign computer nothing is kept', async ({ browser }) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  await keptHere(page, new URL(page.url()).pathname);
  await context.clearCookies();
  await page.goto('/login');
  await page.getByLabel('Логин').fill('teacher2');
  await page.getByLabel('Пароль', { exact: true }).fill('zvonok-demo');
  await page.getByLabel(/Чужой компьютер/).check();
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
  await page.goto(TEACHER.path);
  await ready(page);
  const [first = ''] = (await page.getByRole('rowheader').allInnerTexts()).map((text) =>
    text.replace(/^\d+\s+/, '').trim(),
  );
  await page.locator('[role=gridcell].today').first().click();
  await page.keyboard.press('4');
  await expect(saved(page)).toBeVisible();
  const kept = await stored(page);
  for (const name of [first, 'Ковалёв']) expect(kept).not.toContain(name);
  await context.close();
});

test('a session ended from elsewhere: unsent records wait for their person, and are not sent in anybody else’s name', async ({
  browser,
}) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  const journal = new URL(page.url()).pathname;
  const names = (await page.getByRole('rowheader').allInnerTexts()).map((text) => text.replace(/^\d+\s+/, '').trim());
  const student = names[19] ?? '';
  const sent = listen(context);
  await loseNetwork(context);
  await (await cellOf(page, student)).click();
  await page.keyboard.press('4');
  await expect(badge(page)).toHaveText('не отправлено: 1');
  const elsewhere = await sit(browser, 'teacher', 'desk', TEACHER);
  const sessions = await rows(
    (sql) => sql`select public_id from session where person_id = (select person_id from account where login = 'teacher')
      order by public_id desc limit 2`,
  );
  const ended = await elsewhere.page.evaluate(
    async ([publicId, protocol]) => {
      const commands = [{ id: crypto.randomUUID(), name: 'session.end', input: { publicId } }];
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ protocol, commands });
      return (await fetch('/api/commands', { method: 'POST', headers, body })).text();
    },
    [Number(sessions[1]?.['public_id']), PROTOCOL] as const,
  );
  expect(ended).toContain('"ok":true');
  await elsewhere.context.close();
  await findNetwork(context);
  await page.waitForURL('/login', { timeout: 30_000 });
  await expect(page.getByText('осталась 1 неотправленная запись')).toBeVisible();
  await accessible(page);
  // Only what was typed stays: no list of the class.
  const kept = await stored(page);
  expect(kept).toContain(student);
  expect(kept).not.toContain(names[20]);

  const enter = async (login: string, hat?: string) => {
    await page.getByLabel('Логин').fill(login);
    await page.getByLabel('Пароль', { exact: true }).fill('zvonok-demo');
    await page.getByRole('button', { name: 'Войти' }).click();
    if (hat) await page.getByRole('button', { name: hat }).click();
    await page.waitForURL((url) => !['/login', '/hat'].includes(url.pathname));
    await page.goto(journal);
    await ready(page);
  };
  await enter('teacher2');
  await expect(await cellOf(page, student)).not.toContainText('4');
  expect(sent.filter((command) => command.ok)).toEqual([]);
  await context.clearCookies();
  await page.goto('/login');
  await enter('teacher', TEACHER.hat);
  await expect(page.getByRole('button', { name: 'Отправлено 1: посмотреть' })).toBeVisible({ timeout: 30_000 });
  await expect(await cellOf(page, student)).toContainText('4');
  await context.close();
});

test('a newer program: the page asks to be reloaded, and what was typed goes after it', async ({ browser }) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  const names = (await page.getByRole('rowheader').allInnerTexts()).map((text) => text.replace(/^\d+\s+/, '').trim());
  await page.route('**/api/commands', (route) =>
    route.fulfill({
      status: 409,
      json: { ok: false, code: 'outdated', message: 'Программа обновилась: обновите страницу. Введённое сохранится.' },
    }),
  );
  await (await cellOf(page, names[21] ?? '')).click();
  await page.keyboard.press('5');
  await expect(page.getByText(/Программа обновилась.*1 запись хранится на этом устройстве/)).toBeVisible();
  await page.unroute('**/api/commands');
  await page.getByRole('button', { name: 'Обновить страницу' }).click();
  await expect(page.getByRole('button', { name: 'Отправлено 1: посмотреть' })).toBeVisible({ timeout: 30_000 });
  await expect(await cellOf(page, names[21] ?? '')).toContainText('5');
  await context.close();
});

test('a change by a colleague is told in the journal, with the way to the cell', async ({ browser }) => {
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(teacher.page);
  const colleague = await sit(browser, 'teacher2', 'desk', { path: new URL(teacher.page.url()).pathname });
  await ready(colleague.page);
  const names = (await teacher.page.getByRole('rowheader').allInnerTexts()).map((text) =>
    text.replace(/^\d+\s+/, '').trim(),
  );
  const student = names[22] ?? '';
  await (await cellOf(colleague.page, student)).click();
  await colleague.page.keyboard.press('4');
  await expect(teacher.page.getByRole('status').filter({ hasText: /^Изменено: Гусева/ })).toContainText(
    `${student}, 02.12: пусто → 4`,
  );
  await teacher.page.getByRole('button', { name: /Изменено другими/ }).click();
  const link = teacher.page.getByRole('list', { name: 'Изменено другими' }).getByRole('link').first();
  await expect(link).toHaveAttribute('href', /\/journal\/\d+\?cell=\d+-\d+/);
  for (const { context, problems } of [teacher, colleague]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('after idle minutes the screen locks in every tab, shows nothing even after a reload, and opens by the password with its state', async ({
  browser,
}) => {
  const { page, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await page.clock.install();
  await page.reload();
  await ready(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await page.bringToFront();
  await page.getByLabel('Тема урока').fill('Недописанная тема');
  await page.clock.fastForward('16:00');
  const cover = page.getByRole('dialog', { name: 'Экран заблокирован' });
  await expect(cover).toBeVisible();
  await expect(other.getByRole('dialog', { name: 'Экран заблокирован' })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await expect(page.getByText('Ковалёв Михаил').first()).toBeHidden();
  await accessible(page);
  await other.reload();
  await expect(other).toHaveURL(/\/locked$/);
  expect(await other.content()).not.toContain('Ковалёв');

  await cover.getByLabel('Пароль').fill('не-тот');
  await cover.getByRole('button', { name: 'Разблокировать' }).click();
  await expect(cover.getByText('Пароль не подходит.')).toBeVisible();
  await cover.getByLabel('Пароль').fill('zvonok-demo');
  await cover.getByRole('button', { name: 'Разблокировать' }).click();
  await expect(cover).toHaveCount(0);
  await expect(page.getByLabel('Тема урока')).toHaveValue('Недописанная тема');

  // An open dialog lies above all that is hidden: it is covered too, out of reach, and there afterwards.
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Перейти' });
  await expect(palette).toBeVisible();
  await page.clock.fastForward('16:00');
  await expect(cover).toBeVisible();
  for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key);
  const onTop = await page.evaluate(() => {
    const at = (x: number, y: number) => document.elementFromPoint(x, y)?.closest('dialog')?.getAttribute('aria-label');
    return [at(5, 5), at(innerWidth / 2, innerHeight / 2), at(innerWidth / 2, innerHeight / 3)];
  });
  expect(new Set(onTop)).toEqual(new Set(['Экран заблокирован']));
  await cover.getByLabel('Пароль').fill('zvonok-demo');
  await cover.getByRole('button', { name: 'Разблокировать' }).click();
  await expect(cover).toHaveCount(0);
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await other.goto('/journal');
  await ready(other);
  await context.close();
});
