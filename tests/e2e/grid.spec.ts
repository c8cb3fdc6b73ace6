import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { cellOf, ready, type Seat, sit } from '#tests/e2e/people.ts';

/** The grid in the teacher's hands, by keyboard: ranges, clipboard, actions over a column, undo, periods. It works in
 *  journals of its own, so that the other journeys find theirs untouched. */

async function openJournal(browser: Browser, label: string, login = 'teacher'): Promise<Seat> {
  const seat = await sit(browser, login, 'desk', login === 'teacher' ? { hat: 'Учитель-предметник' } : {});
  await seat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(seat.page);
  const title = seat.page.getByRole('heading', { level: 1 });
  if ((await title.textContent()) !== label) {
    await seat.page.getByLabel('Сменить класс или предмет').selectOption({ label });
    await expect(title).toHaveText(label);
    await ready(seat.page);
    await seat.page.getByRole('grid').focus();
  }
  return seat;
}

const keys = async (page: Page, ...list: string[]) => {
  for (const key of list) await page.keyboard.press(key);
};
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Сохранено/ })).toBeVisible();
const toast = (page: Page, text: string | RegExp) => page.locator('.jtoast').filter({ hasText: text });
/** The key of the cursor's column and the cell of a row in it. */
async function columnOf(page: Page): Promise<(row: number) => Locator> {
  const active = (await page.getByRole('grid').getAttribute('aria-activedescendant')) ?? '';
  const key = active.split('-').at(-1);
  return (row) => page.locator(`.jrow[data-row="${row}"] [id$="-${key}"]`);
}
const texts = (cell: (row: number) => Locator, rows: number[]) =>
  Promise.all(rows.map(async (row) => (await cell(row).textContent())?.trim() ?? ''));
/** A clean column at the cursor, the cursor in its first row. */
async function emptyColumn(page: Page): Promise<(row: number) => Locator> {
  await keys(page, 'Control+ArrowUp', 'Control+a', 'Delete', 'Control+a', 'Delete', 'Escape');
  await keys(page, 'Control+ArrowUp');
  const cell = await columnOf(page);
  await expect(async () => expect((await texts(cell, [0, 1, 2, 3, 4, 5])).join('')).toBe('')).toPass();
  await saved(page);
  return cell;
}
async function accessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).include('dialog');
  const { violations } = await axe.analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
async function end({ problems, context }: Seat): Promise<void> {
  expect(problems).toEqual([]);
  await context.close();
}

test('several cells: a value for all after a look, cleared by Delete, taken back in one step', async ({ browser }) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await emptyColumn(page);
  await keys(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(4);
  await page.keyboard.press('5');
  const dialog = page.getByRole('dialog', { name: 'Действия' });
  await expect(dialog).toContainText('Изменится 4 из 4 записей');
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => texts(cell, [0, 1, 2, 3, 4])).toEqual(['5', '5', '5', '5', '']);
  await saved(page);
  await page.keyboard.press('Delete');
  await expect.poll(() => texts(cell, [0, 1, 2, 3])).toEqual(['', '', '', '']);
  await expect(toast(page, 'Отметки удалены: 4 ячейки')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(cell, [0, 3])).toEqual(['5', '5']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(cell, [0, 3])).toEqual(['', '']);
  await page.keyboard.press('Control+y');
  await expect.poll(() => texts(cell, [0, 3])).toEqual(['5', '5']);
  await saved(page);
  await page.reload();
  await ready(page);
  await expect.poll(() => texts(cell, [0, 1, 2, 3, 4])).toEqual(['5', '5', '5', '5', '']);
  await end(seat);
});

test('by mouse: drawing over cells, Shift and click, a click on the badge of a work', async ({ browser }) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await columnOf(page);
  const selected = page.locator('[role=gridcell][aria-selected=true]');
  await cell(1).hover();
  await page.mouse.down();
  await cell(3).hover();
  await page.mouse.up();
  await expect(selected).toHaveCount(3);
  await cell(5).click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(5);
  await cell(0).click();
  await expect(selected).toHaveCount(1);
  await page.locator('.jwork-head.today').first().click();
  await expect.poll(() => selected.count()).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(1);
  await end(seat);
});

