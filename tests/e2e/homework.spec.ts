import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { startEmbedded } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { ready, sit } from '#tests/e2e/people.ts';

/** Deadline and volume of homework: the countdown follows a cancelled lesson, the warning follows a colleague's homework. */

const FOLDER = process.env['ZVONOK_E2E_FOLDER'] ?? '';

type Lesson = { id: number; groupId: number; number: number; changeV: number; homeworkV: number };
/** Lessons of 8Б on a day in a subject, as the database has them. */
async function lessonsOf(date: string, subject: string): Promise<Lesson[]> {
  // Adopted, not started: the product goes on using it.
  const cluster = await startEmbedded(FOLDER);
  const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
  try {
    return await sql<
      Lesson[]
    >`select l.id, l.group_id as "groupId", l.number, l.change_v as "changeV", l.homework_v as "homeworkV"
      from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
      join subject s on s.school_id = l.school_id and s.id = l.subject_id
      where l.school_id = 1 and c.grade = 8 and c.letter = 'Б' and l.on_date = ${date} and s.name = ${subject}
      order by l.number`;
  } finally {
    await sql.end();
  }
}
async function send(page: Page, name: string, input: object, base: number): Promise<void> {
  const body = JSON.stringify({ protocol: PROTOCOL, commands: [{ id: randomUUID(), name, input, base }] });
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

test('the countdown on the lesson and on «Мой день» follows the class’s last lesson when it is cancelled', async ({
  browser,
}) => {
  const [last] = await lessonsOf('2026-12-02', 'История');
  if (!last) throw new Error('8Б has no history today');
  const [teacher, deputy] = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' }),
    sit(browser, 'deputy', 'desk', { path: '/control' }),
  ]);
  const day = await teacher.context.newPage();
  await day.goto('/day');
  const journal = teacher.page;
  const [algebra] = await lessonsOf('2026-12-02', 'Алгебра');
  await journal.goto(`/journal/${algebra?.groupId}?lesson=${algebra?.id}`);
  await ready(journal);
  // The seventh lesson ends at 15:05, the sixth at 14:10.
  const panel = journal.getByRole('complementary', { name: 'Урок' });
  await expect(panel.getByText(/^до 16:05 · осталось \d ч( \d+ мин)?$/)).toBeVisible();
  await expect(day.getByText(/^ДЗ до 16:05 · осталось/).first()).toBeVisible();
  await send(deputy.page, 'lesson.change', { lessonId: last.id, change: { kind: 'cancel' } }, last.changeV);
  await expect(panel.getByText(/^до 15:10 · осталось \d ч( \d+ мин)?$/)).toBeVisible();
  await day.bringToFront();
  await expect(day.getByText(/^ДЗ до 15:10 · осталось/).first()).toBeVisible();
  await send(deputy.page, 'lesson.change', { lessonId: last.id, change: null }, last.changeV + 1);
  await journal.bringToFront();
  await expect(panel.getByText(/^до 16:05/)).toBeVisible();
  expect(teacher.problems).toEqual([]);
});

test('what a colleague sets in advance warns while one types, and is under its day on the phone', async ({
  browser,
}) => {
  const [thursday] = await lessonsOf('2026-12-03', 'Русский язык');
  if (!thursday) throw new Error('8Б has no Russian tomorrow');
  const [teacher, homeroom, parent, deputy] = await Promise.all([
    sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник' }),
    sit(browser, 'homeroom', 'desk'),
    sit(browser, 'parent', 'phone', { path: '/homework' }),
    sit(browser, 'deputy', 'desk', { path: '/homework-volume' }),
  ]);
  const [algebra] = await lessonsOf('2026-12-02', 'Алгебра');
  await teacher.page.goto(`/journal/${algebra?.groupId}?lesson=${algebra?.id}`);
  await ready(teacher.page);
  const panel = teacher.page.getByRole('complementary', { name: 'Урок' });
  await panel.getByLabel('Домашнее задание').click();
  const hint = panel.getByRole('status').filter({ hasText: /На 04\.12 у 8Б/ });
  await expect(hint).toContainText(/из 2 ч 30 мин, с этим заданием/);
  await expect(hint).not.toContainText('много');
  const cell = deputy.page.getByRole('button', { name: /^8Б, Пт 4/ });

  const change = { field: 'homework', state: 'given', text: '§ 21, упр. 180, сочинение-описание', minutes: 160 };
  await send(homeroom.page, 'lesson.record', { lessonId: thursday.id, change }, thursday.homeworkV);
  await expect(hint).toContainText(/— много$/);
  await expect(cell).toHaveAttribute('aria-label', /много$/);
  await expect(parent.page.getByText('§ 21, упр. 180, сочинение-описание')).toBeVisible();

  const nothing = { field: 'homework', state: null, text: null, minutes: null };
  await send(homeroom.page, 'lesson.record', { lessonId: thursday.id, change: nothing }, thursday.homeworkV + 1);
  await expect(hint).not.toContainText('много');
  await expect(parent.page.getByText('§ 21, упр. 180, сочинение-описание')).toHaveCount(0);
  for (const seat of [teacher, homeroom, parent, deputy]) expect(seat.problems).toEqual([]);
});
