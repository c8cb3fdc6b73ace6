import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Seat, sit } from '#tests/e2e/people.ts';

/** One thematic plan, several people: what one types stands on all screens, nothing is doubled or lost, and «Сохранено» means
 *  that the server has it. */

const open = (seat: Seat): Promise<void> => openPlan(seat.page);
/** «Алгебра, 8 класс»: the plan that two of the demo's teachers write together. */
async function openPlan(page: Page): Promise<void> {
  await page.goto('/plans');
  const row = page.getByRole('row').filter({ hasText: '8А, 8Б, 8В' });
  await row.getByRole('link', { name: 'Алгебра', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'КТП · Алгебра, 8 класс' })).toBeVisible();
  await expect(status(page)).toHaveText(/Сохранено|План обновляется сам/);
}
const status = (page: Page): Locator => page.locator('.pstatus [role=status]');
const grid = (page: Page): Locator => page.getByRole('grid', { name: /Строки плана/ });
/** The cell with a text, and the line it stands in. */
const cell = (page: Page, text: string | RegExp): Locator => page.getByRole('gridcell', { name: text });
const line = (page: Page, text: string | RegExp): Locator => page.locator('.pline').filter({ hasText: text });

/** New rows stand at the end of the plan, where no other test looks. */
async function addRow(page: Page, topic: string): Promise<void> {
  await grid(page).focus();
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: '+ Строка' }).click();
  await page.keyboard.type(topic);
  await page.keyboard.press('Enter');
  await expect(cell(page, topic)).toBeVisible();
}
/** The whole text of a cell typed anew. Russian letters come without their keys from a test, so the cell is opened first. */
async function rewrite(page: Page, from: string, to: string): Promise<void> {
  await cell(page, from).click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
}
async function toEnd(page: Page): Promise<void> {
  await grid(page).focus();
  await page.keyboard.press('Control+End');
}
/** Topics of the last lines as they stand on the screen, top to bottom. */
const tail = (page: Page, count: number): Promise<string[]> =>
  page.locator('.pline').evaluateAll(
    (lines, last) =>
      lines
        .map((one) => ({
          top: Number.parseFloat((one as HTMLElement).style.getPropertyValue('--top')),
          topic: one.querySelector('.ptopic .cut')?.textContent ?? '',
        }))
        .sort((a, b) => a.top - b.top)
        .slice(-last)
        .map((one) => one.topic),
    count,
  );

/** Addresses whose view this browser can draw without a network. */
const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const asked = indexedDB.open('zvonok-views');
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
          const keys = asked.result.transaction('views').objectStore('views').getAllKeys();
          keys.onsuccess = () => {
            asked.result.close();
            done(keys.result.map(String));
          };
        };
      }),
  );

