import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '#tests/support/browser.ts';

/** A school laptop's browser window with one signed-in person in it. */
export type Desk = { browser: Browser; page: Page; close(): Promise<void> };

export async function openDesk(origin: string, cookie: string, path: string): Promise<Desk> {
  const browser = await chromium.launch(findBrowser());
  try {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ru-RU',
      baseURL: origin,
    });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole('grid').waitFor();
    await saved(page);
    return { browser, page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Everything typed so far is committed. */
export const saved = (page: Page): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: /Сохранено/ })
    .waitFor();
