import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';
import { p, planLines, readPlan, tbl, tc, tr, word } from '#tests/support/planFiles.ts';

/** A teacher brings a plan from a document of Word, sees what becomes of each row, applies it and takes it back; takes a plan
 *  away to Excel and Word, and has it on paper. */

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Reading a file and opening a plan take their time on a busy machine. */
const PATIENT = { timeout: 30_000 };
const FILE = word(
  [
    p('ПОУРОЧНОЕ ПЛАНИРОВАНИЕ'),
    tbl(
      tr(
        '№ п/п',
        'Тема урока',
        tc(p('Количество часов'), '<w:gridSpan w:val="3"/>'),
        'Дата изучения',
        'Домашнее задание',
      ),
      tr('', '', 'Всего', 'Контрольные работы', 'Практические работы', '', ''),
      tr(tc(p('Раздел 1. Шестиугольные числа'), '<w:gridSpan w:val="7"/>')),
      tr('1', 'Числа из пчелиных сот', '1', '', '', '02.09', '§ 1'),
      tr('2–3', 'Соты и мозаики', '2', '', '1', '26..09', ''),
      tr('4', 'Проверка узоров', '1', '1', '', '', ''),
      tr('5', '', '', '', '', '', ''),
    ),
  ].join(''),
);

/** A plan of the list by its subject: one that no other test writes. */
async function planOf(page: Page, subject: string): Promise<string> {
  const link = page.getByRole('link', { name: subject }).first();
  await expect(link).toBeVisible(PATIENT);
  const href = await link.getAttribute('href');
  expect(href).toMatch(/^\/plans\/\d+$/);
  return href ?? '';
}

test('a plan from Word: every row’s fate, applied, taken back', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'teacher', 'desk', { path: '/plans', hat: 'Учитель-предметник' });
  const plan = await planOf(page, 'Вероятность и статистика');
  await page.goto(`${plan}/import`);
  await expect(page.getByRole('button', { name: 'Выбрать файл' })).toBeEnabled(PATIENT);
  const box = page.getByLabel('Файл плана');
  await box.setInputFiles({
    name: 'старый.doc',
    mimeType: 'application/msword',
    buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
  });
  await expect(page.getByRole('alert').filter({ hasText: 'сохраните как .docx' })).toBeVisible(PATIENT);

  await box.setInputFiles({ name: 'соты.docx', mimeType: DOCX, buffer: FILE });
  await expect(page.getByRole('heading', { name: 'соты.docx' })).toBeVisible(PATIENT);
  const lines = page.getByRole('region', { name: 'Что станет с каждой строкой' });
  await expect(lines.getByRole('row', { name: /2–3/ })).toContainText(
    '2 ч · Практическая работа · Практическая работа · 26.09',
  );
  await expect(lines.getByRole('row', { name: /таблица 1, строка 7/ })).toContainText('Есть номер, но нет темы.');
  await expect(page.getByRole('region', { name: 'Итоги чтения' })).toContainText('Часов: 4');
  await page.getByRole('button', { name: /Не в плане 2/ }).click();
  await expect(lines.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: /Все / }).click();
  // A column is taken for something else, and back.
  await page.getByLabel('Домашнее задание', { exact: true }).selectOption({ label: 'Примечание' });
  await expect(page.getByLabel('Домашнее задание', { exact: true })).toHaveValue('note');
  await page.getByLabel('Домашнее задание', { exact: true }).selectOption({ label: 'Домашнее задание' });
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  expect((await axe.analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);

  await page.getByRole('button', { name: 'Применить', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Применить к плану?' });
  await expect(dialog).toContainText('План до импорта сохранится версией');
  await dialog.getByRole('button', { name: 'Применить' }).click();
  await expect(page).toHaveURL(/\/plans\/\d+\?imported=\d+$/, PATIENT);
  // The live region itself has no size: the slip in it stands over the page.
  const toast = page.locator('.toast').filter({ hasText: 'Импорт применён' });
  await expect(toast).toBeVisible(PATIENT);
  const paper = await page.context().newPage();
  await paper.goto(`${plan}/print`);
  await expect(paper.getByRole('cell', { name: 'Числа из пчелиных сот' })).toBeVisible(PATIENT);

  await toast.getByRole('button', { name: 'Вернуть' }).click();
  await expect(toast).toBeHidden(PATIENT);
  await paper.reload();
  await expect(paper.getByRole('heading', { name: 'Календарно-тематическое планирование' })).toBeVisible(PATIENT);
  await expect(paper.getByRole('cell', { name: 'Числа из пчелиных сот' })).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('a table from the clipboard, added at the end on a phone’s width', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'teacher', 'phone', { path: '/plans', hat: 'Учитель-предметник' });
  await page.goto(`${await planOf(page, 'Вероятность и статистика')}/import`);
  const field = page.getByLabel('Или скопируйте таблицу в Word либо Excel и вставьте её сюда');
  await expect(field).toBeEnabled(PATIENT);
  await field.evaluate((element) => {
    const data = new DataTransfer();
    data.setData(
      'text/html',
      '<table><tr><td>№</td><td>Тема</td></tr><tr><td>1</td><td>Пчела и улей</td></tr></table>',
    );
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('heading', { name: 'Буфер обмена' })).toBeVisible(PATIENT);
  await page.getByRole('button', { name: 'Добавить в конец' }).click();
  await expect(page.getByRole('region', { name: 'Что сделать с планом' })).toContainText('Уйдёт 0, добавится 1');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Выбрать другой файл' }).click();
  await expect(page.getByRole('button', { name: 'Выбрать файл' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('a plan goes to Excel and to Word whole, and onto paper with the block to sign', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'deputy', 'desk', { path: '/plans' });
  const plan = await planOf(page, 'Химия');
  await page.goto(`${plan}/print`);
  await expect(page.getByRole('heading', { name: 'Утверждено' })).toBeVisible(PATIENT);
  const topics = page.getByRole('row').filter({ has: page.getByRole('cell') });
  await expect(topics.first()).toBeVisible();
  const rows = await topics.count();
  const read: string[][] = [];
  for (const name of ['Выгрузить в Excel', 'Выгрузить в Word']) {
    const [download] = await Promise.all([
      page.waitForEvent('download', PATIENT),
      page.getByRole('link', { name }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^КТП .*\.(xlsx|docx)$/);
    const file = readPlan(readFileSync(await download.path()));
    expect(file.rows.filter((row) => row.kind === 'lesson')).toHaveLength(rows);
    expect(file.counts.out).toBe(0);
    read.push(planLines(file.rows));
  }
  expect(read[0]).toEqual(read[1]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: 'К плану' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Рассмотрено' })).toBeVisible();
  expect(problems).toEqual([]);
});