test('copy, fill down and paste by the order of the list', async ({ browser }) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await emptyColumn(page);
  await keys(page, '5', '4', '/', '3', 'y', 'j');
  await expect.poll(() => texts(cell, [0, 1, 2, 3])).toEqual(['5', '4/3', 'Н', 'О']);
  await keys(page, 'Control+ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+c');
  await expect(toast(page, 'Скопировано: 4 ячейки')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('5\n4/3\nн\nо');
  await keys(page, 'ArrowDown', 'Control+v');
  const dialog = page.getByRole('dialog', { name: 'Вставка из буфера' });
  await expect(dialog).toContainText('По порядку списка, 4 строки');
  await page.keyboard.press('Enter');
  await expect.poll(() => texts(cell, [4, 5, 6, 7])).toEqual(['5', '4/3', 'Н', 'О']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(cell, [4, 5, 6, 7])).toEqual(['', '', '', '']);
  // Ctrl+D: over a range the first row fills the rest, but for whom it must not; one cell takes what stands above.
  await keys(page, 'Control+ArrowUp', 'Alt+ArrowDown', 'ArrowUp', '5', 'ArrowUp');
  await keys(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
  await expect(toast(page, 'Заполнено вниз: 2 ячейки')).toBeVisible();
  await expect.poll(() => texts(cell, [4, 5, 6, 7])).toEqual(['5', '5', '5', '']);
  await keys(page, 'ArrowDown', 'Control+d');
  await expect.poll(() => texts(cell, [6, 7])).toEqual(['5', '5']);
  await keys(page, 'Control+ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
  await expect(toast(page, /нельзя 1: .* — Ученик отсутствовал на уроке/)).toBeVisible();
  await expect.poll(() => texts(cell, [0, 1, 2])).toEqual(['5', '5', 'Н']);
  await saved(page);
  await end(seat);
});

test('a table from Excel: by surnames, wrong values named, an empty cell erases nothing unless asked', async ({
  browser,
}) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await emptyColumn(page);
  const names = await page.locator('.jpane.names [role=rowheader] > span').allTextContents();
  await keys(page, '4', '4');
  await saved(page);
  await page.keyboard.press('Control+ArrowUp');
  const surname = (row: number) => (names[row] ?? '').split(' ')[0] ?? '';
  const initial = (row: number) =>
    `${(names[row] ?? '').split(' ')[0]?.toUpperCase()} ${(names[row] ?? '').split(' ')[1]?.[0]}.`;
  const table = `Фамилия\t02.12\n${initial(3)}\t5/4\n${initial(1)}\t\n${initial(2)}\t7\nНезнакомцев\t5\n${initial(4)}\tн\n`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), table);
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: 'Вставка из буфера' });
  await expect(dialog).toContainText('По фамилиям: 4 из 5 сопоставлено, 1 пропущен');
  await expect(dialog).toContainText('Незнакомцев: нет в списке');
  await accessible(page);
  await expect(dialog).toContainText('«7» — не отметка');
  await expect(dialog).toContainText(surname(3));
  await expect(dialog).toContainText('Изменится 2 из 3 ячеек, нельзя: 1.');
  await dialog.getByLabel('Очищать пустыми').check();
  await expect(dialog).toContainText('Изменится 3 из 4 ячеек, нельзя: 1.');
  await dialog.getByLabel('Очищать пустыми').uncheck();
  await dialog.getByRole('button', { name: 'Вставить (2)' }).click();
  await expect.poll(() => texts(cell, [0, 1, 2, 3, 4])).toEqual(['4', '4', '', '5/4', 'Н']);
  await page.keyboard.press('Control+v');
  await dialog.getByLabel('Очищать пустыми').check();
  await dialog.getByRole('button', { name: 'Вставить (1)' }).click();
  await expect.poll(() => texts(cell, [0, 1, 3])).toEqual(['4', '', '5/4']);
  await saved(page);
  await end(seat);
});

