import { expect, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';

/** «КТП»: the base of all plans of the school: found, counted, and what is missing is made; whoever looks at it sees it come. */

const counter = (name: string) => new RegExp(`^${name}\\s*\\d+$`);

test('a deputy finds what has no plan and makes one; the director’s list follows', async ({ browser }) => {
  const [deputy, director] = await Promise.all([
    sit(browser, 'deputy', 'desk', { path: '/plans' }),
    sit(browser, 'director', 'desk', { path: '/plans?show=missing' }),
  ]);
  const { page } = deputy;
  await test.step('counters are filters that stay in the address', async () => {
    await page.getByRole('button', { name: counter('нет КТП') }).click();
    await expect(page).toHaveURL(/show=missing/);
    await expect(page.getByRole('row', { name: /Труд \(технология\) 6/ })).toContainText('просрочен');
    await expect(page.getByRole('row', { name: /^Алгебра 7/ })).toHaveCount(0);
  });
  const line = director.page.getByRole('row', { name: /Труд \(технология\) 6/ });
  await expect(line).toBeVisible();
  await test.step('the plan begins with the rows of another grade', async () => {
    await page
      .getByRole('row', { name: /Труд \(технология\) 6/ })
      .getByRole('button', { name: 'Создать план' })
      .click();
    const dialog = page.getByRole('dialog', { name: /Новый план: Труд \(технология\), 6 класс/ });
    await dialog.getByLabel('По другому плану: строки копируются').check();
    await expect(dialog.getByLabel('Взять строки из плана')).toContainText('Труд (технология), 5 класс, 68 ч');
    await dialog.getByRole('button', { name: 'Создать план' }).click();
    await expect(page).toHaveURL(/\/plans\/\d+$/);
  });
  await test.step('whoever looks for what is missing sees it go', async () => {
    await expect(line).toHaveCount(0);
    await director.page.goto('/plans?q=труд+6а');
    const made = director.page.getByRole('row', { name: /Труд \(технология\) 6/ });
    await expect(made).toContainText('Черновик');
    await expect(made).toContainText('68 / 68');
  });
  expect([...deputy.problems, ...director.problems]).toEqual([]);
});

test('a teacher has his own plans first, reads all others, and goes through them by keyboard', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник', path: '/plans' });
  const own = page.getByRole('region', { name: /Мои планы/ });
  await expect(own.getByRole('row', { name: /^Алгебра 8/ })).toContainText('С изменениями');
  await expect(
    page.getByRole('region', { name: /Остальные планы школы/ }).getByRole('row', { name: /^Химия 9/ }),
  ).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Найти план' })).toBeFocused();
  await page.keyboard.type('химия 9');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('row', { name: /^Алгебра/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Найти план' })).toHaveValue('химия 9');
  await page.getByRole('searchbox', { name: 'Найти план' }).fill('');
  await own.getByRole('link', { name: 'Алгебра' }).first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(own.getByRole('link', { name: 'Алгебра' }).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/plans\/\d+$/);
  await page.goBack();
  await expect(own).toBeVisible();
  expect(problems).toEqual([]);
});

test('a plan is a card on a phone, and the page does not scroll sideways', async ({ browser }) => {
  const { page, problems } = await sit(browser, 'deputy', 'phone', { path: '/plans?subject=&grade=8' });
  await expect(page.getByRole('row', { name: /Алгебра 8/ })).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  expect(problems).toEqual([]);
});
