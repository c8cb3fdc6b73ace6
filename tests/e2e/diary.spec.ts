import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { type Seat, sit } from '#tests/e2e/people.ts';

/** The diary that explains itself: every number opens to what it is made of, and stays true while one looks at it. */

/** A teacher's change, sent by his own page as the journal sends it; how the grid is keyed is the grid's own test. */
async function change(teacher: Seat, name: string, input: object, base: number): Promise<void> {
  const body = JSON.stringify({ protocol: PROTOCOL, commands: [{ id: randomUUID(), name, input, base }] });
  const answer = await teacher.page.evaluate(async (sent) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/commands', { method: 'POST', headers, body: sent })).json();
  }, body);
  expect(answer).toMatchObject({ answers: [{ ok: true }] });
}

/** The last mark of a subject as this person's page holds it. */
async function lastMark(page: Page, subject: string) {
  const text = await page.evaluate(async () => (await fetch('/marks', { headers: { rsc: '1' } })).text());
  const found = [
    ...text.matchAll(
      new RegExp(`"workId":(\\d+),"number":1,"lessonId":(\\d+),"groupId":\\d+,"subject":"${subject}"`, 'g'),
    ),
  ];
  const studentId = Number(/"student":\{"id":(\d+)/.exec(text)?.[1]);
  const [, workId, lessonId] = found.at(-1) ?? [];
  return { lessonId: Number(lessonId), workId: Number(workId), studentId };
}

const marksOf = (page: Page) => page.getByRole('region', { name: 'Новые отметки' });

test('a new mark is on the parent’s phone in no taps, and opens to its subject, the formula and the way to a better mark', async ({
  browser,
}) => {
  const parent = await sit(browser, 'parent', 'phone');
  const teacher = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  const { page } = parent;
  await expect(page).toHaveURL(/\/day/);
  const cell = { ...(await lastMark(page, 'Геометрия')), number: 2 };
  // This browser was here yesterday morning: what has come since is marked as new.
  const yesterday = Date.parse('2026-12-01T06:00:00Z');
  await page.evaluate(
    ([key, value]) => localStorage.setItem(key ?? '', value ?? ''),
    [`visit:${cell.studentId}`, `${yesterday} 0`],
  );
  await page.reload();
  await expect(marksOf(page).getByText('новая').first()).toBeAttached();
  await page.evaluate(() => Object.assign(window, { untouched: true }));

  await change(teacher, 'mark.set', { ...cell, value: 5 }, 0);
  const newest = marksOf(page).getByRole('listitem').first();
  await expect(newest).toContainText('Геометрия');
  await expect(newest).toContainText('5');
  await expect(newest).toContainText('новая');

  await page.getByRole('link', { name: 'Отметки' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Отметки' })).toBeVisible();
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Геометрия' }) });
  await expect(row).toContainText(/Прогноз [345]/);
  await page.getByRole('link', { name: 'Геометрия' }).press('Enter');
  await expect(page).toHaveURL(/subject=\d+/);
  await expect(page.getByRole('heading', { level: 1, name: 'Геометрия' })).toBeFocused();
  const formula = page.getByTestId('formula');
  await expect(formula).toHaveText(/^\(.+\) \/ .+ [=≈] \d,\d\d$/);
  await expect(page.getByText('от 4,65')).toBeVisible();
  await expect(page.getByRole('heading', { name: /Что нужно для «[45]»/ })).toBeVisible();

  // A correction changes the list, the formula and the mean where one stands, and says what it replaced and when.
  const before = await formula.innerText();
  await change(teacher, 'mark.set', { ...cell, value: 3 }, 1);
  await expect(page.getByText(/исправлено 5\s*на\s*3\s*02\.12\.2026, 1\d:\d\d/)).toBeVisible();
  await expect(formula).not.toHaveText(before);
  const mean = /\d,\d\d$/.exec(await formula.innerText())?.[0] ?? '';
  await expect(page.locator('dl').first()).toContainText(mean);
  await page.goBack();
  await expect(row).toContainText(mean);
  await expect(page.getByRole('link', { name: 'Геометрия' })).toBeFocused();
  await page.goForward();
  await page.getByRole('main').getByRole('link', { name: 'Отметки' }).click();
  await expect(row).toContainText(mean);
  expect(await page.evaluate(() => 'untouched' in window), 'the page was never loaded anew').toBe(true);

  // The deep link of a subject stands by itself.
  const address = page.url();
  await page.getByRole('link', { name: 'Геометрия' }).click();
  const deep = page.url();
  await page.goto(deep);
  await expect(page.getByTestId('formula')).toContainText(mean);
  await page.getByRole('main').getByRole('link', { name: 'Отметки' }).click();
  await expect(row).toContainText(mean);
  expect(new URL(address).pathname).toBe(new URL(page.url()).pathname);
  for (const { problems, context } of [parent, teacher]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('«Что будет, если…» moves the mean in this browser only: nothing is sent, nothing is kept', async ({
  browser,
}) => {
  const { page, context, problems } = await sit(browser, 'student', 'phone', { path: '/marks' });
  await page.getByRole('link', { name: 'Физика' }).click();
  const written: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') written.push(request.url());
  });
  const formula = await page.getByTestId('formula').innerText();
  await page.getByLabel('Вид работы').selectOption({ label: 'Контрольная работа, вес 2' });
  const five = page.getByRole('button', { name: 'Добавить воображаемую отметку 5' });
  for (let n = 0; n < 20; n += 1) await five.click();
  const then = page.getByTestId('what-if');
  await expect(then).toContainText(/4,[6-9]\d/);
  await expect(then.locator('div').filter({ hasText: 'Прогноз' })).toHaveText(/5$/);
  await expect(page.getByTestId('formula')).toHaveText(formula);
  await page
    .getByRole('button', { name: /^Убрать воображаемую/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /^Убрать воображаемую/ })).toHaveCount(19);
  expect(written).toEqual([]);
  await page.reload();
  await expect(page.getByTestId('formula')).toHaveText(formula);
  await expect(page.getByTestId('what-if')).toHaveCount(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('«Итоги» show what is set beside what is expected, and the sheet of the year; switching the child keeps the page', async ({
  browser,
}) => {
  const { page, context, problems } = await sit(browser, 'parent', 'phone');
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('link', { name: 'Итоги' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Итоги' })).toBeVisible();
  const row = page.getByRole('table').first().getByRole('row').filter({ hasText: 'Алгебра' });
  await expect(row).toContainText(/Выставлено [2345]/);
  await expect(row).toContainText(/Предварительно [2345]/);
  await expect(page.getByRole('table').first()).toContainText('II четверть');
  const sheet = page.getByRole('region', { name: 'Экзаменационная ведомость' });
  await expect(sheet).toContainText(/Пропущено уроков: \d+/);
  const year = (await sheet.getByRole('table').textContent()) ?? '';
  await expect(sheet.getByRole('table')).toHaveText(year);
  await sheet.getByRole('button', { name: 'I ч.', exact: true }).click();
  await expect(sheet.getByRole('table')).not.toHaveText(year);

  await page.getByRole('link', { name: /Анна/ }).click();
  await expect(page).toHaveURL(/\/results\?child=/);
  await expect(page.getByRole('link', { name: /Анна/ })).toHaveAttribute('aria-current', /.+/);
  await expect(page.getByRole('row').filter({ hasText: 'Окружающий мир' }).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Алгебра' })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Разделы' }).last().getByRole('link', { name: 'Отметки' }).click();
  await expect(page.getByRole('link', { name: 'Окружающий мир' })).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
});

test('a pupil ticks homework off, and the parent’s list says so', async ({ browser }) => {
  const student = await sit(browser, 'student', 'phone', { path: '/homework' });
  const parent = await sit(browser, 'parent', 'phone', { path: '/homework' });
  const day = student.page
    .locator('section')
    .filter({ has: student.page.getByRole('heading', { name: 'На сегодня' }) });
  const open = day.getByRole('checkbox', { checked: false }).first();
  const label = (await open.getAttribute('aria-label')) ?? '';
  const of = (page: Page) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'На сегодня' }) })
      .getByRole('checkbox', { name: label, exact: true })
      .first();
  await expect(of(parent.page)).not.toBeChecked();
  await of(student.page).check();
  await expect(of(parent.page)).toBeChecked();
  await of(student.page).uncheck();
  await expect(of(parent.page)).not.toBeChecked();
  for (const { problems, context } of [student, parent]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

const SCREENS = [
  { name: 'marks', path: '/marks', wait: 'Алгебра' },
  { name: 'marks-quarter', path: '/marks?period=1', wait: 'период закрыт' },
  { name: 'subject', path: '/marks', wait: 'Алгебра', open: 'Физика' },
  { name: 'results', path: '/results', wait: 'Экзаменационная ведомость' },
  { name: 'homework', path: '/homework', wait: 'На завтра' },
] as const;

for (const login of ['parent', 'student'] as const)
  test(`${login}: marks, a subject, results and homework are accessible and never scroll sideways`, async ({
    browser,
  }) => {
    const { page, problems, context } = await sit(browser, login, 'phone');
    for (const screen of SCREENS)
      for (const [width, height] of [
        [360, 740],
        [1366, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(screen.path);
        await expect(page.getByText(screen.wait).first()).toBeVisible();
        if ('open' in screen) {
          await page.getByRole('link', { name: screen.open }).click();
          await page.getByRole('button', { name: 'Добавить воображаемую отметку 4' }).click();
        }
        await page.evaluate(() => document.fonts.ready);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide, `${screen.name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: join('test-results/pictures', `${login}-${screen.name}-${width}.png`) });
        // A control half under the phone's bottom bar would count as too small a target: the page is shown whole.
        if (width === 360) await page.setViewportSize({ width, height: 3200 });
        const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
        const { violations } = await axe.analyze();
        expect(violations.map((v) => `${screen.name} ${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
      }
    expect(problems).toEqual([]);
    await context.close();
  });