test('actions over a column: absent but for the selected, present again, a comment, the work’s type', async ({
  browser,
}) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await emptyColumn(page);
  const dialog = page.getByRole('dialog', { name: 'Действия' });
  const carryOut = async (name: string) => {
    await page.keyboard.press('u');
    await dialog.getByLabel(name, { exact: true }).check();
  };
  await page.keyboard.press('Shift+ArrowDown');
  await carryOut('Отсутствуют, кроме выделенных');
  await page.keyboard.press('Enter');
  await expect.poll(() => texts(cell, [0, 1, 2, 3])).toEqual(['', '', 'Н', 'Н']);
  await page.keyboard.press('Escape');
  await carryOut('Все присутствуют');
  await page.keyboard.press('Enter');
  await expect.poll(() => texts(cell, [0, 1, 2, 3])).toEqual(['', '', '', '']);
  await keys(page, 'Control+z');
  await expect.poll(() => texts(cell, [1, 2])).toEqual(['', 'Н']);
  await keys(page, 'Control+z');
  await expect.poll(() => texts(cell, [1, 2])).toEqual(['', '']);

  await keys(page, 'Control+ArrowUp', '5', '4');
  await carryOut('Комментарий ко всем отметкам');
  await dialog.getByRole('textbox', { name: 'Комментарий' }).fill('Устный счёт');
  await expect(dialog).toContainText('Изменится 2 из 2 записей');
  await page.keyboard.press('Enter');
  await expect(cell(0)).toHaveAttribute('title', 'Устный счёт');
  await expect(cell(1)).toHaveAttribute('title', 'Устный счёт');
  await page.keyboard.press('Control+z');
  await expect(cell(0)).not.toHaveAttribute('title', 'Устный счёт');
  await expect(toast(page, /Возвращено: комментарий 02\.12/)).toBeVisible();

  const head = page.locator('.jwork-head.today').first();
  await carryOut('Вид работы');
  await dialog.getByLabel('Вид работы').last().selectOption({ label: 'Контрольная работа, вес 2' });
  await dialog.getByRole('button', { name: 'Выполнить (1)' }).click();
  await expect(head).toContainText('К/р');
  await page.keyboard.press('Control+z');
  await expect(head).not.toContainText('К/р');
  await saved(page);
  await end(seat);
});

test('undo reaches texts of the lesson, and leaves alone what somebody else has changed since', async ({ browser }) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const topic = page.getByLabel('Тема урока');
  const before = await topic.inputValue();
  await page.keyboard.press('n');
  await topic.fill('Другая тема');
  await keys(page, 'Enter', 'Escape');
  await saved(page);
  // A look into another period takes nothing away from what can be undone.
  await page.getByRole('link', { name: 'I четверть', exact: true }).click();
  await expect(page.locator('.jmonth')).toHaveText(['Сентябрь', 'Октябрь']);
  await page.goBack();
  await expect(topic).toHaveValue('Другая тема');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+z');
  await expect(topic).toHaveValue(before);
  await expect(toast(page, /Возвращено: тема урока 02\.12/)).toBeVisible();
  await end(seat);

  const mine = await openJournal(browser, '8Б · Алгебра');
  const other = await openJournal(browser, '8Б · Алгебра', 'teacher2');
  const own = await cellOf(mine.page, 'Шестаков Егор');
  const theirs = await cellOf(other.page, 'Шестаков Егор');
  await own.click();
  await mine.page.keyboard.press('4');
  await expect(theirs).toContainText('4');
  await theirs.click();
  await other.page.keyboard.press('5');
  await expect(own).toContainText('5');
  await mine.page.keyboard.press('Control+z');
  await expect(mine.page.getByText('уже изменил другой человек')).toBeVisible();
  await expect(own).toContainText('5');
  await other.page.keyboard.press('Control+z');
  await expect(own).toContainText('4');
  await end(mine);
  await end(other);
});

