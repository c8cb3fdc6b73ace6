import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { cellOf, ready, sit } from '#tests/e2e/people.ts';

/** Marks in depth, by keyboard: the card, averages that explain themselves, period marks, the school's settings. */

const TEACHER = { hat: 'Учитель-предметник' };
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Сохранено/ });
const card = (page: Page, name: string) => page.getByRole('dialog', { name });
/** The totals of a student, by the column's key. */
async function totalOf(page: Page, student: string, column: string) {
  const header = page.getByText(student, { exact: true }).locator('xpath=ancestor::*[@role="rowheader"]');
  const id = (await header.getAttribute('id'))?.replace('name-', '') ?? '';
  return page.locator(`[data-student="${id}"] .${column}`);
}
async function faultsOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`);
}

test('the mark card by keyboard: own weight, not counted, history; it never covers its row’s name', async ({
  browser,
}) => {
  const student = 'Егоров Максим';
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  const colleague = await sit(browser, 'teacher2', 'desk', { path: new URL(teacher.page.url()).pathname });
  const { page } = teacher;
  await ready(page);
  await ready(colleague.page);
  const cell = await cellOf(page, student);
  const theirs = await cellOf(colleague.page, student);
  const mean = await totalOf(page, student, 't2');
  const before = (await mean.textContent()) ?? '';
  await cell.click();
  await page.keyboard.press('5');
  await expect(theirs).toContainText('5');
  await expect(mean).not.toHaveText(before);
  const plain = (await mean.textContent()) ?? '';
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  const dialog = card(page, `Отметка: ${student}`);
  await expect(dialog.getByRole('button', { name: '5', exact: true })).toBeFocused();

  await dialog.getByLabel('Вес', { exact: true }).fill('3');
  await page.keyboard.press('Enter');
  await expect(cell.locator('sub')).toHaveText('3');
  await expect(theirs.locator('sub')).toHaveText('3');
  await expect(mean).not.toHaveText(plain);
  await dialog.getByLabel('Не учитывать в среднем').focus();
  await page.keyboard.press('Space');
  await expect(cell.locator('.uncounted')).toHaveText('5');
  await expect(theirs.locator('.uncounted')).toHaveText('5');
  await expect(mean).toHaveText(before);
  await expect(cell).toHaveAttribute('title', /не учитывается в среднем/);

  await dialog.getByRole('button', { name: 'История изменений' }).focus();
  await page.keyboard.press('Enter');
  const history = dialog.getByRole('list', { name: 'История изменений' });
  await expect(history.getByRole('listitem').first()).toContainText('не в среднем');
  await expect(history).toContainText('Отметка: пусто');
  await expect(history).toContainText('Орлова Е. В.');
  const name = await page.getByRole('rowheader').filter({ hasText: student }).locator('span').boundingBox();
  const box = await dialog.boundingBox();
  expect((box?.x ?? 0) >= (name?.x ?? 0) + (name?.width ?? 0)).toBe(true);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(mean).toHaveText(before);
  for (const { problems, context } of [teacher, colleague]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('two people on the weight of one mark: both are shown, and one is kept', async ({ browser }) => {
  const student = 'Исаева Вероника';
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  const journal = new URL(teacher.page.url()).pathname;
  const colleague = await sit(browser, 'teacher2', 'desk', { path: journal });
  await ready(teacher.page);
  await ready(colleague.page);
  const cell = await cellOf(teacher.page, student);
  await cell.click();
  await teacher.page.keyboard.press('4');
  await expect(await cellOf(colleague.page, student)).toContainText('4');
  // The colleague's wire is cut while both set a weight.
  for (const { page } of [teacher, colleague]) {
    await (await cellOf(page, student)).click();
    await page.keyboard.press('Space');
  }
  const weightOf = (page: Page) => card(page, `Отметка: ${student}`).getByLabel('Вес', { exact: true });
  await colleague.context.setOffline(true);
  await weightOf(colleague.page).fill('2');
  await colleague.page.keyboard.press('Enter');
  await weightOf(teacher.page).fill('3');
  await teacher.page.keyboard.press('Enter');
  await expect(cell.locator('sub')).toHaveText('3');
  await expect(saved(teacher.page)).toBeVisible();
  await colleague.context.setOffline(false);
  const ask = colleague.page.getByRole('dialog', { name: 'Одновременное изменение' });
  await expect(ask).toContainText('вес 2 — вы');
  await expect(ask).toContainText('вес 3 — Орлова');
  await ask.getByRole('button', { name: /^Оставить моё/ }).press('Enter');
  await expect(cell.locator('sub')).toHaveText('2');
  await expect(ask).toHaveCount(0);
  await teacher.page.keyboard.press('Escape');
  await teacher.page.keyboard.press('Delete');
  await expect(cell.locator('b')).toHaveCount(0);
  for (const { problems, context } of [teacher, colleague]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('a «точка» has its day: by the school’s rule, or the teacher’s own; past it is overdue', async ({ browser }) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  const cell = await cellOf(page, 'Данилова София');
  await cell.click();
  await page.keyboard.press('.');
  await expect(cell).toHaveAttribute('title', /точка: сдать до 09\.12/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  const dialog = card(page, 'Отметка: Данилова София');
  await dialog.getByLabel(/Срок точки/).fill('2026-12-04');
  await expect(cell).toHaveAttribute('title', /точка: сдать до 04\.12/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expect(cell.locator('.point')).toHaveCount(0);
  // Of a lesson of November, it is past its day already.
  const old = await cellOf(page, 'Данилова София', '[aria-colindex="2"]');
  await old.click();
  await page.keyboard.press('.');
  await expect(old.locator('.point.overdue')).toBeVisible();
  await expect(old).toHaveAttribute('aria-label', /точка: срок прошёл 09\.11/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(saved(page)).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
});

test('an average opens to its marks, its formula, the rule and the ways up, from the keyboard and by a click', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(page);
  const student = 'Васильева Полина';
  const mean = await totalOf(page, student, 't2');
  const value = (await mean.textContent()) ?? '';
  await (await cellOf(page, student, ':last-of-type')).click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(mean).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const dialog = card(page, `Средний балл: ${student}`);
  await expect(dialog).toContainText('Контрольная работа');
  await expect(dialog).toContainText(new RegExp(`\\(.+\\) / .+ [=≈] ${value}`));
  await expect(dialog).toContainText('«5» — от 4,65');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await (await totalOf(page, 'Зотов Никита', 't3')).click();
  await expect(card(page, 'Средний балл: Зотов Никита')).toContainText('Что нужно для «4»');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  expect(problems).toEqual([]);
  await context.close();
});

test('period marks by keyboard: digits, «н/а» and Enter, grounds, by the average with one undo; the family sees them', async ({
  browser,
}) => {
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  const { page } = teacher;
  await ready(page);
  const journal = new URL(page.url()).pathname;
  const parent = await sit(browser, 'parent', 'phone', { path: '/results' });
  const row = parent.page.getByRole('table').first().getByRole('row').filter({ hasText: 'Алгебра' });
  await expect(row).toContainText(/Предварительно [2345]/);

  const first = await totalOf(page, 'Абрамова Дарья', 't4');
  await expect(first).toHaveClass(/preliminary/);
  await expect(first).toHaveAttribute('aria-label', 'предварительно 5');
  await (await cellOf(page, 'Абрамова Дарья')).click();
  // «И» in the Latin layout.
  await page.keyboard.press('b');
  await page.keyboard.press('5');
  await expect(first).toHaveAttribute('aria-label', 'выставлено: 5');
  const second = await totalOf(page, 'Беляев Артём', 't4');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  for (const key of ['y', 'f']) await page.keyboard.press(key);
  await expect(second).toHaveText('на');
  await page.keyboard.press('Enter');
  await expect(second).toHaveText('н/а');
  // 4,85 is «5»: a «3» must be explained.
  const third = await totalOf(page, 'Васильева Полина', 't4');
  await page.keyboard.press('3');
  const dialog = card(page, 'Итог, II четверть: Васильева Полина');
  await expect(dialog.getByLabel('Обоснование')).toBeFocused();
  await expect(dialog).toContainText('расходится со средним баллом');
  await page.keyboard.type('две контрольные пропущены');
  await page.keyboard.press('Enter');
  await expect(third).toHaveText('3');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(saved(page)).toBeVisible();

  await page.keyboard.press('Control+Enter');
  const propose = page.getByRole('dialog', { name: 'Выставить по среднему' });
  await expect(propose).toContainText('уже выставлено: 3');
  await propose.getByLabel(/меньше нормы/).check();
  await expect(propose).toContainText(/Получат отметку: 2\d из 26/);
  await propose.getByRole('button', { name: /^Выставить \(/ }).press('Enter');
  const own = await totalOf(page, 'Ковалёв Михаил', 't4');
  await expect(own).toHaveAttribute('aria-label', 'выставлено: 4');
  await expect(third).toHaveText('3');
  await expect(row).not.toContainText('Предварительно');
  await expect(page.getByText(/^Выставлено: 2\d/)).toBeVisible();

  // The deputy opens the same journal and sees who set it and why.
  const deputy = await sit(browser, 'deputy', 'desk', { path: journal });
  await ready(deputy.page);
  await (await totalOf(deputy.page, 'Васильева Полина', 't4')).click();
  const seen = card(deputy.page, 'Итог, II четверть: Васильева Полина');
  await expect(seen).toContainText('Орлова Е. В.');
  await expect(seen.getByLabel('Обоснование')).toHaveValue('две контрольные пропущены');
  await seen.getByRole('button', { name: 'История изменений' }).click();
  await expect(seen.getByRole('list', { name: 'История изменений' })).toContainText('пусто');

  // One undo takes the class back, and three more what was typed.
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z');
  await expect(own).toHaveClass(/preliminary/);
  await expect(first).toHaveClass(/preliminary/);
  await expect(row).toContainText(/Предварительно [2345]/);
  await expect(await totalOf(deputy.page, 'Ковалёв Михаил', 't4')).toHaveClass(/preliminary/);
  for (const { problems, context } of [teacher, parent, deputy]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('a changed setting is in open journals at once; two who change one see each other', async ({ browser }) => {
  const teacher = await sit(browser, 'teacher', 'desk', TEACHER);
  await ready(teacher.page);
  await (await totalOf(teacher.page, 'Зотов Никита', 't2')).click();
  const rule = card(teacher.page, 'Средний балл: Зотов Никита');
  await expect(rule).toContainText('«3» — от 2,65');
  const deputy = await sit(browser, 'deputy', 'desk', { path: '/settings' });
  const admin = await sit(browser, 'admin', 'desk', { path: '/settings' });
  const block = (page: Page) => page.getByRole('region', { name: 'Пороги среднего балла' });
  await expect(saved(deputy.page)).toBeVisible();
  const three = block(deputy.page).getByLabel('«3» — от');
  await three.fill('2,66');
  await expect(block(deputy.page)).toContainText('при 2,65 «3» станет «2»');
  // The administrator is at the same field.
  await block(admin.page).getByLabel('«4» — от').fill('3,66');
  await block(deputy.page).getByRole('button', { name: 'Сохранить' }).press('Enter');
  await expect(rule).toContainText('«3» — от 2,66');
  await expect(block(admin.page)).toContainText('записано другое: 4,65 / 3,65 / 2,66');
  await block(admin.page).getByRole('button', { name: 'Принять' }).click();
  await expect(block(admin.page).getByLabel('«3» — от')).toHaveValue('2,66');
  await three.fill('2,65');
  await block(deputy.page).getByRole('button', { name: 'Сохранить' }).click();
  await expect(rule).toContainText('«3» — от 2,65');

  const types = deputy.page.getByRole('region', { name: 'Виды работ' });
  await types.getByLabel('Сокращение: Ведение тетради').fill('ВдТ');
  await deputy.page.keyboard.press('Enter');
  await expect(teacher.page.getByRole('columnheader').filter({ hasText: 'ВдТ' })).toHaveCount(1);
  await types.getByLabel('Сокращение: Ведение тетради').fill('Тет');
  await deputy.page.keyboard.press('Enter');
  await expect(teacher.page.getByRole('columnheader').filter({ hasText: 'ВдТ' })).toHaveCount(0);
  expect(await faultsOf(deputy.page)).toEqual([]);
  for (const { problems, context } of [teacher, deputy, admin]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('the director reads the settings, a teacher has none', async ({ browser }) => {
  const director = await sit(browser, 'director', 'desk', { path: '/settings' });
  await expect(director.page.getByText('Вы смотрите настройки школы.')).toBeVisible();
  await expect(director.page.getByRole('button', { name: 'Сохранить' })).toHaveCount(0);
  const teacher = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/settings' });
  await expect(teacher.page).toHaveURL(/\/day$/);
  for (const { problems, context } of [director, teacher]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});
