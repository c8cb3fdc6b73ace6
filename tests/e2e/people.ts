import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';

/** Signs a demo person in and opens his first screen. One browser context per person: two pages of one context share
 *  their rendering, and the one behind stands still. */
export type Seat = { page: Page; context: BrowserContext; problems: string[] };

const SIZES = { desk: { width: 1366, height: 768 }, phone: { width: 360, height: 740 } } as const;

/** Contexts of this worker and the test each was opened for. A person may have a dozen windows open: those of an earlier
 *  test are closed before a later one opens its own. */
const opened: { testId: string; context: BrowserContext }[] = [];
async function closeEarlier(testId: string): Promise<void> {
  const earlier = opened.filter((one) => one.testId !== testId);
  opened.splice(0, opened.length, ...opened.filter((one) => one.testId === testId));
  for (const { context } of earlier) await context.close();
}

export async function sit(
  browser: Browser,
  login: string,
  size: keyof typeof SIZES,
  options: { hat?: string; path?: string } = {},
): Promise<Seat> {
  const { testId } = test.info();
  await closeEarlier(testId);
  const context = await browser.newContext({ viewport: SIZES[size], locale: 'ru-RU', reducedMotion: 'reduce' });
  opened.push({ testId, context });
  const page = await context.newPage();
  const problems: string[] = [];
  // A blocked script or style, a failed hydration, an exception: none may happen on any screen.
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket|ERR_CONNECTION/.test(message.text()))
      problems.push(message.text());
  });
  await page.goto('/login');
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill('zvonok-demo');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
  if (options.hat) {
    await expect(page).toHaveURL(/\/hat$/);
    await page.getByRole('button', { name: options.hat }).click();
    await page.waitForURL((url) => url.pathname !== '/hat');
  }
  // Teachers land on «Мой день»; most journeys begin in the journal of the lesson that goes on.
  const journal = ['teacher', 'teacher2', 'homeroom'].includes(login) && new URL(page.url()).pathname === '/day';
  const path = options.path ?? (journal && size === 'desk' ? '/journal' : null);
  if (path) await page.goto(path);
  return { page, context, problems };
}

/** The journal's cell of a student in a column: the row is the one that owns the student's row header. */
export async function cellOf(page: Page, student: string, column = '.today'): Promise<Locator> {
  const header = page
    .locator('.jpane.names')
    .getByText(student, { exact: true })
    .locator('xpath=ancestor::*[@role="rowheader"]');
  await expect(header).toHaveCount(1);
  const id = await header.getAttribute('id');
  return page.locator(`[role=row][aria-owns~="${id}"] [role=gridcell]${column}`).first();
}

/** Waits until the page's own script listens: keys typed before that would be lost on anybody's page. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /Сохранено/ })).toBeVisible();
}
