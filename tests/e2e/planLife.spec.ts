import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { type Seat, sit } from '#tests/e2e/people.ts';

/** A plan in review: a deputy comments, suggests, returns and approves while its author has it open. */

/** Plans that no other journey writes into. */
const PLAN = 'Вероятность и статистика';
const CLUB = 'Занимательная математика';

async function openPlan(seat: Seat, name: string, grade: string): Promise<void> {
  await seat.page.goto('/plans');
  const row = seat.page.getByRole('row', { name: new RegExp(`^${name} ${grade}`) }).first();
  await row.getByRole('link', { name }).click();
  await expect(seat.page).toHaveURL(/\/plans\/\d+$/);
  await expect(seat.page.getByRole('status').filter({ hasText: /Сохранено|План обновляется сам/ })).toBeVisible();
}
/** The topic of a lesson by its text: the cell of a comment says more than that. */
const topic = (page: Page, text: string) =>
  page
    .getByRole('grid')
    .locator('.ptopic')
    .filter({ has: page.getByText(text, { exact: true }) });
const lessons = (page: Page) => page.getByRole('row').filter({ has: page.locator('[role=gridcell].ptype') });
async function write(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Тема урока' }).fill(text);
  await page.keyboard.press('Enter');
}
const remarks = (page: Page) => page.getByRole('tab', { name: /^Комментарии/ });
const current = (page: Page) => page.getByRole('list', { name: 'Состояние плана' }).locator('[aria-current=step]');
const both = async (browser: Browser) =>
  Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник', path: '/plans' }),
    sit(browser, 'deputy', 'desk', { path: '/plans' }),
  ]);