async function isAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  expect(violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`)).toEqual([]);
}

test('two teachers and a deputy in one plan: one cell, moves at once, own undo, one offline and back', async ({
  browser,
}) => {
  const seats = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' }),
    sit(browser, 'teacher2', 'desk'),
    sit(browser, 'deputy', 'desk'),
  ]);
  const [orlova, guseva, deputy] = seats;
  await Promise.all(seats.map(open));
  const [one, two, three] = [orlova.page, guseva.page, deputy.page];

  await test.step('each sees who else is here', async () => {
    await expect(one.getByRole('list', { name: 'Сейчас в плане' })).toContainText('Гусева М. А.');
    await expect(one.getByRole('list', { name: 'Сейчас в плане' })).toContainText('Лебедева И. С., смотрит');
    await expect(two.getByRole('list', { name: 'Сейчас в плане' })).toContainText('Орлова Е. В.');
  });

  await test.step('a new row stands on all screens, and is saved', async () => {
    await addRow(one, 'Площади фигур');
    await expect(status(one)).toHaveText(/^Сохранено, \d\d:\d\d:\d\d$/);
    for (const page of [two, three]) {
      await toEnd(page);
      await expect(cell(page, 'Площади фигур')).toBeVisible();
    }
  });

  await test.step('both type into one cell; each sees the other’s name and caret', async () => {
    await cell(one, 'Площади фигур').dblclick();
    await one.keyboard.press('End');
    await cell(two, 'Площади фигур').dblclick();
    await two.keyboard.press('Home');
    await expect(line(two, 'Орлова Е. В.')).toBeVisible();
    await expect(line(three, 'Гусева М. А.')).toBeVisible();
    await Promise.all([
      one.keyboard.type(' и объёмы тел', { delay: 20 }),
      two.keyboard.type('Повторение. ', { delay: 20 }),
    ]);
    const both = 'Повторение. Площади фигур и объёмы тел';
    await expect(one.getByRole('textbox', { name: 'Тема урока' })).toHaveValue(both);
    await expect(two.getByRole('textbox', { name: 'Тема урока' })).toHaveValue(both);
    await expect(cell(three, both)).toBeVisible();
  });

  await test.step('Ctrl+Z takes back one’s own letters only', async () => {
    const text = one.getByRole('textbox', { name: 'Тема урока' });
    // Letters that came half a second after one another, on a busy machine, are a step of their own.
    for (let shown = await text.inputValue(); shown !== 'Повторение. Площади фигур'; shown = await text.inputValue()) {
      await one.keyboard.press('Control+z');
      await expect(text).not.toHaveValue(shown);
    }
    await expect(cell(three, 'Повторение. Площади фигур')).toBeVisible();
    await one.keyboard.press('Enter');
    await two.keyboard.press('Enter');
  });

  await test.step('rows moved at once are neither doubled nor lost', async () => {
    await addRow(one, 'Строка первая');
    await addRow(one, 'Строка вторая');
    await toEnd(two);
    await expect(cell(two, 'Строка вторая')).toBeVisible();
    await cell(one, 'Строка первая').click();
    await cell(two, 'Строка вторая').click();
    await Promise.all([one.keyboard.press('Alt+ArrowUp'), two.keyboard.press('Alt+ArrowUp')]);
    await one.keyboard.press('Alt+ArrowUp');
    await expect
      .poll(async () => [...(await tail(one, 4))].sort())
      .toEqual(expect.arrayContaining(['Повторение. Площади фигур', 'Строка вторая', 'Строка первая']));
    for (const topic of ['Строка первая', 'Строка вторая']) await expect(cell(one, topic)).toHaveCount(1);
    await expect.poll(() => tail(two, 5)).toEqual(await tail(one, 5));
    await expect.poll(() => tail(three, 5)).toEqual(await tail(one, 5));
  });

  await test.step('a deputy reads and cannot type; the page says why', async () => {
    await expect(three.getByText(/Вы читаете этот план\. Меняют его учителя/)).toBeVisible();
    await cell(three, 'Строка первая').click();
    await three.keyboard.press('x');
    await three.keyboard.press('Delete');
    await cell(three, 'Строка первая').dblclick();
    await expect(three.getByRole('textbox', { name: 'Тема урока' })).toHaveCount(0);
    await expect(three.getByRole('button', { name: '+ Строка' })).toHaveCount(0);
    await expect(cell(one, 'Строка первая')).toBeVisible();
  });

  await test.step('offline one goes on typing; back again both have both', async () => {
    await guseva.context.setOffline(true);
    await rewrite(two, 'Строка вторая', 'Написано без связи');
    await expect(status(two)).toHaveText(/Нет связи — \d+ изменени[еяй] жд[её]т|Нет связи — \d+ изменений ждут/);
    await rewrite(one, 'Строка первая', 'Написано тем временем');
    await expect(cell(two, 'Строка первая')).toBeVisible();
    await guseva.context.setOffline(false);
    await expect(cell(one, 'Написано без связи')).toBeVisible();
    await expect(cell(two, 'Написано тем временем')).toBeVisible();
    await expect(status(two)).toHaveText(/^Сохранено, /);
  });

  await test.step('reloaded without a network the plan stands there with what is unsent; back again it goes out', async () => {
    const path = new URL(two.url()).pathname;
    await two.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => keptPaths(two)).toContain(path);
    await guseva.context.setOffline(true);
    await rewrite(two, 'Написано без связи', 'Написано без связи дважды');
    await expect(status(two)).toHaveText(/Нет связи — \d+/);
    await two.reload();
    await expect(two.getByText(/Нет связи · данные на \d\d:\d\d · можно править/)).toBeVisible();
    await toEnd(two);
    await rewrite(two, 'Написано без связи дважды', 'Написано без связи');
    await expect(status(two)).toHaveText(/Нет связи — \d+/);
    await guseva.context.setOffline(false);
    await expect(status(two)).toHaveText(/^Сохранено, /);
    await expect(two.getByText(/Нет связи · данные на/)).toHaveCount(0);
    await expect(cell(one, 'Написано без связи')).toBeVisible();
  });

  await test.step('what a closed tab had not sent is sent when the plan is opened again', async () => {
    await guseva.context.setOffline(true);
    await cell(two, 'Написано без связи').click();
    await two.keyboard.press('F2');
    await two.keyboard.type(', и вкладка закрыта');
    await two.keyboard.press('Enter');
    await expect(status(two)).toHaveText(/Нет связи — \d+/);
    await two.close();
    await guseva.context.setOffline(false);
    const again = await guseva.context.newPage();
    await openPlan(again);
    await expect(cell(one, 'Написано без связи, и вкладка закрыта')).toBeVisible();
    await toEnd(again);
    await expect(cell(again, 'Написано без связи, и вкладка закрыта')).toBeVisible();
  });

  await test.step('rows are removed together and brought back by «Вернуть»', async () => {
    const mine = ['Повторение. Площади фигур', 'Написано без связи, и вкладка закрыта', 'Написано тем временем'];
    for (const topic of mine) {
      await cell(one, topic).click();
      await one.keyboard.press('Control+Delete');
      await expect(cell(one, topic)).toHaveCount(0);
    }
    await one.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await expect(cell(one, 'Написано тем временем')).toBeVisible();
    await cell(one, 'Написано тем временем').click();
    await one.keyboard.press('Control+Delete');
    await expect(cell(three, 'Написано тем временем')).toHaveCount(0);
  });
  for (const seat of seats) expect(seat.problems).toEqual([]);
});

test('a table of Word is looked at before it goes in, and goes back by one undo', async ({ browser }) => {
  const seat = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  const { page } = seat;
  await open(seat);
  await toEnd(page);
  await page.keyboard.press('Control+ArrowLeft');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData(
      'text/html',
      `<table><tr><td>№</td><td>Тема урока</td><td>Кол-во часов</td><td>Домашнее задание</td><td>Дата</td></tr>
       <tr><td colspan="5">Раздел из документа</td></tr>
       <tr><td>1</td><td>Тема из документа</td><td>2 ч</td><td>§ 77</td><td>01.09</td></tr></table>`,
    );
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('из них разделов: 1')).toBeVisible();
  await expect(dialog.getByText('Столбец «Дата» не вставлен.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Вставить', exact: true }).click();
  await expect(cell(page, 'Раздел из документа')).toBeVisible();
  await expect(line(page, 'Тема из документа').getByRole('gridcell', { name: '2', exact: true })).toBeVisible();

  // What is found has the cursor; the search keeps the keys.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('§ 77');
  await expect(page.getByText('1 из 1')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 'Раздел из документа')).toHaveCount(0);
  await expect(cell(page, 'Тема из документа')).toHaveCount(0);
  await expect(status(page)).toHaveText(/^Сохранено, /);
  expect(seat.problems).toEqual([]);
});

test('keyboard, list of keys, menu and panel; every state is accessible, in light and dark', async ({ browser }) => {
  const seat = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  const { page } = seat;
  await open(seat);
  await grid(page).focus();
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await isAccessible(page);
  }
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: /Разделить/ })).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Клавиши плана' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /Комментарии/ }).click();
  await isAccessible(page);
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('checkbox', { name: 'Примечание' }).check();
  await expect(page.getByRole('columnheader', { name: 'Примечание' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Примечание' })).toBeVisible();
  expect(seat.problems).toEqual([]);
});

test('the panel, a past version and a comparison stand in the address; «back» leaves the version', async ({
  browser,
}) => {
  const seat = await sit(browser, 'deputy', 'desk');
  const { page } = seat;
  await open(seat);
  const past = page.getByRole('grid', { name: 'Прошлая версия плана' });
  await page.getByRole('tab', { name: 'История' }).click();
  await page.getByRole('button', { name: /После первой четверти/ }).click();
  await expect(past).toBeVisible();
  await expect(page).toHaveURL(/[?]tab=history&version=\d+$/);
  await page.reload();
  await expect(past).toBeVisible();
  await expect(page.getByRole('tab', { name: 'История' })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(past).toHaveCount(0);
  await expect(grid(page)).toBeVisible();

  await page.getByRole('button', { name: 'Сравнить' }).click();
  await expect(page).toHaveURL(/[?&]compare=\d+$/);
  await page.reload();
  const dialog = page.getByRole('dialog', { name: 'Сравнить версии' });
  await expect(dialog.getByRole('heading', { name: /^Изменено: / })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/[?]tab=history$/);
  expect(seat.problems).toEqual([]);
});

test('on a phone a plan is a list to read, and a cell can be corrected', async ({ browser }) => {
  const seat = await sit(browser, 'teacher', 'phone', { hat: 'Учитель-предметник', path: '/plans' });
  const { page } = seat;
  await open(seat);
  const row = page.locator('.prow').first();
  await expect(row).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await isAccessible(page);
  await row.click();
  const sheet = page.getByRole('dialog', { name: 'Строка 1' });
  await expect(sheet.getByLabel('Тип урока')).toBeVisible();
  const note = sheet.locator('dl > div').filter({ hasText: 'Примечание' });
  await note.getByRole('button').click();
  await page.keyboard.type('с телефона');
  await page.keyboard.press('Enter');
  await expect(note.getByRole('button', { name: 'с телефона' })).toBeVisible();
  await expect(status(page)).toHaveText(/^Сохранено, /);
  // As it was, for the other tests.
  await note.getByRole('button').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(note.getByRole('button', { name: 'пусто' })).toBeVisible();
  await expect(status(page)).toHaveText(/^Сохранено, /);
  expect(seat.problems).toEqual([]);
});
