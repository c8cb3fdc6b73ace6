import { expect, test } from '@playwright/test';
import { cellOf, ready, sit } from '#tests/e2e/people.ts';

/** The product's promise: what a teacher keys is in the parent's phone and on the deputy's wall in the same moment. */

test('a mark keyed in the journal is on the parent’s phone, the pupil’s and the colleague’s screen without a reload', async ({
  browser,
}) => {
  const teacher = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  await expect(teacher.page).toHaveURL(/\/journal\/\d+/);
  const journal = new URL(teacher.page.url()).pathname;
  const colleague = await sit(browser, 'teacher2', 'desk', { path: journal });
  const parent = await sit(browser, 'parent', 'phone');
  const student = await sit(browser, 'student', 'phone');
  await expect(parent.page).toHaveURL(/\/day/);
  for (const { page } of [teacher, colleague]) await ready(page);
  const fresh = parent.page.getByRole('listitem').filter({ hasText: 'Алгебра' }).filter({ hasText: 'Ответ на уроке' });
  await expect(fresh).toHaveCount(0);

  const cell = await cellOf(teacher.page, 'Ковалёв Михаил');
  await cell.click();
  await expect(colleague.page.getByText('Орлова Е. В.').first()).toBeVisible();
  await teacher.page.keyboard.press('3');
  await expect(cell).toContainText('3');
  await expect(teacher.page.getByRole('status').filter({ hasText: /^Сохранено, \d\d:\d\d:\d\d$/ })).toBeVisible();
  await expect(fresh).toContainText('3');
  await expect(await cellOf(colleague.page, 'Ковалёв Михаил')).toContainText('3');
  await expect(student.page.getByRole('listitem').filter({ hasText: 'Алгебра' }).first()).toContainText('3');

  // The colleague corrects it: 3 → 4, and the family reads both.
  await (await cellOf(colleague.page, 'Ковалёв Михаил')).click();
  await colleague.page.keyboard.press('4');
  await expect(fresh).toContainText('исправлено 3');
  await expect(cell).toContainText('4');
  await parent.page.goto('/diary');
  await expect(parent.page.getByText('Среда, 02.12')).toBeVisible();
  for (const { problems, context } of [teacher, colleague, parent, student]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('topic, homework and roll of one lesson move the deputy’s wall, and homework reaches the family when it is finished', async ({
  browser,
}) => {
  const deputy = await sit(browser, 'deputy', 'desk');
  await expect(deputy.page).toHaveURL(/\/control/);
  const teacher = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  const parent = await sit(browser, 'parent', 'phone', { path: '/diary' });
  await ready(teacher.page);
  const journal = new URL(teacher.page.url()).pathname;
  const box = deputy.page.locator(`a[href^="${journal}?lesson="]`).first();
  await expect(box).toHaveAttribute('title', /идёт, нет темы/);

  await teacher.page.getByLabel('Тема урока').fill('Свойства арифметического квадратного корня');
  await teacher.page.getByLabel('Тема урока').press('Enter');
  await teacher.page.getByLabel('Домашнее задание').fill('§ 17, № 412 (а–г)');
  // Half-typed homework is nobody's but the teacher's.
  await expect(parent.page.getByText('§ 17, № 412 (а–г)')).toHaveCount(0);
  await teacher.page.getByLabel('Домашнее задание').press('Control+Enter');
  await teacher.page.getByRole('button', { name: /присутствуют/ }).click();
  await expect(teacher.page.getByRole('status').filter({ hasText: /^Сохранено, / })).toBeVisible();
  await expect(parent.page.getByText('§ 17, № 412 (а–г)')).toBeVisible();
  await expect(box).toHaveAttribute('title', /уже заполнено/);
  for (const { problems, context } of [teacher, deputy, parent]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('every box of the wall opens the exact cell that is empty', async ({ browser }) => {
  const { page, context } = await sit(browser, 'deputy', 'desk');
  const empty = page.locator('a[href*="field=homework"]').first();
  const href = (await empty.getAttribute('href')) ?? '';
  await empty.click();
  await expect(page).toHaveURL((url) => url.pathname + url.search === href);
  await expect(page.getByRole('grid')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/control/);
  await context.close();
});

test('a family sees its own children only, and switches between them', async ({ browser }) => {
  const { page, context } = await sit(browser, 'parent', 'phone');
  await page.getByRole('link', { name: /Анна/ }).click();
  await expect(page).toHaveURL(/child=/);
  await expect(page.getByRole('link', { name: /Анна/ })).toHaveAttribute('aria-current', /.+/);
  for (const path of ['/journal', '/control', '/diary?child=1']) {
    await page.goto(path);
    await expect(page.getByRole('grid')).toHaveCount(0);
    await expect(page.getByText('Заполнение по параллелям')).toHaveCount(0);
  }
  await context.close();
});
