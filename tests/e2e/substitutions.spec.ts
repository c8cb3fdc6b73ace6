import { expect, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';

/** A substitution is on every screen it concerns in the moment it is saved, and gives the right to that lesson alone. */

const TODAY = '/substitutions?date=2026-12-02';

test('a deputy assigns: the parent’s day and diary, the substitute’s day and the sheet move without a reload; he writes in that lesson only', async ({
  browser,
}) => {
  const deputy = await sit(browser, 'deputy', 'desk', { path: TODAY });
  const today = await sit(browser, 'parent', 'phone');
  const diary = await sit(browser, 'parent', 'phone', { path: '/diary' });
  const substitute = await sit(browser, 'teacher2', 'desk', { path: '/day' });
  const changed = today.page.getByText(/5-й урок, биология: будет замена/i);
  const row = diary.page.locator('#day-2026-12-02').getByRole('row').filter({ hasText: 'Биология' }).first();
  const mine = substitute.page.getByRole('listitem').filter({ hasText: 'Биология' });
  await expect(today.page.getByLabel('Следующий урок')).toBeVisible();
  await expect(row).toBeVisible();
  await expect(substitute.page.getByRole('heading', { name: 'Мой день' })).toBeVisible();
  await expect(changed).toHaveCount(0);
  await expect(row).not.toContainText('Замена');
  await expect(mine).toHaveCount(0);

  // «+ Учитель отсутствует»: only the fifth lesson.
  await deputy.page.getByRole('button', { name: 'Учитель отсутствует' }).first().click();
  const dialog = deputy.page.getByRole('dialog');
  await dialog.getByLabel('Учитель').fill('Лугова П. М.');
  await dialog.getByRole('button', { name: '5-й урок' }).click();
  await dialog.getByLabel('Причина').selectOption({ label: 'отгул' });
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(deputy.page.getByRole('heading', { name: 'Уроки: Лугова П. М.' })).toBeVisible();
  await expect(deputy.page.getByRole('heading', { name: 'Свободны на 5-м уроке' })).toBeVisible();
  const sheet = deputy.page.getByRole('complementary');
  await expect(sheet.getByRole('row').filter({ hasText: 'Биология' })).toContainText('не назначена');
  const more = deputy.page.getByRole('button', { name: /Показать всех/ });
  if ((await more.count()) > 0) await more.click();
  const assign = deputy.page.getByRole('button', { name: 'Назначить: Гусева М. А.' });
  await assign.focus();
  // The consequences stand there before the click.
  await expect(deputy.page.getByRole('heading', { name: 'Если назначить: Гусева М. А.' })).toBeVisible();
  await expect(deputy.page.getByText(/8Б — расписание у \d+ учеников и \d+ родителей/)).toBeVisible();
  await assign.press('Enter');

  await expect(sheet.getByRole('row').filter({ hasText: 'Биология' })).toContainText('Гусева М. А.');
  await expect(changed).toBeVisible();
  await expect(row).toContainText('Замена');
  await expect(mine).toContainText('Замещаете: Лугова П. М.');

  // The rights came with it: the record of that lesson is open, that of the one before is not.
  await mine.getByRole('link').first().click();
  await expect(substitute.page).toHaveURL(/\/journal\/\d+\?lesson=\d+/);
  const topic = substitute.page.getByLabel('Тема урока');
  await topic.fill('Органы пищеварения');
  await topic.press('Enter');
  await expect(substitute.page.getByRole('status').filter({ hasText: /^Сохранено, / })).toBeVisible();
  await row.getByRole('button').first().click();
  await expect(diary.page.getByText('Органы пищеварения')).toBeVisible();
  await substitute.page.locator('.jdate:not(.today, .future)').last().click();
  await expect(topic).not.toBeEditable();

  // The log has the fact with the record (003 П2 2.1).
  await deputy.page.goto('/substitutions/log?month=2026-12');
  const entry = deputy.page.getByRole('row').filter({ hasText: 'Лугова П. М.' }).filter({ hasText: 'Гусева М. А.' });
  await expect(entry).toContainText('отгул');
  await expect(entry).toContainText('предстоит');
  await entry.getByRole('button', { name: /Оплата/ }).click();
  await dialog.getByLabel('Приказ №').fill('131-к');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(entry).toContainText('приказ № 131-к');

  // Taken back: everybody’s screens follow, and so does the right.
  await deputy.page.goto(TODAY);
  await deputy.page.getByRole('button', { name: /^Лугова П\. М\./ }).click();
  await deputy.page.getByRole('button', { name: 'Изменить: 5-й урок, 8Б' }).click();
  await deputy.page.getByRole('button', { name: 'Вернуть по расписанию' }).click();
  await expect(changed).toHaveCount(0);
  await expect(row).not.toContainText('Замена');
  await expect(deputy.page.getByText(/5-й урок: по расписанию/)).toBeVisible();
  await deputy.page.getByRole('button', { name: 'Изменить отсутствие: Лугова П. М.' }).click();
  await dialog.getByRole('button', { name: 'Отсутствия не было' }).click();
  await expect(deputy.page.getByRole('button', { name: /^Лугова П\. М\./ })).toHaveCount(0);
  for (const { problems, context } of [deputy, today, diary]) {
    expect(problems).toEqual([]);
    await context.close();
  }
  await substitute.context.close();
});

test('a deputy and the administrator see each other assign, and the way back stands in the message', async ({
  browser,
}) => {
  const path = '/substitutions?date=2026-12-03';
  const one = await sit(browser, 'deputy', 'desk', { path });
  const two = await sit(browser, 'admin', 'desk', { path });
  for (const { page } of [one, two]) {
    await page.getByRole('button', { name: /^Зайцева Т\. П\./ }).click();
    await expect(page.getByRole('heading', { name: 'Свободны на 2-м уроке' })).toBeVisible();
  }
  const sheet = (page: typeof one.page) => page.getByRole('complementary').getByRole('row').filter({ hasText: '9Г' });
  await expect(sheet(two.page)).toContainText('не назначена');
  await one.page.getByRole('button', { name: 'Самостоятельная работа', exact: true }).click();
  await one.page.getByRole('button', { name: 'Дать самостоятельную работу' }).click();
  await expect(sheet(one.page)).toContainText('самостоятельная работа');
  await expect(sheet(two.page)).toContainText('самостоятельная работа');
  // The way back stands in the message.
  await one.page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await expect(sheet(two.page)).toContainText('не назначена');

  for (const { problems, context } of [one, two]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('on a phone the deputy sees who is away, who is free, and nothing runs out of the screen', async ({ browser }) => {
  const { page, context, problems } = await sit(browser, 'deputy', 'phone', { path: '/substitutions?date=2026-12-03' });
  await page.getByRole('button', { name: /^Зайцева Т\. П\./ }).click();
  await expect(page.getByRole('button', { name: /^Назначить: / }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(problems).toEqual([]);
  await context.close();
});

test('at the widths of a magnified school laptop «Замены» and their log stay within the screen', async ({
  browser,
}) => {
  const path = '/substitutions?date=2026-12-03';
  const { page, context, problems } = await sit(browser, 'deputy', 'desk', { path });
  for (const width of [1024, 1093, 1280]) {
    await page.setViewportSize({ width, height: 614 });
    await page.goto(path);
    await page.getByRole('button', { name: /^Зайцева Т\. П\./ }).click();
    await expect(page.getByText('Не назначена', { exact: true }).first()).toBeVisible();
    // Nothing of the sheet's words is cut or hangs over the next column.
    const cut = await page
      .locator('.ssheet td')
      .evaluateAll((cells) => cells.filter((c) => c.scrollWidth > c.clientWidth + 1).length);
    expect(cut, `cells cut at ${width}`).toBe(0);
    for (const at of [path, '/substitutions/log?month=2026-12']) {
      await page.goto(at);
      await expect(page.getByRole('table').first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(width);
    }
  }
  expect(problems).toEqual([]);
  await context.close();
});

test('the day is typed: nothing is left before Enter', async ({ browser }) => {
  const { page, context, problems } = await sit(browser, 'deputy', 'desk', { path: '/substitutions?date=2026-12-03' });
  // Said by the page itself, once it is alive.
  await expect(page.getByText(/^\d+ учеников$/)).toBeVisible();
  const day = page.getByLabel('День', { exact: true });
  await day.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(day).not.toHaveValue('2026-12-03');
  const typed = await day.inputValue();
  await expect(page).toHaveURL(/date=2026-12-03/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`date=${typed}`));
  expect(problems).toEqual([]);
  await context.close();
});
