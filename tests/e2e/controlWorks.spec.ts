import { expect, type Page, test } from '@playwright/test';
import { type Seat, sit } from '#tests/e2e/people.ts';

/** Two teachers of one class place control works together: both screens move live, the second who wants a day is refused or
 *  warned as the school says, and everything has its way back. */

const PATH = '/control-works?grade=8&month=2026-12';

/** The calendar of 8Б, ready to be worked in. */
async function openClass(seat: Seat): Promise<Page> {
  const { page } = seat;
  await page.goto(PATH);
  await page.getByRole('group', { name: 'Класс' }).getByRole('button', { name: '8Б' }).click();
  await expect(page.getByRole('table', { name: /Контрольные 8Б/ })).toBeVisible();
  return page;
}
const chip = (page: Page, words: RegExp) => page.getByRole('table').getByRole('button', { name: words });
const note = (page: Page, words: RegExp) => page.locator('.cwnote .toast').filter({ hasText: words });

async function setPerDay(page: Page, mode: 'предупредить' | 'запретить'): Promise<void> {
  await page.goto('/settings');
  const limit = page.getByRole('combobox', { name: /Не больше одной контрольной в день/ });
  await limit.selectOption({ label: mode });
  await page.getByRole('region', { name: 'Контрольные работы' }).getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Сохранено/ })).toBeVisible();
}

test('two teachers want the same day: both screens move live, the second is refused, then only warned', async ({
  browser,
}) => {
  const [algebra, russian, deputy] = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник', path: PATH }),
    sit(browser, 'homeroom', 'desk', { path: PATH }),
    sit(browser, 'deputy', 'desk', { path: '/settings' }),
  ]);
  const mine = await openClass(algebra);
  const theirs = await openClass(russian);

  await test.step('a work moved by keyboard moves on the colleague’s screen', async () => {
    await expect(chip(theirs, /Алгебра.*Пт 11\.12/)).toBeVisible();
    await chip(mine, /Алгебра.*Пт 11\.12/).focus();
    await mine.keyboard.press('Shift+ArrowRight');
    await expect(chip(mine, /Алгебра.*Пн 14\.12, 3-й урок/)).toBeFocused();
    await expect(note(mine, /Перенесено с 11\.12 на 14\.12/)).toBeVisible();
    await expect(chip(theirs, /Алгебра.*Пн 14\.12, 3-й урок/)).toBeVisible();
    await expect(chip(theirs, /Алгебра.*Пт 11\.12/)).toHaveCount(0);
  });

  await test.step('the second who wants that day sees the limit with the name, and cannot place', async () => {
    await theirs.getByRole('button', { name: 'Поставить контрольную: 5 урок, Пн 14.12' }).click();
    const dialog = theirs.getByRole('dialog');
    await expect(
      dialog.getByText(/14\.12 у 8Б больше одной контрольной в день: Алгебра, Орлова Е\. В\./),
    ).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Поставить' })).toBeDisabled();
    // The colleague takes her move back: the same open dialog lets it through.
    await note(mine, /Перенесено/)
      .getByRole('button', { name: 'Вернуть' })
      .click();
    await expect(dialog.getByRole('button', { name: 'Поставить' })).toBeEnabled();
    await dialog.getByLabel('Тема').fill('Причастный оборот');
    await dialog.getByRole('button', { name: 'Поставить' }).click();
    await expect(chip(mine, /Русский язык.*Причастный оборот.*Пн 14\.12, 5-й урок/)).toBeVisible();
  });

  await test.step('now the first one is refused, by name', async () => {
    await chip(mine, /Алгебра.*Пт 11\.12/).focus();
    await mine.keyboard.press('Shift+ArrowRight');
    await expect(note(mine, /больше одной контрольной в день: Русский язык, Никитина О\. С\./)).toBeVisible();
    await expect(chip(mine, /Алгебра.*Пт 11\.12/)).toBeVisible();
  });

  await test.step('under «предупредить» it is placed, and both screens say so', async () => {
    await setPerDay(deputy.page, 'предупредить');
    await chip(mine, /Алгебра.*Пт 11\.12/).dragTo(
      mine
        .locator('tbody tr')
        .nth(2)
        .locator('td')
        .nth(await columnOf(mine, 'Пн 14')),
    );
    await expect(note(mine, /Перенесено с 11\.12 на 14\.12.*Русский язык, Никитина О\. С\./)).toBeVisible();
    for (const page of [mine, theirs])
      await expect(chip(page, /Алгебра.*Пн 14\.12.*больше одной контрольной в день/)).toBeVisible();
  });

  await test.step('a family sees the coming one', async () => {
    const parent = await sit(browser, 'parent', 'phone', { path: '/day' });
    const coming = parent.page.getByRole('region', { name: 'Ближайшие контрольные' });
    await expect(coming.getByText('Причастный оборот')).toBeVisible();
    // Everything back as it was, live on the phone too.
    await note(mine, /Перенесено/)
      .getByRole('button', { name: 'Вернуть' })
      .click();
    await expect(chip(theirs, /Алгебра.*Пт 11\.12/)).toBeVisible();
    await chip(theirs, /Русский язык.*Пн 14\.12/).click();
    await theirs.getByRole('dialog').getByRole('button', { name: 'Убрать из графика' }).click();
    await expect(coming.getByText('Причастный оборот')).toHaveCount(0);
    expect(parent.problems).toEqual([]);
  });
  await setPerDay(deputy.page, 'запретить');
  for (const seat of [algebra, russian, deputy]) expect(seat.problems).toEqual([]);
});

/** Which column of the calendar a day is. */
async function columnOf(page: Page, day: string): Promise<number> {
  const heads = await page.locator('.cwgrid thead th').allTextContents();
  return heads.slice(1).findIndex((head) => head.replace(/\s+/g, ' ').trim() === day);
}

test('the schedule is a sheet to print and a workbook', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'deputy', 'desk', { path: '/control-works/schedule?grade=8&period=2' });
  await expect(page.getByRole('heading', { name: 'График оценочных процедур' })).toBeVisible();
  await expect(page.getByRole('row', { name: /8Б/ })).toContainText('11.12');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Выгрузить в Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/График оценочных процедур.*\.xlsx$/);
  expect(problems).toEqual([]);
});
