import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { ready, sit } from '#tests/e2e/people.ts';

/** Every first-cut screen at its own size: no accessibility fault, no sideways scroll, nothing in the console, and the
 *  pictures of the README (written beside this file with ZVONOK_PICTURES=1, else into the run's results). */

const pictures =
  process.env['ZVONOK_PICTURES'] === '1'
    ? fileURLToPath(new URL('pictures', import.meta.url))
    : 'test-results/pictures';

const screens = [
  { name: 'journal', login: 'teacher', hat: 'Учитель-предметник', size: 'desk', path: null, wait: 'grid' },
  { name: 'journal-homeroom', login: 'homeroom', hat: 'Классный руководитель', size: 'desk', path: null, wait: 'grid' },
  { name: 'journal-phone', login: 'teacher', hat: 'Учитель-предметник', size: 'phone', path: '/journal', wait: 'grid' },
  { name: 'wall-phone', login: 'deputy', hat: null, size: 'phone', path: '/control', wait: 'Заполнение по параллелям' },
  { name: 'wall', login: 'deputy', hat: null, size: 'desk', path: '/control', wait: 'Заполнение по параллелям' },
  { name: 'day', login: 'parent', hat: null, size: 'phone', path: '/day', wait: 'Новые отметки' },
  { name: 'diary', login: 'parent', hat: null, size: 'phone', path: '/diary', wait: 'Среда, 02.12' },
  { name: 'student', login: 'student', hat: null, size: 'phone', path: '/day', wait: 'Новые отметки' },
  {
    name: 'substitutions',
    login: 'deputy',
    hat: null,
    size: 'desk',
    path: '/substitutions?date=2026-12-03',
    wait: 'Лист изменений',
  },
  {
    name: 'substitutions-phone',
    login: 'deputy',
    hat: null,
    size: 'phone',
    path: '/substitutions?date=2026-12-03',
    wait: 'Лист изменений',
  },
  {
    name: 'substitution-log',
    login: 'deputy',
    hat: null,
    size: 'desk',
    path: '/substitutions/log?month=2026-11',
    wait: 'К оплате',
  },
  { name: 'controls', login: 'deputy', hat: null, size: 'desk', path: '/control-works?grade=8', wait: 'План' },
  { name: 'controls-phone', login: 'deputy', hat: null, size: 'phone', path: '/control-works?grade=8', wait: 'План' },
  {
    name: 'schedule',
    login: 'deputy',
    hat: null,
    size: 'desk',
    path: '/control-works/schedule?grade=8',
    wait: 'График',
  },
  { name: 'volume', login: 'deputy', hat: null, size: 'desk', path: '/homework-volume', wait: 'Много ДЗ' },
  { name: 'volume-phone', login: 'deputy', hat: null, size: 'phone', path: '/homework-volume', wait: 'Много ДЗ' },
  { name: 'settings', login: 'deputy', hat: null, size: 'desk', path: '/settings', wait: 'Объём домашних заданий' },
  { name: 'sessions', login: 'admin', hat: null, size: 'desk', path: '/sessions', wait: 'Мои входы' },
] as const;

for (const screen of screens)
  test(`${screen.name}: accessible, nothing in the console, no sideways scroll`, async ({ browser }) => {
    const { page, problems, context } = await sit(browser, screen.login, screen.size, {
      ...(screen.hat ? { hat: screen.hat } : {}),
      ...(screen.path ? { path: screen.path } : {}),
    });
    if (screen.wait === 'grid') await ready(page);
    else await expect(page.getByText(screen.wait).first()).toBeVisible();
    if (screen.name === 'wall') await expect(page.locator('.recharts-line-curve').first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, 'page scrolls sideways').toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(pictures, `${screen.name}.png`) });
    // A control half under the phone's bottom bar would count as too small a target: the page is shown whole.
    if (screen.size === 'phone') await page.setViewportSize({ width: 360, height: 2600 });
    const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
    const { violations } = await axe.analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

test('the sign-in page: at both sizes, a wrong password is said in words', async ({ browser }) => {
  for (const viewport of [
    { width: 1366, height: 768 },
    { width: 360, height: 740 },
  ]) {
    const context = await browser.newContext({ viewport, locale: 'ru-RU' });
    const page = await context.newPage();
    await page.goto('/login');
    await page.getByLabel('Логин').fill('teacher');
    await page.getByLabel('Пароль', { exact: true }).fill('не-тот-пароль');
    await page.getByRole('button', { name: 'Войти' }).click();
    await expect(page.getByText('Логин или пароль не подходит')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
    await page.screenshot({ path: join(pictures, `login-${viewport.width}.png`) });
    await context.close();
  }
});

test('on a phone the sheet of topics is read line by line, and the card of a mark lies whole on the screen', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'phone', {
    hat: 'Учитель-предметник',
    path: '/journal',
  });
  await ready(page);
  await page.getByRole('grid').press('Space');
  const card = page.getByRole('dialog', { name: /^Отметка:/ });
  await expect(card).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Темы и задания' }).click();
  const topic = page.getByRole('textbox', { name: /^Что пройдено/ }).first();
  await expect(topic).toBeVisible();
  expect((await topic.boundingBox())?.width).toBeGreaterThan(250);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, 'page scrolls sideways').toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('a homeroom teacher sets the reason by a button of the card, and locks the screen from the menu', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'homeroom', 'desk', { hat: 'Классный руководитель' });
  await page.getByLabel('Сменить класс или предмет').selectOption({ label: '8Б · География' });
  await expect(page.getByRole('heading', { name: '8Б · География' })).toBeVisible();
  await ready(page);
  const cell = page.getByRole('gridcell').filter({ hasText: /^Б$/ }).first();
  const id = await cell.getAttribute('id');
  await cell.click();
  await page.keyboard.press('Space');
  const reasons = page.getByRole('group', { name: 'Причина пропуска' });
  await expect(reasons.getByRole('button', { name: 'Б', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await reasons.getByRole('button', { name: 'УП' }).click();
  await expect(page.locator(`[id="${id}"]`)).toHaveText('УП');
  await reasons.getByRole('button', { name: 'Б', exact: true }).click();
  await expect(page.locator(`[id="${id}"]`)).toHaveText('Б');
  await expect(page.getByRole('status').filter({ hasText: /^Сохранено, / })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Меню:/ }).click();
  await page.getByRole('button', { name: 'Заблокировать экран' }).click();
  const cover = page.getByRole('dialog', { name: 'Экран заблокирован' });
  await cover.getByLabel('Пароль').fill('zvonok-demo');
  await cover.getByRole('button', { name: 'Разблокировать' }).click();
  await expect(cover).toHaveCount(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('a deputy reaches any class and any club from the switcher', async ({ browser }) => {
  const { page, problems, context } = await sit(browser, 'deputy', 'desk', { path: '/journal' });
  await ready(page);
  const switcher = page.getByLabel('Сменить класс или предмет');
  for (const name of [/^9Г · /, /^11Б · /, /^Занимательная математика/])
    await expect(switcher.getByRole('option', { name }).first()).toBeAttached();
  const another = await switcher
    .getByRole('option', { name: /^9Г · / })
    .first()
    .getAttribute('value');
  await switcher.selectOption(another);
  await expect(page.getByRole('heading', { name: /^9Г · / })).toBeVisible();
  await expect(switcher.getByRole('option', { name: '9Г · Алгебра' })).toBeAttached();
  await context.close();
  expect(problems).toEqual([]);
});
