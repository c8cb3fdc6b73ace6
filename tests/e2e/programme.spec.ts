import { expect, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';

/** The plan of extracurricular classes with a class, how families see the passing of a programme, and the report of its fulfilment. */

test('a homeroom teacher enters the month that his day asks for; the deputy reads it live, and it has its way back', async ({
  browser,
}) => {
  const [homeroom, deputy] = await Promise.all([
    sit(browser, 'homeroom', 'desk', { path: '/day' }),
    sit(browser, 'deputy', 'desk', { path: '/plans/class' }),
  ]);
  const { page } = homeroom;
  await test.step('the day leads to the month', async () => {
    await page.getByRole('link', { name: '8Б: план внеурочных занятий на декабрь не внесён' }).click();
    await expect(page.getByText('На декабрь план не внесён')).toBeVisible();
    await deputy.page.getByRole('combobox', { name: 'Класс' }).selectOption({ label: '8Б' });
    await expect(deputy.page.getByText('На декабрь план не внесён')).toBeVisible();
  });
  await test.step('a month is copied with its days looked at first', async () => {
    await page.getByRole('button', { name: 'Скопировать', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Скопировать план на декабрь' });
    await dialog.getByRole('combobox', { name: 'Откуда' }).selectOption({ label: '8Б, ноябрь' });
    await dialog.getByRole('checkbox', { name: /Итоги четверти/ }).uncheck();
    await dialog.getByRole('button', { name: 'Внести 2 занятия' }).click();
    await expect(page.getByRole('row', { name: /Весёлые старты параллели/ })).toBeVisible();
    await expect(deputy.page.getByRole('row', { name: /Весёлые старты параллели/ })).toBeVisible();
  });
  await test.step('an entry of one’s own is added, held and taken back', async () => {
    await page.getByRole('button', { name: 'Добавить', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Новое занятие, 8Б' });
    await dialog.getByRole('textbox', { name: 'Занятие' }).fill('Безопасный лёд');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await expect(dialog).toHaveCount(0);
    const theirs = deputy.page.getByRole('row', { name: /Безопасный лёд/ });
    await expect(theirs).toContainText('нет');
    await page.getByRole('checkbox', { name: /Проведено: Безопасный лёд/ }).check();
    await expect(theirs).toContainText('да');
    await page.locator('.cwnote').getByRole('button', { name: 'Вернуть' }).click();
    await expect(theirs).toContainText('нет');
    await page.getByRole('button', { name: 'Безопасный лёд' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Убрать из плана' }).click();
    await expect(theirs).toHaveCount(0);
  });
  await test.step('the day asks no more', async () => {
    await page.goto('/day');
    await expect(page.getByRole('heading', { name: /^Сделать/ })).toBeVisible();
    await expect(page.getByText('план внеурочных занятий на декабрь')).toHaveCount(0);
  });
  expect(homeroom.problems).toEqual([]);
  expect(deputy.problems).toEqual([]);
});

test('a parent opens a subject to what has been passed, and a topic recorded now comes without a reload', async ({
  browser,
}) => {
  const [parent, teacher] = await Promise.all([
    sit(browser, 'parent', 'phone', { path: '/marks' }),
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' }),
  ]);
  const { page } = parent;
  await test.step('all subjects of the year, from the list of marks', async () => {
    await page.getByRole('link', { name: 'Программа года по всем предметам' }).click();
    await expect(page.getByRole('heading', { name: 'Программа года' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Отметки' })).toHaveAttribute('aria-current', 'page');
    await page.goBack();
  });
  await page.getByRole('link', { name: /^Алгебра/ }).click();
  await page.getByRole('link', { name: 'Программа: что пройдено и что дальше' }).click();
  await expect(page.getByRole('heading', { name: 'Алгебра', level: 1 })).toBeVisible();
  // Other journeys change the hours of this plan meanwhile.
  await expect(page.getByText(/Пройдено \d+ из \d+ ч/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Что дальше' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Пройденные темы' })).toBeVisible();
  await test.step('nothing alarms and nothing leads to a plan', async () => {
    await expect(page.getByText(/отста|опережа/i)).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  });
  await test.step('the lesson that runs now', async () => {
    const topic = teacher.page.getByRole('textbox', { name: 'Тема урока' });
    await topic.fill('Свойства корней, проверка');
    await topic.press('Tab');
    await expect(page.getByText('Свойства корней, проверка')).toBeVisible();
  });
  expect(parent.problems).toEqual([]);
  expect(teacher.problems).toEqual([]);
});

test('the deputy reads plan against fact by group and by subject, and takes it away as a table', async ({
  browser,
}) => {
  const { page, problems } = await sit(browser, 'deputy', 'desk', { path: '/plans/programme' });
  const table = page.getByRole('table', { name: /по группам/ });
  await expect(table).toBeVisible();
  await page.getByRole('combobox', { name: 'Предмет' }).selectOption({ label: 'Алгебра' });
  await page.getByRole('textbox', { name: /Учитель/ }).fill('8Б');
  await expect(table.getByRole('row', { name: /8Б Алгебра/ })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'По предметам' }).click();
  await expect(page.getByRole('row', { name: /^Всего 1 / })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Выполнение программы, Год.csv');
  const [book] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Выгрузить в Excel' }).click(),
  ]);
  expect(book.suggestedFilename()).toBe('Выполнение программы, Год.xlsx');
  // The address holds all of it.
  await page.reload();
  await expect(page.getByRole('row', { name: /^Всего 1 / })).toBeVisible();
  await page.getByRole('combobox', { name: 'Период' }).selectOption({ label: 'II четверть' });
  await expect(page).toHaveURL(/period=quarter-2/);
  await expect(page.getByRole('row', { name: /^Всего 1 / })).toBeVisible();
  expect(problems).toEqual([]);
});

test('control works of a plan go into the schedule by one click, a colleague’s calendar shows them, and they come back', async ({
  browser,
}) => {
  const [teacher, deputy] = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник', path: '/plans?mine=1&grade=8' }),
    sit(browser, 'deputy', 'desk', { path: '/control-works?grade=8&month=2026-12' }),
  ]);
  const { page } = teacher;
  await deputy.page.getByRole('group', { name: 'Класс' }).getByRole('button', { name: '8А' }).click();
  const calendar = deputy.page.getByRole('table', { name: /Контрольные 8А/ });
  await expect(calendar).toBeVisible();
  const chip = calendar.getByRole('button', { name: /Алгебра.*15\.12/ });
  await expect(chip).toHaveCount(0);

  await page.getByRole('link', { name: 'Алгебра', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Контрольные' });
  await expect(panel.getByText(/^Контрольных: 2 из 5, 4,9 % часов/)).toBeVisible();
  await panel.getByRole('button', { name: /Поставить в график/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Алгебра: контрольные по плану' });
  await test.step('what is forbidden says why and cannot be chosen', async () => {
    const refused = dialog.getByRole('listitem').filter({ hasText: 'Нельзя:' }).first();
    await expect(refused).toContainText('больше одной контрольной в день');
    await expect(refused.getByRole('checkbox')).toHaveCount(0);
  });
  await dialog.getByRole('button', { name: /^Поставить \d+ работ/ }).click();
  await expect(dialog.getByRole('status')).toContainText(/Готово: (\d+) из \1/);
  await expect(chip).toBeVisible();
  await test.step('the calendar leads back to the row of the plan', async () => {
    await chip.click();
    const work = deputy.page.getByRole('dialog');
    await expect(work.getByRole('link', { name: 'Строка КТП' })).toHaveAttribute('href', /^\/plans\/\d+\?row=/);
    await work.getByRole('button', { name: 'Закрыть' }).click();
  });
  await dialog.getByRole('button', { name: 'Вернуть' }).click();
  await expect(dialog.getByRole('status')).toContainText('Возвращено, как было');
  await expect(chip).toHaveCount(0);
  expect(teacher.problems).toEqual([]);
  expect(deputy.problems).toEqual([]);
});
