import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import * as Y from 'yjs';
import { startEmbedded } from '#db/embedded.ts';
import { editRow, openDocument } from '#db/plans/document.ts';
import { openPool } from '#db/pool.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { ready, sit } from '#tests/e2e/people.ts';

/** Plans in the journal: a lesson opens with its topic and homework, a change of the plan is seen where a journal is open, a lesson is
 *  shifted, merged, given to repetition, and all of it taken back. Lessons of January that other journeys leave alone. */

const FOLDER = process.env['ZVONOK_E2E_FOLDER'] ?? '';
type Sql = ReturnType<typeof openPool>;
async function inDatabase<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  // Adopted, not started: the product goes on using it.
  const cluster = await startEmbedded(FOLDER);
  const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

type Ahead = { id: number; groupId: number; planId: number; periodId: number; row: string; topic: string };
/** Lessons of 8Б in algebra from a day on, with the rows they are offered. */
const lessonsFrom = (day: string): Promise<Ahead[]> =>
  inDatabase(
    async (sql) => sql<Ahead[]>`
      select l.id, l.group_id as "groupId", d.plan_id as "planId", p.id as "periodId", d.row_id as row, r.topic
      from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
      join subject s on s.school_id = l.school_id and s.id = l.subject_id
      join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
        and l.on_date between p.starts and p.ends
      join lesson_draft d on d.school_id = l.school_id and d.group_id = l.group_id and d.lesson_id = l.id
      join plan_row r on r.school_id = d.school_id and r.plan_id = d.plan_id and r.id = d.row_id
      where l.school_id = 1 and c.grade = 8 and c.letter = 'Б' and s.name = 'Алгебра' and l.on_date >= ${day}
      order by l.on_date, l.number limit 6`,
  );

/** What an author types into the plan, committed as the plan's room does it. */
const typed = (planId: number, change: (doc: Y.Doc) => void): Promise<void> =>
  inDatabase(async (sql) => {
    const states = await sql<{ bytes: Uint8Array; seq: number }[]>`select bytes, seq from plan_state
      where school_id = 1 and plan_id = ${planId}`;
    const updates = await sql<{ bytes: Uint8Array }[]>`select bytes from plan_update
      where school_id = 1 and plan_id = ${planId} and seq > ${states[0]?.seq ?? 0} order by seq`;
    const doc = openDocument([...states, ...updates].map(({ bytes }) => new Uint8Array(bytes)));
    const before = Y.encodeStateVector(doc);
    change(doc);
    const bytes = Buffer.from(Y.encodeStateAsUpdate(doc, before));
    await sql`with p as (update plan set seq = seq + 1 where school_id = 1 and id = ${planId} returning seq, author_id)
      insert into plan_update (school_id, plan_id, seq, bytes, author_id) select 1, ${planId}, seq, ${bytes}, author_id from p`;
  });