test('a deputy comments, suggests, returns and approves while the teacher has the plan open', async ({ browser }) => {
  const [teacher, deputy] = await both(browser);
  await Promise.all([openPlan(teacher, PLAN, '8'), openPlan(deputy, PLAN, '8')]);
  const row = (page: Page, number: number) =>
    lessons(page)
      .nth(number - 1)
      .locator('.ptopic');

  await test.step('a correction of the approved plan shows at once, for both', async () => {
    await expect(current(deputy.page)).toHaveText(/^Утверждён/);
    await write(teacher.page, row(teacher.page, 2), 'Таблицы и диаграммы');
    for (const { page } of [teacher, deputy]) await expect(current(page)).toHaveText('С изменениями: 1 строка');
  });
  await test.step('the author sends it for review, the deputy sees it at once', async () => {
    await teacher.page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await expect(current(deputy.page)).toHaveText('На проверке');
  });
  await test.step('the deputy reads what was changed since it was approved', async () => {
    await deputy.page.getByRole('button', { name: /^Что изменено/ }).click();
    const dialog = deputy.page.getByRole('dialog', { name: 'Сравнить версии' });
    await expect(dialog.getByRole('heading', { name: 'Изменено: 1' })).toBeVisible();
    await expect(dialog).toContainText('Таблицы и диаграммы');
    await deputy.page.keyboard.press('Escape');
  });
  await test.step('a comment on a cell is in the teacher’s panel, and his answer in the deputy’s', async () => {
    await row(deputy.page, 1).click();
    await deputy.page.keyboard.press('Control+m');
    await deputy.page.getByLabel(/^Комментарий: строка 1/).fill('Два урока повторения достаточно?');
    await deputy.page.keyboard.press('Control+Enter');
    await remarks(teacher.page).click();
    const card = teacher.page.getByRole('article', { name: /Лебедева И\. С\., строка 1$/ });
    await expect(card).toContainText('Два урока повторения достаточно?');
    await card.getByRole('button', { name: 'Ответить' }).click();
    await teacher.page.getByLabel('Ответ', { exact: true }).fill('Да, третий — входная работа.');
    await teacher.page.keyboard.press('Control+Enter');
    await expect(deputy.page.getByRole('article', { name: /Лебедева И\. С\., строка 1$/ })).toContainText(
      'Да, третий — входная работа.',
    );
  });
  await test.step('a suggestion is accepted by the author and stands in the plan of both', async () => {
    await row(deputy.page, 3).click();
    await deputy.page.getByRole('button', { name: 'Предложить правку' }).click();
    await deputy.page.getByLabel(/^Предложить правку: строка 3/).fill('Входная работа');
    await deputy.page.keyboard.press('Control+Enter');
    const card = teacher.page.getByRole('article', { name: /Лебедева И\. С\., строка 3$/ });
    await card.getByRole('button', { name: 'Принять' }).click();
    await expect(card).toHaveCount(0);
    for (const { page } of [teacher, deputy]) await expect(topic(page, 'Входная работа')).toBeVisible();
  });
  await test.step('returned with a reason: said at the plan and in «Мой день»', async () => {
    await deputy.page.getByRole('button', { name: 'Вернуть с замечанием' }).click();
    const dialog = deputy.page.getByRole('dialog', { name: 'Вернуть с замечанием' });
    await expect(dialog.getByLabel('Что исправить')).toBeFocused();
    await dialog.getByRole('button', { name: 'Вернуть' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Что исправить');
    await dialog.getByLabel('Что исправить').fill('Не хватает резерва в IV четверти');
    await dialog.getByRole('button', { name: 'Вернуть' }).click();
    await expect(teacher.page.getByText('Не хватает резерва в IV четверти')).toBeVisible();
    await expect(current(teacher.page)).toHaveText(/^С изменениями/);
    const day = await teacher.context.newPage();
    await day.goto('/day');
    await expect(day.getByRole('link', { name: `КТП возвращён: ${PLAN}, 8 класс` })).toBeVisible();
    await day.close();
  });
  const submit = async () => {
    await teacher.page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
  };
  await test.step('sent and taken back by its author: the deputy has nothing to decide any more', async () => {
    await submit();
    await expect(deputy.page.getByRole('button', { name: 'Утвердить' })).toBeVisible();
    await teacher.page.getByRole('button', { name: 'Отозвать' }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
    await expect(deputy.page.getByRole('button', { name: 'Утвердить' })).toHaveCount(0);
    await expect(current(deputy.page)).toHaveText(/^С изменениями/);
  });
  await test.step('approved the second time, as version 2, and nothing is left to change', async () => {
    await submit();
    await deputy.page.getByRole('button', { name: 'Утвердить' }).click();
    const dialog = deputy.page.getByRole('dialog', { name: 'Утвердить план' });
    await expect(dialog).toContainText('версией № 2');
    await dialog.getByRole('button', { name: 'Утвердить' }).click();
    await expect(current(teacher.page)).toHaveText(/^Утверждён/);
    await expect(teacher.page.getByText('нет отличий')).toBeVisible();
  });
  expect([...teacher.problems, ...deputy.problems]).toEqual([]);
});

test('a past version is shown by the slider and brought back; so is what stood before', async ({ browser }) => {
  const [teacher, deputy] = await both(browser);
  await Promise.all([openPlan(teacher, CLUB, '8'), openPlan(deputy, CLUB, '8')]);
  const { page } = teacher;
  await page.getByRole('button', { name: 'Сохранить версию' }).click();
  const dialog = page.getByRole('dialog', { name: 'Сохранить версию' });
  await dialog.getByLabel('Название').fill('До правок');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  const cell = lessons(page).first().locator('.ptopic');
  await expect(cell).toContainText(/\p{L}/u);
  const old = (await cell.innerText()).trim();
  await write(page, cell, 'Вводный урок');
  const typed = (of: Page) => topic(of, 'Вводный урок');
  await expect(typed(deputy.page)).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Версия плана' });
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /До правок/);
  await expect(typed(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Вернуть эту' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть' }).click();
  await expect(typed(deputy.page)).toHaveCount(0);
  await expect(topic(deputy.page, old).first()).toBeVisible();
  await page.getByRole('tab', { name: 'История' }).click();
  await page
    .getByRole('button', { name: /^Правки/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Вернуть эту' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть' }).click();
  await expect(typed(deputy.page)).toBeVisible();
  expect([...teacher.problems, ...deputy.problems]).toEqual([]);
});
