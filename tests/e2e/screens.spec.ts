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
  { name: 'wall', login: 'deputy', hat: null, size: 'desk', path: '/control', wait: 'Заполнение по параллелям' },
  { name: 'day', login: 'parent', hat: null, size: 'phone', path: '/day', wait: 'Новые отметки' },
  { name: 'diary', login: 'parent', hat: null, size: 'phone', path: '/diary', wait: 'Среда, 02.12' },
  { name: 'student', login: 'student', hat: null, size: 'phone', path: '/day', wait: 'Новые отметки' },
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