async function send(page: Page, name: string, input: object): Promise<void> {
  const body = JSON.stringify({ protocol: PROTOCOL, commands: [{ id: randomUUID(), name, input }] });
  const answer = await page.evaluate(async (text) => {
    const response = await fetch('/api/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    return response.text();
  }, body);
  expect(answer).toContain('"ok":true');
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Урок' });

test('a journal that is open shows the plan’s new topic, and Enter confirms topic and homework', async ({
  browser,
}) => {
  const [lesson, next] = await lessonsFrom('2027-02-01');
  if (!lesson || !next) throw new Error('the plan offers 8Б no topics in February');
  const [teacher, colleague] = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' }),
    sit(browser, 'teacher2', 'desk'),
  ]);
  const { page } = teacher;
  await page.goto(`/journal/${lesson.groupId}?period=${lesson.periodId}&lesson=${lesson.id}&field=topic`);
  await ready(page);
  const panel = panelOf(page);
  const topic = page.getByLabel('Тема урока');
  await expect(topic).toHaveValue(lesson.topic);
  await expect(panel.getByRole('link', { name: /^КТП, № \d+/ })).toHaveAttribute(
    'href',
    `/plans/${lesson.planId}?row=${lesson.row}`,
  );
  // A draft is no record.
  await expect(panel.getByText('Подтвердить').first()).toBeVisible();
  const better = `${lesson.topic}, уточнено`;
  await typed(lesson.planId, (doc) => editRow(doc, lesson.row, { topic: better, homework: '§ 27, № 601' }));
  await send(colleague.page, 'plan.project', { planId: lesson.planId });
  await expect(topic).toHaveValue(better);
  await expect(page.getByLabel('Домашнее задание', { exact: true })).toHaveValue('§ 27, № 601');
  // One row takes one more lesson: what follows is shifted.
  await typed(lesson.planId, (doc) => editRow(doc, lesson.row, { hours: 2 }));
  await send(colleague.page, 'plan.project', { planId: lesson.planId });
  await expect(panel.getByRole('link', { name: /час 1 из 2$/ })).toBeVisible();
  await topic.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Домашнее задание', { exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('link', { name: 'По КТП' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /Сохранено/ })).toBeVisible();
  await expect(panel.getByText('Подтвердить')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Следующий урок' }).click();
  await expect(topic).toHaveValue(better);
  await expect(panel.getByRole('link', { name: /час 2 из 2$/ })).toBeVisible();
  // The colleague's sheet has the record, and the drafts behind it.
  await colleague.page.goto(`/journal/${lesson.groupId}/topics?period=${lesson.periodId}`);
  await expect(colleague.page.getByText(/^черновик: КТП, № \d+, час 2 из 2$/)).toBeVisible();
  const passed = await inDatabase(
    (sql) => sql`select row_id from lesson_row where school_id = 1 and lesson_id = ${lesson.id}`,
  );
  expect(passed.map((row) => row['row_id'])).toEqual([lesson.row]);
  expect([...teacher.problems, ...colleague.problems]).toEqual([]);
});

test('a lesson is shifted, merged and given to repetition by a key and a reason, and each is taken back', async ({
  browser,
}) => {
  const [first, second, third] = await lessonsFrom('2027-04-12');
  if (!first || !second || !third) throw new Error('the plan offers 8Б no topics in April');
  const { page, problems } = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' });
  await page.goto(`/journal/${first.groupId}?period=${first.periodId}&lesson=${first.id}&field=topic`);
  await ready(page);
  const panel = panelOf(page);
  const topic = page.getByLabel('Тема урока');
  const step = (name: 'Предыдущий урок' | 'Следующий урок') => panel.getByRole('button', { name }).click();
  await expect(topic).toHaveValue(first.topic);

  await topic.press('Alt+KeyC');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Причина')).toBeFocused();
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await dialog.getByLabel('Причина').fill('Общешкольное мероприятие');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('link', { name: 'КТП: тема сдвинута' })).toBeVisible();
  await expect(panel.getByText('Общешкольное мероприятие')).toBeVisible();
  await step('Следующий урок');
  await expect(topic).toHaveValue(first.topic);
  await page.getByRole('status').getByRole('button', { name: 'Вернуть' }).click();
  await expect(topic).toHaveValue(second.topic);

  await step('Предыдущий урок');
  await expect(topic).toHaveValue(first.topic);
  await panel.getByRole('button', { name: 'Объединить темы' }).click();
  await expect(dialog.getByRole('checkbox').first()).toBeChecked();
  await dialog.getByRole('button', { name: 'Объединить темы' }).click();
  await expect(panel.getByRole('link', { name: 'КТП, 2 темы' })).toBeVisible();
  await expect(topic).toHaveValue(new RegExp(`^${first.topic.slice(0, 12)}.*`));
  await step('Следующий урок');
  await expect(topic).toHaveValue(third.topic);
  await step('Предыдущий урок');
  await panel.getByRole('button', { name: 'По плану' }).click();
  await expect(topic).toHaveValue(first.topic);

  await topic.press('Alt+KeyG');
  await expect(dialog.getByLabel('Причина')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(topic).toHaveValue('Повторение изученного');
  await step('Следующий урок');
  await expect(topic).toHaveValue(first.topic);
  await step('Предыдущий урок');
  await panel.getByRole('button', { name: 'По плану' }).click();
  await expect(topic).toHaveValue(first.topic);
  expect(problems).toEqual([]);
});

test('lessons that were held before there was a plan are bound to its topics in one act, and freed by one', async ({
  browser,
}) => {
  const [plan] = await inDatabase(async (sql) => {
    const found = await sql<{ id: number; groupId: number }[]>`
      select p.id, pg.group_id as "groupId" from plan p join subject s on s.school_id = p.school_id and s.id = p.subject_id
      join plan_group pg on pg.school_id = p.school_id and pg.plan_id = p.id
      join study_group g on g.school_id = pg.school_id and g.id = pg.group_id
      join class c on c.school_id = g.school_id and c.id = g.class_id
      where p.school_id = 1 and s.name = 'Геометрия' and c.grade = 8 and c.letter = 'Б'`;
    // As if the plan had come after them.
    for (const table of ['lesson_row', 'lesson_pass'])
      await sql`delete from ${sql(table)} where school_id = 1 and group_id = any(${found.map((one) => one.groupId)})`;
    return found;
  });
  if (!plan) throw new Error('8Б has no plan of geometry');
  const { page, problems } = await sit(browser, 'teacher', 'desk', {
    hat: 'Учитель-предметник',
    path: `/plans/${plan.id}`,
  });
  const open = page.getByRole('button', { name: 'Связать проведённые уроки с темами' });
  const dialog = page.getByRole('dialog', { name: /Связать проведённые уроки с темами плана: 8Б/ });
  const bind = dialog.getByRole('button', { name: /^Связать \d+ из \d+$/ });
  await open.click();
  await test.step('each lesson with the row it is proposed, one of them given up', async () => {
    await expect(dialog.getByRole('listitem').first()).toContainText('тема совпадает');
    await expect(dialog.getByRole('listitem').first()).toContainText(/1\. /);
    await dialog.getByRole('checkbox').first().uncheck();
    await bind.click();
    await expect(dialog.getByRole('status')).toHaveText(/^Связано: \d+ урок/);
    await dialog.getByRole('button', { name: 'Готово' }).click();
  });
  const free = page.getByRole('listitem').filter({ hasText: /^8Б/ });
  await expect(free).toContainText('1 урок без строки плана');
  await test.step('one act is taken back by one', async () => {
    await open.click();
    await expect(dialog.getByRole('listitem')).toHaveCount(1);
    await bind.click();
    await dialog.getByRole('button', { name: 'Вернуть' }).click();
    await expect(dialog).toHaveCount(0);
    await open.click();
    await bind.click();
    await dialog.getByRole('button', { name: 'Готово' }).click();
    await expect(open).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});