test('minutes of lateness by F2, the palette by Ctrl+K, a wrong key answered in place', async ({ browser }) => {
  const seat = await openJournal(browser, '8А · Алгебра');
  const { page } = seat;
  const cell = await emptyColumn(page);
  await keys(page, 'j', 'F2');
  await expect(page.getByLabel('Опоздание, минут')).toBeFocused();
  await keys(page, '1', '2', 'Enter');
  await expect(cell(0)).toHaveAccessibleName(/12 мин/);
  await expect(page.getByRole('grid')).toBeFocused();

  const names = await page.locator('.jpane.names [role=rowheader] > span').allTextContents();
  await page.keyboard.press('Control+k');
  await page.keyboard.type((names[7] ?? '').slice(0, 5).toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.locator('.jname.current')).toHaveText(new RegExp(names[7] ?? '—'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('2.12');
  await page.keyboard.press('Enter');
  await expect(page.locator('.jdate.chosen')).toContainText('02');

  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('6');
  await expect(page.locator('.jhint')).toHaveText('Допустимо: 5 4 3 2 н о .');
  await expect(cell(0)).toHaveText('О');
  // «После ввода» is a habit that outlives a reload.
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: 'На месте' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await ready(page);
  await keys(page, '5', '4');
  await expect(cell(0)).toHaveText('О4');
  await saved(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('8а гео');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('8А · Геометрия');
  await end(seat);
});

test('periods by links and back; departed, newcomer, exempt, subgroup, grade 1 without marks', async ({ browser }) => {
  const seat = await openJournal(browser, '8Б · Алгебра');
  const { page } = seat;
  await expect(page.locator('.jmonth')).toHaveText(['Ноябрь', 'Декабрь']);
  const gone = page.locator('.jpane.names [role=rowheader].gone');
  await expect(gone).toHaveText([/Громов/]);
  await expect(page.locator('.jpane.names > :last-child')).toHaveText(/Громов/);
  await expect(page.locator('.jrow.gone .jcell b').first()).toBeVisible();
  const newcomer = await cellOf(page, 'Рожков Степан', '');
  await expect(newcomer).toHaveAccessibleName('не учился');
  await expect(newcomer).toContainText('с 16.11');
  await keys(page, 'Home');
  await newcomer.click();
  await page.keyboard.press('5');
  await expect(page.locator('.jhint')).toBeVisible();
  await expect(newcomer).toHaveAccessibleName('не учился');

  await page.getByRole('link', { name: 'I четверть', exact: true }).click();
  await expect(page).toHaveURL(/period=\d+/);
  await expect(page.locator('.jmonth')).toHaveText(['Сентябрь', 'Октябрь']);
  await expect(page.getByRole('grid')).toHaveAccessibleName(/I четверть/);
  const deep = page.url();
  await page.goBack();
  await expect(page.locator('.jmonth')).toHaveText(['Ноябрь', 'Декабрь']);
  await page.goto(deep);
  await expect(page.locator('.jmonth')).toHaveText(['Сентябрь', 'Октябрь']);
  await end(seat);

  const homeroom = await sit(browser, 'homeroom', 'desk', { hat: 'Классный руководитель' });
  await ready(homeroom.page);
  const openOf = async (label: string, title: string) => {
    await homeroom.page.getByLabel('Сменить класс или предмет').selectOption({ label });
    await expect(homeroom.page.getByRole('heading', { level: 1 })).toHaveText(title);
  };
  await openOf('8Б · Английский язык, 2 подгруппа', '8Б · Английский язык · 2 подгруппа');
  await expect(homeroom.page.locator('.jrow')).toHaveCount(13);
  await openOf('8Б · Физическая культура', '8Б · Физическая культура');
  const exempt = homeroom.page.locator('.jcell.exempt').first();
  await expect(exempt).toContainText('ОСВ');
  await expect(exempt).toHaveAccessibleName(/освобождён/);
  await end(homeroom);

  const deputy = await sit(browser, 'deputy', 'desk');
  await deputy.page.locator('a[href*="/journal/"]').first().click();
  await ready(deputy.page);
  const first = deputy.page.getByLabel('Сменить класс или предмет');
  const label = (await first.locator('option').allTextContents()).find((text) => text.startsWith('1')) ?? '';
  expect(label).toMatch(/^1[А-Я] · /);
  await first.selectOption({ label });
  await expect(deputy.page.getByRole('heading', { level: 1 })).toHaveText(label);
  await deputy.page.getByRole('grid').focus();
  await deputy.page.keyboard.press('6');
  await expect(deputy.page.locator('.jhint')).toHaveText('Допустимо: н о');
  await expect(deputy.page.locator('.jcell b.mark-5, .jcell b.mark-4, .jcell b.mark-3')).toHaveCount(0);
  await end(deputy);
});
