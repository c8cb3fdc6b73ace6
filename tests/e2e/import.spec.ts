import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';
import { workbook } from '#tests/support/workbook.ts';

/** A deputy brings the timetable of a class from a spreadsheet, decides on what the school does not know, applies it, sees it
 *  in the lessons of a coming day, and takes it back. */

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Reading a file and deriving the lessons of a year take their time on a busy machine. */
const PATIENT = { timeout: 30_000 };
const WEEK = [
  ['', '', '4 "В" класс', ''],
  ['ПОНЕДЕЛЬНИК', 1, 'Русский язык', 27],
  ['', 2, 'Матем.', 27],
  ['', 3, 'Шахматный час\nЖуравин Т. П.', 'Малый зал'],
  [],
  ['ВТОРНИК', 1, 'Литературное чтение', 27],
];

test('a class’s timetable from a spreadsheet: preview, an unknown course, applied, seen in the journal, taken back', async ({
  browser,
}) => {
  const { page, problems } = await sit(browser, 'deputy', 'desk', { path: '/timetable/import' });
  await expect(page.getByRole('button', { name: 'Выбрать файл' })).toBeEnabled();
  const box = page.getByLabel('Файл расписания');
  await box.setInputFiles({ name: 'заметки.csv', mimeType: 'text/csv', buffer: Buffer.from('Список класса\nИванов') });
  await expect(page.getByRole('alert').filter({ hasText: 'не найдено расписание' })).toBeVisible(PATIENT);

  const buffer = await workbook([{ name: 'Лист1', rows: WEEK, merges: ['A2:A4'] }]);
  await box.setInputFiles({ name: 'Четвёртый В.xlsx', mimeType: XLSX, buffer });
  await expect(page).toHaveURL(/\/timetable\/import\/\d+$/, PATIENT);
  await expect(page.getByRole('heading', { name: /Четвёртый В\.xlsx/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Не сопоставлено: 2' })).toBeVisible();
  const week = page.getByRole('region', { name: 'Недели классов' });
  await expect(week).toContainText('Математика · 27');
  await expect(week).not.toContainText('Шахматный час');
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  expect((await axe.analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);

  // The teacher is already somebody of the school under another name: the field searches among them; here he is new.
  for (const name of ['Шахматный час', 'Журавин Т. П.']) {
    const line = page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
    await expect(line.getByLabel(`Что это в школе: ${name}`)).toBeVisible();
    await line.getByRole('button', { name: 'Создать' }).click();
    await expect(line).toContainText('будет создано', PATIENT);
  }
  await expect(page.getByRole('heading', { name: 'Все названия сопоставлены' })).toBeVisible(PATIENT);
  await expect(week).toContainText('Шахматный час · Малый зал');

  await page.getByRole('button', { name: 'Применить' }).click();
  const dialog = page.getByRole('dialog', { name: 'Применить расписание с 07.12.2026?' });
  await expect(dialog).toContainText('предметов 1, сотрудников без доступа 1, групп 1');
  await dialog.getByRole('button', { name: 'Применить' }).click();
  await expect(page.getByText('применён с 07.12.2026')).toBeVisible(PATIENT);
  const preview = page.url();

  await page.goto('/journal');
  const switcher = page.getByLabel('Сменить класс или предмет');
  await switcher.selectOption({ label: '4В · Русский язык' });
  await expect(page.getByRole('heading', { name: '4В · Русский язык' })).toBeVisible(PATIENT);
  await switcher.selectOption({ label: '4В · Шахматный час' });
  await expect(page.getByRole('heading', { name: '4В · Шахматный час' })).toBeVisible(PATIENT);
  await expect(page.getByRole('columnheader', { name: /07\.12|7 декабря/ }).first()).toBeVisible();

  await page.goto(preview);
  await page.getByRole('button', { name: 'Отменить импорт' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить импорт' }).click();
  await expect(page.getByText('отменён с 07.12.2026')).toBeVisible(PATIENT);
  await page.goto('/journal');
  await switcher.selectOption({ label: '4В · Русский язык' });
  await expect(switcher.getByRole('option', { name: '4В · Математика' })).toBeAttached(PATIENT);
  await expect(switcher.getByRole('option', { name: '4В · Шахматный час' })).not.toBeAttached();
  expect(problems).toEqual([]);
});

test('an administrator may, a teacher is led on', async ({ browser }) => {
  const admin = await sit(browser, 'admin', 'desk', { path: '/timetable/import' });
  await expect(admin.page.getByRole('heading', { name: 'Импорт расписания' })).toBeVisible();
  const teacher = await sit(browser, 'teacher2', 'desk', { path: '/timetable/import' });
  await expect(teacher.page).not.toHaveURL(/timetable/);
});
