import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { sit } from '#tests/e2e/people.ts';

/** The timetable by hand: two people work on one draft, it is put into force, a teacher's coming day follows, and back. Alone
 *  on its server: it turns the lessons of the whole school. */

const LONG = { timeout: 30_000 };
const TEACHER = { hat: 'Учитель-предметник' };
const cell = (page: Page, weekday: number, number: number) => page.locator(`[data-at="${weekday}-${number}"]`);
const hint = (page: Page) => page.getByRole('status').filter({ hasText: /Enter —/ });
/** Орлова's lessons of a day, as «Мой день» lists them. */
const lessonsOf = (page: Page) => page.getByRole('list', { name: /Уроки дня/ }).getByRole('listitem');
/** What stands there, when the day has come. */
async function textsOf(page: Page): Promise<string[]> {
  await expect(lessonsOf(page).first()).toBeVisible();
  return lessonsOf(page).allTextContents();
}
async function faultsOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`);
}

test('two people edit one draft by keyboard and mouse; it is put into force, followed live, and taken back', async ({
  browser,
}) => {
  const deputy = await sit(browser, 'deputy', 'desk', { path: '/timetable/edit' });
  const admin = await sit(browser, 'admin', 'desk', { path: '/timetable/edit' });
  const teacher = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day?date=2026-12-08' });
  const today = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day?date=2026-12-02' });
  const { page } = deputy;
  const before = await textsOf(teacher.page);
  const taught = await textsOf(today.page);

  await page.getByRole('button', { name: 'Новый черновик' }).click();
  await page.getByRole('dialog').getByLabel('Название').fill('С двумя алгебрами подряд');
  await page.getByRole('button', { name: 'Создать' }).click();
  await expect(page.getByRole('heading', { name: 'С двумя алгебрами подряд' })).toBeVisible();
  // The colleague's list has it without asking.
  await admin.page.getByRole('link', { name: 'С двумя алгебрами подряд' }).click();
  for (const one of [page, admin.page]) {
    await expect(one.getByRole('grid')).toBeVisible();
    await one.getByRole('combobox', { name: 'Класс' }).selectOption({ label: '8Б' });
    await expect(one.getByRole('grid', { name: 'Неделя: 8Б' })).toBeVisible();
  }
  expect(new URL(page.url()).search).toMatch(/by=class&id=\d+/);

  // By keyboard. A place where the teacher holds another lesson says so before anything is put there.
  await expect(cell(page, 1, 3)).toContainText('Алгебра');
  await cell(page, 1, 3).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(hint(page)).toHaveText(/Вторник, 4 урок: .*Орлова Е\. В\. — 8А/);
  await expect(cell(page, 2, 4)).toHaveClass(/bad/);
  await page.keyboard.press('ArrowDown');
  await expect(hint(page)).toHaveText(/Вторник, 5 урок: обмен: Биология/);
  await expect(cell(page, 2, 5)).toHaveClass(/fit/);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(cell(page, 2, 5)).toContainText('Алгебра');
  await expect(cell(page, 1, 3)).toContainText('Биология');
  await expect(cell(admin.page, 2, 5)).toContainText('Алгебра');
  await expect(cell(admin.page, 1, 3)).toContainText('Биология');

  // By mouse, on the other screen.
  await cell(admin.page, 1, 4)
    .locator('.card', { hasText: 'Физика' })
    .dragTo(cell(admin.page, 3, 5));
  await expect(cell(admin.page, 3, 5)).toContainText('Физика');
  await expect(cell(page, 3, 5)).toContainText('Физика');
  await expect(cell(page, 1, 4)).toContainText('Биология');

  // Taken away, it stands among the hours to be placed; undo brings it back to its place.
  const rest = page.getByRole('region', { name: 'Не расставлено' });
  await expect(cell(page, 4, 7)).toContainText('Литература');
  await cell(page, 4, 7).click();
  await page.keyboard.press('Delete');
  await expect(rest.getByRole('button')).toHaveText(/Литература.*1 ч/);
  await expect(cell(admin.page, 4, 7)).not.toContainText('Литература');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 4, 7)).toContainText('Литература');
  await expect(cell(admin.page, 4, 7)).toContainText('Литература');
  await expect(rest.getByRole('button')).toHaveCount(0);

  // A room of one lesson.
  await cell(page, 2, 5).click();
  await page.keyboard.press(' ');
  await page.getByRole('dialog').getByLabel('Кабинет').fill('215');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(cell(admin.page, 2, 5)).toContainText('215');

  // Nothing holds yet.
  expect(await textsOf(teacher.page)).toEqual(before);
  await page.getByRole('button', { name: 'Ввести в действие' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ввести в действие' });
  await expect(dialog.getByLabel('С какого дня')).toHaveValue('2026-12-07');
  // The school has one teacher in two places by the bells of grade 1: it must be seen.
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Ввести в действие' }).click();
  // A whole school's lessons are derived behind this button.
  await expect(page).toHaveURL(/\/timetable\/edit$/, LONG);
  const row = page.getByRole('row', { name: /С двумя алгебрами подряд/ });
  await expect(row).toContainText('Введено в действие');
  await expect(admin.page.getByText(/Введено в действие с 07\.12\.2026/)).toBeVisible(LONG);

  // The coming day of the teacher follows without a reload; today is as it was.
  await expect(lessonsOf(teacher.page).filter({ hasText: '215' })).toHaveText(/8Б.*Алгебра/, LONG);
  expect(await textsOf(today.page)).toEqual(taught);

  await row.getByRole('button', { name: 'Вернуть прежнее' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть прежнее' }).click();
  await expect(row).toContainText('Возвращено прежнее', LONG);
  await expect.poll(() => lessonsOf(teacher.page).allTextContents(), LONG).toEqual(before);
  expect(await textsOf(today.page)).toEqual(taught);
  for (const seat of [deputy, admin, teacher, today]) expect(seat.problems).toEqual([]);
});

test('bells: a shortened day re-times the teacher’s lessons live; what the rules say stands beside the time', async ({
  browser,
}) => {
  const deputy = await sit(browser, 'deputy', 'desk', { path: '/timetable/edit/bells' });
  const teacher = await sit(browser, 'teacher', 'desk', { ...TEACHER, path: '/day?date=2026-12-09' });
  const { page } = deputy;
  const lessons = lessonsOf(teacher.page);
  const before = await textsOf(teacher.page);
  await expect(lessons.filter({ hasText: '10:30' }).first()).toBeVisible();
  const rules = page.getByRole('region', { name: 'Когда какие звонки' });
  await rules.getByRole('combobox', { name: 'Звонки' }).selectOption({ label: 'Сокращённый день' });
  await rules.getByRole('combobox', { name: 'Когда' }).selectOption({ label: 'в один день…' });
  await rules.getByLabel('День', { exact: true }).fill('2026-12-09');
  await rules.getByRole('button', { name: 'Добавить правило' }).click();
  await expect(rules.getByRole('row', { name: /Сокращённый день вся школа 09\.12\.2026/ })).toBeVisible();
  await expect(lessons.filter({ hasText: '09:50' }).first()).toBeVisible();
  await rules
    .getByRole('row', { name: /09\.12\.2026/ })
    .getByRole('button', { name: 'Убрать' })
    .click();
  await expect.poll(() => lessons.allTextContents()).toEqual(before);

  const set = page.getByRole('form', { name: 'Обычный день' });
  await set.getByLabel('2 урок, начало').fill('09:20');
  await expect(set.getByText('Перемена перед 2 уроком короче 10 минут.')).toBeVisible();
  await set.getByLabel('2 урок, начало').fill('09:10');
  await expect(set.getByText('2 урок начинается до конца 1-го.')).toBeVisible();
  await expect(set.getByRole('button', { name: 'Сохранить' })).toBeDisabled();
  await set.getByRole('button', { name: 'Отменить' }).click();
  expect(await faultsOf(page)).toEqual([]);
  expect(deputy.problems).toEqual([]);
});

test('the director approves by an order; the load sheet adds up', async ({ browser }) => {
  const director = await sit(browser, 'director', 'desk', { path: '/timetable/edit/approvals' });
  const deputy = await sit(browser, 'deputy', 'desk', { path: '/timetable/edit/approvals' });
  const { page } = director;
  const row = (where: Page) => where.getByRole('row', { name: /^Тарификация/ });
  await expect(row(page)).toContainText('Просрочено');
  await expect(page.getByRole('row', { name: /^Учебный план/ })).toContainText('Утверждено');
  await expect(deputy.page.getByRole('button', { name: /Утвердить/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Утвердить: Тарификация' }).click();
  await page.getByRole('dialog').getByLabel('Приказ №').fill('187-к');
  await page.keyboard.press('Enter');
  await expect(row(page)).toContainText(/Утверждено.*№ 187-к/);
  await expect(row(deputy.page)).toContainText(/№ 187-к от 02\.12\.2026/);
  expect(await faultsOf(page)).toEqual([]);
  await row(page).getByRole('link', { name: 'лист нагрузки' }).click();
  await expect(page.getByRole('rowheader', { name: 'Орлова Елена Викторовна' })).toBeVisible();
  for (const seat of [director, deputy]) expect(seat.problems).toEqual([]);
});
