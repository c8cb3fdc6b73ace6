import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { cellOf, ready, sit } from '#tests/e2e/people.ts';

/** Absences in several windows at once: documents, reports of parents, the roll of those who are not expected. Classes that
 *  other journeys leave alone. */

async function accessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
const rowOf = (page: Page, name: string) => page.getByRole('grid').getByRole('row', { name });
/** «Журнал дня» of a class, and its address. */
async function dayOf(browser: Browser, login: string, className: string) {
  const seat = await sit(browser, login, 'desk', { path: '/attendance' });
  const option = seat.page.getByLabel('Класс').getByRole('option', { name: className, exact: true });
  const path = `/attendance?class=${await option.getAttribute('value')}`;
  await open(seat.page, path);
  await expect(seat.page.getByRole('grid', { name: new RegExp(`^${className}:`) })).toBeVisible();
  return { ...seat, path };
}
/** Opens a day and waits until the page's own script listens: it puts the focus into the grid. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('grid')).toBeFocused();
}

test('a справка with a date range turns Н into Б for a whole week in two open screens; a hand stands over it, and cancelling takes back the rest', async ({
  browser,
}) => {
  const anna = 'Ковалёва Анна';
  const deputy = await dayOf(browser, 'deputy', '3А');
  const { page, path } = deputy;
  await accessible(page);
  let written = 0;
  for (const date of ['2026-11-30', '2026-12-01', '2026-12-02']) {
    await open(page, `${path}&date=${date}`);
    await rowOf(page, anna).getByRole('rowheader').click();
    await page.getByRole('grid').press('Shift+KeyY');
    // Where a mark stands «Н» is refused: the rest of the day is what this is about.
    await expect(rowOf(page, anna)).toContainText('отсутствовал');
    await expect(page.locator('.agrid .waiting')).toHaveCount(0);
    written += await rowOf(page, anna).getByText('отсутствовал', { exact: true }).count();
  }
  expect(written).toBeGreaterThan(3);

  const parent = await sit(browser, 'parent', 'phone', { path: '/absences' });
  await parent.page.getByRole('link', { name: /Анна/ }).click();
  const missed = parent.page.getByRole('listitem').filter({ hasText: /отсутствовал/ });
  const ill = parent.page.getByRole('listitem').filter({ hasText: 'отсутствовал по болезни' });
  await expect(parent.page.getByRole('link', { name: /Анна/ })).toHaveAttribute('aria-current', /.+/);
  await expect(missed.first()).toBeVisible();
  const before = await ill.count();
  const director = await sit(browser, 'director', 'desk', { path });
  const here = rowOf(director.page, anna).getByText('отсутствовал по болезни');
  await expect(rowOf(director.page, anna)).toContainText('отсутствовал');
  const today = await rowOf(director.page, anna).getByText('отсутствовал', { exact: true }).count();
  await expect(here).toHaveCount(0);

  await page.getByRole('button', { name: /^Документы/ }).click();
  await page.getByRole('button', { name: 'Внести документ' }).click();
  const dialog = page.getByRole('dialog', { name: 'Внести документ' });
  await dialog.getByLabel('Ученик').selectOption({ label: anna });
  await dialog.getByLabel('Номер').fill('216');
  await dialog.getByLabel('Первый день', { exact: true }).fill('2026-11-30');
  await dialog.getByLabel('Последний день', { exact: true }).fill('2026-12-04');
  await accessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(here).toHaveCount(today);
  await expect(ill).toHaveCount(before + written);
  await expect(parent.page.getByText('Справка № 216')).toBeVisible();
  await accessible(parent.page);
  // The days to come are foretold.
  await director.page.goto(`${path}&date=2026-12-03`);
  await expect(rowOf(director.page, anna)).toContainText('ожидается отсутствие: Б');
  await expect(rowOf(director.page, anna)).toContainText('Справка № 216, 30.11–04.12');
  // Who only looks has no acts.
  await expect(director.page.getByRole('button', { name: 'УП' })).toHaveCount(0);

  // By hand over the document; truancy opens a record.
  await open(page, path);
  await rowOf(page, anna).getByRole('gridcell').filter({ hasText: 'по болезни' }).first().click();
  await page.getByRole('grid').press('KeyG');
  await expect(rowOf(page, anna).getByText('отсутствовал по неуважительной причине')).toHaveCount(1);
  await page.getByRole('button', { name: /^Работа с пропусками/ }).click();
  await expect(page.getByRole('article', { name: anna })).toContainText('Открыто');
  await page.getByLabel(`Что сделано: ${anna}`).selectOption({ label: 'Звонок родителям' });
  await page.getByLabel(`О чём: ${anna}`).fill('справку принесут завтра');
  await page.getByRole('button', { name: 'Записать' }).click();
  await expect(page.getByRole('article', { name: anna })).toContainText('В работе');
  await accessible(page);
  await page.getByRole('button', { name: /^Документы/ }).click();
  await page.getByRole('button', { name: `Отменить: ${anna}, Справка № 216` }).click();
  await expect(page.getByText('Отменён', { exact: true })).toBeVisible();
  await expect(ill).toHaveCount(before);
  await expect(parent.page.getByRole('listitem').filter({ hasText: 'неуважительной' })).toHaveCount(1);
  await page.getByRole('status').getByRole('button', { name: 'Вернуть' }).click();
  await expect(ill).toHaveCount(before + written - 1);
  for (const { problems, context } of [deputy, parent, director]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('who is not expected is no silent presence: the roll asks, the teacher sees Н and no reason, the deputy Б', async ({
  browser,
}) => {
  const deputy = await dayOf(browser, 'deputy', '7Г');
  const { page, path } = deputy;
  const name = (await page.getByRole('grid').getByRole('rowheader').nth(2).innerText()).trim();
  await page.goto(`${path}&tab=papers`);
  await page.getByRole('button', { name: 'Внести документ' }).click();
  const dialog = page.getByRole('dialog', { name: 'Внести документ' });
  await dialog.getByLabel('Ученик').selectOption({ label: name });
  await dialog.getByLabel('Первый день', { exact: true }).fill('2026-12-02');
  await dialog.getByLabel('Последний день', { exact: true }).fill('2026-12-03');
  await dialog.getByLabel('В первый день с урока').selectOption('5');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);

  const teacher = await sit(browser, 'teacher2', 'desk', { path: '/day' });
  await teacher.page.getByRole('listitem').filter({ hasText: '7Г' }).getByRole('link').first().click();
  await ready(teacher.page);
  await teacher.page.getByRole('grid').focus();
  const cell = await cellOf(teacher.page, name);
  await expect(cell).toHaveAttribute('aria-label', 'сообщили об отсутствии');
  await teacher.page.keyboard.press('KeyD');
  const ask = teacher.page.getByRole('dialog', { name: 'Сообщили об отсутствии' });
  await expect(ask).toContainText(name);
  await accessible(teacher.page);
  await teacher.page.keyboard.press('Enter');
  await expect(cell).toHaveText('Н');
  await expect(teacher.page.getByText('Присутствие отмечено', { exact: true })).toBeVisible();
  await expect(cell).toHaveAttribute('aria-label', 'отсутствовал');

  await page.goto(path);
  await expect(rowOf(page, name).getByText('отсутствовал по болезни')).toHaveCount(1);
  await expect(cell).toHaveText('Н');
  for (const { problems, context } of [deputy, teacher]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('a parent reports an absence from a phone: accepted, declined with a word, taken back, each told live', async ({
  browser,
}) => {
  const parent = await sit(browser, 'parent', 'phone', { path: '/absences' });
  await parent.page.getByRole('link', { name: /Анна/ }).click();
  await expect(parent.page.getByRole('link', { name: /Анна/ })).toHaveAttribute('aria-current', /.+/);
  const deputy = await dayOf(browser, 'deputy', '3А');
  const waiting = deputy.page.getByRole('region', { name: 'Родители сообщили об отсутствии' });
  const report = async (day: string, kind: string, text: string) => {
    await parent.page.getByRole('button', { name: 'Сообщить об отсутствии' }).click();
    const form = parent.page.getByRole('dialog', { name: 'Сообщить об отсутствии' });
    await form.getByLabel('С какого дня').fill(day);
    await form.getByLabel(kind).check();
    await form.getByLabel('Комментарий, если нужен').fill(text);
    await accessible(parent.page);
    await form.getByRole('button', { name: 'Отправить' }).click();
    await expect(form).toHaveCount(0);
    await expect(parent.page.getByText('Отправлено', { exact: true })).toBeVisible();
    await expect(waiting).toContainText(text);
  };
  await report('2026-12-08', 'Приём врача', 'к окулисту');
  await waiting.getByRole('button', { name: 'Принять' }).click();
  await expect(parent.page.getByText('Принято', { exact: true })).toBeVisible();
  await expect(parent.page.getByText(/Заявление родителей/)).toBeVisible();

  await report('2026-12-10', 'Семейные обстоятельства', 'едем к бабушке');
  await waiting.getByRole('button', { name: 'Отклонить' }).click();
  await waiting.getByLabel('Что ответить родителям').fill('в этот день проверочная');
  await waiting.getByRole('button', { name: 'Отклонить' }).click();
  await expect(parent.page.getByText('Ответ школы: в этот день проверочная')).toBeVisible();

  await report('2026-12-11', 'Другое', 'передумаем');
  await parent.page.getByRole('button', { name: 'Отозвать' }).click();
  await expect(parent.page.getByText('Отозвано', { exact: true })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  for (const { problems, context } of [parent, deputy]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('the homeroom teacher’s day counts absences without a reason; one key explains a day, and the report follows', async ({
  browser,
}) => {
  const { page, problems, context } = await sit(browser, 'homeroom', 'desk', { path: '/day' });
  await page.getByRole('link', { name: /8Б: пропуски без причины: \d+/ }).click();
  await expect(page).toHaveURL(/\/attendance\?class=\d+&tab=unreasoned/);
  const list = page.getByRole('table', { name: /Пропуски без причины/ });
  await expect(list).toBeFocused();
  const count = await list.getByRole('row').count();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('KeyE');
  await expect(list.getByRole('row')).toHaveCount(count - 1);
  await accessible(page);
  await page.keyboard.press('Control+KeyZ');
  await expect(list.getByRole('row')).toHaveCount(count);
  await page.getByRole('button', { name: 'Отчёт за период' }).click();
  await page.getByRole('button', { name: 'Сорокин Илья' }).click();
  await expect(page.getByText(/Пропущено уроков \d+ \(по болезни \d+/)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Выгрузить в Excel (CSV)' }).click();
  expect((await download).suggestedFilename()).toBe('Пропуски Сорокин Илья.csv');
  await accessible(page);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Сорокин Илья' })).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
});
