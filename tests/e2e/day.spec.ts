import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { ready, sit } from '#tests/e2e/people.ts';

/** A teacher's day by keyboard: what is missing, one key to its cell; a control work key by key; homework for later, with a
 *  link, repeated in the parallel; the sheet of topics. Lessons that other journeys leave alone. */

const TEACHER = { hat: 'Учитель-предметник' } as const;
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Сохранено, / })).toBeVisible();
const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

async function accessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}

test('«Мой день» is the first screen; a key opens the field of the chosen lesson, and what is written there shows at once', async ({
  browser,
}) => {
  const desk = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/' });
  await expect(desk.page).toHaveURL(/\/day$/);
  await expect(desk.page.getByRole('heading', { name: 'Мой день' })).toBeVisible();
  await accessible(desk.page);
  const fifth = row(desk.page, '6А').first();
  await expect(fifth).not.toContainText('Проценты');

  // The same teacher at another device: by keys alone from the day into the topic, the homework and back.
  const other = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day' });
  await expect(other.page.getByRole('list', { name: /Уроки дня/ })).toBeFocused();
  for (let step = 0; step < 9; step += 1) {
    if ((await row(other.page, '6А').first().getAttribute('aria-current')) === 'true') break;
    await other.page.keyboard.press('ArrowDown');
  }
  await expect(row(other.page, '6А').first()).toHaveAttribute('aria-current', 'true');
  await other.page.keyboard.press('KeyN');
  await expect(other.page).toHaveURL(/\/journal\/\d+\?lesson=\d+&field=topic/);
  await expect(other.page.getByLabel('Тема урока')).toBeFocused();
  await other.page.keyboard.type('Проценты');
  await other.page.keyboard.press('Enter');
  await other.page.keyboard.type('№ 318, 320');
  await other.page.keyboard.press('Control+Enter');
  await saved(other.page);
  await expect(fifth).toContainText('Проценты');
  await expect(fifth).toContainText('ДЗ: № 318, 320');

  // Another day, and one without lessons says why.
  await desk.page.goto('/day?date=2026-11-29');
  await expect(desk.page.getByText('Выходной')).toBeVisible();
  for (const { problems, context } of [desk, other]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('the day names a control work without marks; «Ввод работы» asks for each missing one', async ({ browser }) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day' });
  await page.getByRole('link', { name: /6А, математика: отметки за контрольную/ }).click();
  const counter = page.getByRole('status').filter({ hasText: /Осталось|Готово/ });
  await expect(counter).toContainText(/Осталось \d+ из \d+/);
  const left = Number(/Осталось (\d+)/.exec((await counter.textContent()) ?? '')?.[1]);
  await expect(page.getByText('Контрольная: отметки нужны всем, кто был на уроке.')).toBeVisible();
  await expect(page.getByRole('listbox', { name: /Ученики без отметки/ }).getByRole('option')).toHaveCount(left);
  await accessible(page);
  // The Wi-Fi drops, the keys go on; at the other device the same work fills when it is back.
  const other = await sit(browser, 'teacher', 'desk', {
    ...TEACHER,
    path: new URL(page.url()).pathname + new URL(page.url()).search,
  });
  const seen = other.page.getByRole('status').filter({ hasText: /Осталось|Готово/ });
  await expect(seen).toContainText(`Осталось ${left}`);
  await context.setOffline(true);
  await page.getByRole('listbox', { name: /Ученики без отметки/ }).focus();
  for (let key = 0; key < left; key += 1) await page.keyboard.press('4');
  await expect(counter).toContainText('Готово');
  await expect(seen).toContainText(`Осталось ${left}`);
  await context.setOffline(false);
  await saved(page);
  await expect(seen).toContainText('Готово');
  await expect(other.page.getByRole('listbox').getByRole('option')).toHaveCount(left);
  await other.context.close();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.goto('/day');
  await expect(page.getByRole('heading', { name: /^Сделать/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /6А, математика: отметки за контрольную/ })).toHaveCount(0);
  expect(problems).toEqual([]);
  await context.close();
});

test('a control work takes a key for each student and two more, with the distribution live', async ({ browser }) => {
  const { page, problems, context } = await sit(browser, 'teacher', 'desk', {
    ...TEACHER,
    path: '/day?date=2026-12-01',
  });
  await row(page, '9Г').first().getByRole('link').first().click();
  await ready(page);
  await page.keyboard.press('KeyH');
  await page.getByLabel('Работа', { exact: true }).selectOption('0');
  await page.getByLabel('Название новой работы').fill('Вычисления');
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  const counter = page.getByRole('status').filter({ hasText: /Осталось|Готово/ });
  await expect(page.getByLabel('Работа', { exact: true })).toContainText('Вычисления');
  await expect(counter).toContainText(/Осталось (\d+) из \1$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByRole('button', { name: /Ввод работы К\/р: нет отмет/ })).toBeVisible();

  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await press('KeyH');
  const present = Number(/из (\d+)/.exec((await counter.textContent()) ?? '')?.[1]);
  for (let n = 0; n < present; n += 1) await press(n < 5 ? '5' : n < 15 ? '4' : '3');
  await expect(counter).toContainText(`Готово: ${present} из ${present}`);
  await expect(page.getByRole('row', { name: /^4/ }).getByRole('cell').last()).toHaveText('10');
  // ↑ goes back, «Ctrl Z» takes the last one back, the key sets it anew: the hand may err.
  await page.keyboard.press('Control+KeyZ');
  await expect(counter).toContainText(`Осталось 1 из ${present}`);
  await page.keyboard.press('3');
  await expect(counter).toContainText('Готово');
  await press('Escape');
  expect(keys).toBe(present + 2);
  await saved(page);
  expect(problems).toEqual([]);
  await context.close();
});

test('homework is due at a later lesson, carries a link to the family’s phone and is repeated in the parallel', async ({
  browser,
}) => {
  const teacher = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day?date=2026-12-03' });
  const parent = await sit(browser, 'parent', 'phone', { path: '/diary?week=2026-12-07' });
  const { page } = teacher;
  await row(page, '8Б Геометрия').first().getByRole('link').first().click();
  await ready(page);
  const field = page.getByLabel('Домашнее задание');
  await page.getByRole('button', { name: '§ , №', exact: true }).click();
  await expect(field).toBeFocused();
  await page.keyboard.type('31');
  await field.press('Control+Enter');
  await expect(field).toHaveValue('§ 31, №');
  await field.fill('§ 31, № 7, 9');
  await field.press('Control+Enter');
  await saved(page);
  const due = page.getByLabel('К какому уроку');
  await due.focus();
  await expect(due.locator('option').nth(2)).toBeAttached();
  const later = (await due.locator('option').nth(1).textContent()) ?? '';
  await due.selectOption({ label: later });
  await page.getByRole('button', { name: '+ ссылка' }).click();
  await page.getByLabel('Адрес ссылки').fill('javascript:alert(1)');
  await page.getByLabel('Адрес ссылки').press('Enter');
  await expect(page.getByText('Это не похоже на адрес страницы')).toBeVisible();
  await page.getByLabel('Адрес ссылки').fill('resh.edu.ru/subject/17/8/');
  await page.getByLabel('Название ссылки').fill('Видеоурок');
  await page.getByLabel('Название ссылки').press('Enter');
  await saved(page);
  const link = parent.page.getByRole('link', { name: 'Видеоурок' });
  await expect(link).toHaveAttribute('href', 'https://resh.edu.ru/subject/17/8/');
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(parent.page.getByText('§ 31, № 7, 9').first()).toBeVisible();

  // A file goes the same way; taken back it is gone from the phone, and comes back.
  await page.getByLabel('Файл к домашнему заданию').setInputFiles({
    ...{ name: 'Карточка № 5.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from('%PDF-1.7 карточка'),
  });
  const file = parent.page.getByRole('link', { name: /Карточка № 5\.pdf/ });
  await expect(file).toBeVisible();
  const download = parent.page.waitForEvent('download');
  await file.click();
  expect((await download).suggestedFilename()).toBe('Карточка № 5.pdf');
  await page.getByRole('button', { name: 'Убрать файл Карточка № 5.pdf' }).click();
  await expect(file).toHaveCount(0);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(file).toBeVisible();

  await page.getByRole('button', { name: 'Повторить на параллель' }).click();
  const dialog = page.getByRole('dialog', { name: 'Повторить на параллель' });
  await expect(dialog).toContainText('8А · Геометрия');
  const box = dialog.getByRole('checkbox', { name: '8А · Геометрия' });
  if (!(await box.isChecked())) await box.check();
  await dialog.getByRole('button', { name: 'Записать в 1 группу' }).click();
  await expect(dialog.getByText('записано')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Скопировать из…' }).click();
  await expect(page.getByRole('button', { name: '§ 31, № 7, 9' })).toBeVisible();
  for (const { problems, context } of [teacher, parent]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('the sheet of topics is filled down the column, shows its gaps, and the deputy reads it live', async ({
  browser,
}) => {
  const teacher = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day' });
  const { page } = teacher;
  // The gap of the month leads to the journal of its group; the sheet is beside it.
  await page.getByRole('link', { name: /До 8 числа: 1 пустая тема/ }).click();
  await ready(page);
  await page.getByRole('link', { name: 'Темы и задания' }).click();
  await expect(page).toHaveURL(/\/topics/);
  const deputy = await sit(browser, 'deputy', 'desk', { path: new URL(page.url()).pathname });
  await expect(deputy.page.getByRole('table')).toBeVisible();
  await page.getByLabel(/Только пустые/).check();
  const gap = page.getByPlaceholder('Тема не внесена').first();
  await accessible(page);
  await gap.click();
  await page.keyboard.type('Степень с рациональным показателем');
  await page.keyboard.press('Enter');
  await saved(page);
  await expect(deputy.page.getByText('Степень с рациональным показателем')).toBeVisible();
  await expect(deputy.page.getByRole('table').getByRole('textbox')).toHaveCount(0);
  await page.getByLabel(/Только пустые/).uncheck();
  // A topic in another language is told of, and refused nowhere.
  const topic = page.getByLabel(/Что пройдено/).first();
  const before = await topic.inputValue();
  const wants = page.getByRole('note').filter({ hasText: 'Журнал ведётся на русском языке' });
  await topic.fill('Rational exponents');
  await topic.press('Enter');
  await expect(wants).toBeVisible();
  await topic.fill(before);
  await topic.press('Enter');
  await expect(wants).toHaveCount(0);
  await saved(page);
  await page.getByLabel('Найти в темах и заданиях').fill('рациональным показателем');
  await expect(page.getByRole('row')).toHaveCount(2);
  for (const { problems, context } of [teacher, deputy]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});
