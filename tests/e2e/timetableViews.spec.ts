import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { sit } from '#tests/e2e/people.ts';
import { eventsOf, readCalendar } from '#tests/support/ical.ts';

/** The week of a teacher and of a child, with changes as they are made, and the same week in somebody's own calendar. What
 *  is changed here lies in a week that other journeys leave alone, and is taken back. */

const WEEK = '2026-12-14';
const DAY = '2026-12-16';

async function accessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}

/** A command as this person's page would send it. */
async function give<N extends CommandName>(
  context: BrowserContext,
  origin: string,
  name: N,
  input: CommandInput<N>,
  base = 0,
): Promise<{ ok: boolean; message?: string }> {
  const response = await context.request.post(`${origin}/api/commands`, {
    headers: { origin },
    data: { protocol: PROTOCOL, commands: [{ id: randomUUID(), name, input, base }] },
  });
  const { answers } = (await response.json()) as { answers: { ok: boolean; message?: string }[] };
  return answers[0] ?? { ok: false };
}

test('a teacher lands on the own week, reaches any class by keys, and every week has an address', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'desk', {
    hat: 'Учитель-предметник',
    path: '/timetable',
  });
  const own = page.getByRole('region', { name: 'Расписание: Орлова Е. В.' });
  await expect(own.getByRole('columnheader', { name: /Среда/ })).toHaveAttribute('aria-current', 'date');
  await expect(own.getByText('Следующий урок')).toBeAttached();
  await expect(own.getByRole('row', { name: /^3/ })).toContainText('8Б');
  await accessible(page);

  await page.getByRole('link', { name: 'Следующая', exact: true }).click();
  await expect(page).toHaveURL(/week=2026-12-07/);
  await expect(page.getByText('7–11 декабря').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByText('30 ноября – 4 декабря').first()).toBeVisible();

  // From the own lesson to its journal.
  await expect(own.getByRole('link', { name: '8Б' }).first()).toHaveAttribute('href', /\/journal\/\d+\?lesson=\d+/);

  await page.getByRole('link', { name: 'Класс', exact: true }).click();
  const pick = page.getByRole('combobox', { name: 'Класс' });
  await pick.focus();
  await page.keyboard.type('8');
  await expect(page.getByRole('option')).toHaveText(['8А', '8Б', '8В']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Расписание: 8Б' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^3/ })).toContainText('Орлова Е. В.');
  await accessible(page);
  await page.getByRole('link', { name: 'Кабинет', exact: true }).click();
  await page.getByRole('combobox', { name: 'Кабинет' }).fill('214');
  await page.getByRole('option', { name: 'каб. 214' }).click();
  await expect(page.getByRole('region', { name: 'Расписание: каб. 214' })).toContainText('8Б');
  // Which students there are, and who changed what, is not a subject teacher’s to look for.
  await expect(page.getByRole('link', { name: 'Ученик' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Изменения за день' })).toHaveCount(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('a deputy changes lessons while the family’s phone, the class’s week and the day’s changes are open', async ({
  browser,
}) => {
  const deputy = await sit(browser, 'deputy', 'desk', { path: `/timetable?by=class&id=26&week=${WEEK}` });
  const { origin } = new URL(deputy.page.url());
  const week = deputy.page.getByRole('region', { name: /^Расписание/ });
  const lesson = week.getByRole('row', { name: /^3/ }).getByRole('cell').nth(2);
  const href = (await lesson.getByRole('link').first().getAttribute('href')) ?? '';
  const lessonId = Number(/lesson=(\d+)/.exec(href)?.[1]);
  const parent = await sit(browser, 'parent', 'phone', { path: `/timetable?week=${WEEK}` });
  const admin = await sit(browser, 'admin', 'desk', { path: `/timetable?by=changes&date=${DAY}` });
  const wednesday = parent.page.getByRole('region', { name: /Среда, 16\.12/ });
  const third = wednesday.getByRole('listitem').nth(2);
  await expect(third).not.toContainText('Замена');
  await expect(admin.page.getByText('Изменений нет')).toBeVisible();

  // Whoever is free then.
  const found = await deputy.context.request.post(`${origin}/api/read`, {
    headers: { origin },
    data: { name: 'timetable.find', input: { by: 'teacher', text: '' } },
  });
  const { answer } = (await found.json()) as { answer: { options: { id: string }[] } };
  const refused: (string | undefined)[] = [];
  for (const { id } of answer.options) {
    const change = { kind: 'substitute', teacherId: Number(id), subjectId: null } as const;
    const { ok, message } = await give(deputy.context, origin, 'lesson.change', { lessonId, change });
    if (ok) break;
    refused.push(message);
  }
  expect(refused.length, refused.join('\n')).toBeLessThan(answer.options.length);
  await expect(third).toContainText('Замена');
  await expect(third).toContainText('вместо: ');
  await expect(wednesday.getByText('1 изменение')).toBeVisible();
  await expect(lesson).toContainText('Замена');
  await expect(admin.page.getByRole('row', { name: /8Б/ })).toContainText('Лебедева И. С.');
  await accessible(parent.page);
  await accessible(admin.page);

  expect(
    await give(deputy.context, origin, 'lesson.change', { lessonId, change: { kind: 'cancel' } }, 1),
  ).toMatchObject({ ok: true });
  await expect(third).toContainText('Отменён');
  await expect(admin.page.getByRole('row', { name: /8Б/ })).toContainText('Отменён');

  expect(await give(deputy.context, origin, 'lesson.change', { lessonId, change: null }, 2)).toMatchObject({
    ok: true,
  });
  await expect(third).not.toContainText('Отменён');
  await expect(lesson).not.toContainText('Отменён');
  await expect(admin.page.getByRole('row', { name: /8Б/ })).toContainText('Возвращён по расписанию');
  for (const { problems, context } of [deputy, parent, admin]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

/** Addresses whose views this device keeps. */
const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const asked = indexedDB.open('zvonok-views');
        asked.onsuccess = () => {
          const keys = asked.result.transaction('views').objectStore('views').getAllKeys();
          keys.onsuccess = () => {
            asked.result.close();
            done(keys.result.map(String));
          };
        };
      }),
  );

test('a family’s phone opens today first, keeps the week without a network, and switches children', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'parent', 'phone', { path: '/day' });
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Расписание' }).click();
  await expect(page).toHaveURL(/\/timetable/);
  const today = page.getByRole('region', { name: /Среда, 02\.12/ });
  await expect(today.getByRole('button')).toHaveAttribute('aria-expanded', 'true');
  await expect(today.getByText('Следующий урок')).toBeVisible();
  const thursday = page.getByRole('region', { name: /Четверг, 03\.12/ });
  await expect(thursday.getByRole('listitem').first()).toBeHidden();
  await thursday.getByRole('button').click();
  await expect(thursday.getByRole('listitem').first()).toBeVisible();
  await accessible(page);
  // No sideways scrolling at 360 px.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const [michail, anna] = ['Михаил', 'Анна'];
  await page.getByRole('link', { name: new RegExp(anna) }).click();
  await expect(page.getByRole('link', { name: new RegExp(anna) })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('link', { name: new RegExp(michail) }).click();
  await expect(page).toHaveURL(/child=\d+/);
  await expect(today.getByText('Следующий урок')).toBeVisible();

  // In a tunnel: the same week from what the device has kept, and its age.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const { pathname, search } = new URL(page.url());
  await expect.poll(() => keptPaths(page)).toContain(pathname + search);
  await context.setOffline(false);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('Нет связи: показано последнее, что пришло')).toBeVisible();
  await expect(today.getByText('Физика')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Подписаться в календаре' })).toHaveCount(0);
  await context.setOffline(false);
  expect(problems).toEqual([]);
  await context.close();
});

test('a calendar’s address is shown once, read without signing in, and opens nothing when it is revoked', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'parent', 'phone', { path: '/timetable' });
  const { origin } = new URL(page.url());
  await page.getByRole('button', { name: 'Подписаться в календаре' }).click();
  const dialog = page.getByRole('dialog', { name: 'Подписаться в календаре' });
  await dialog.getByRole('button', { name: 'Создать адрес' }).click();
  const field = dialog.getByLabel('Адрес календаря');
  await expect(field).toHaveValue(/\/api\/calendar\/\d+-[\w-]{43}\.ics$/);
  const address = await field.inputValue();
  await accessible(page);
  const read = async () => {
    const response = await fetch(address);
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };
  const { status, bytes } = await read();
  expect(status).toBe(200);
  const events = eventsOf(readCalendar(bytes));
  expect(events.filter(({ starts }) => starts.startsWith('2026-12-02'))).toContainEqual(
    expect.objectContaining({ summary: 'Алгебра', location: 'каб. 214', starts: '2026-12-02T07:30:00.000Z' }),
  );
  expect(new TextDecoder().decode(bytes)).not.toContain('Михаил');

  // Another time it is not shown again: it can be made anew or revoked.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Подписаться в календаре' }).click();
  await expect(dialog.getByText('Календарь обращался')).toBeVisible();
  await expect(field).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Отозвать адрес' }).click();
  await expect(dialog.getByRole('button', { name: 'Создать адрес' })).toBeVisible();
  expect((await read()).status).toBe(404);
  expect((await fetch(`${origin}/api/calendar/1-${'x'.repeat(43)}.ics`)).status).toBe(404);
  expect(problems).toEqual([]);
  await context.close();
});
