import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startEmbedded } from '#db/embedded.ts';
import { openPool } from '#db/pool.ts';
import { ready, sit } from '#tests/e2e/people.ts';
import { childrenOf } from '#tests/support/product.ts';

/** A whole week of one teacher by keyboard, with a colleague in the same journal, through a time without a network and the
 *  death of the server: the database, both screens and the parent's phone agree to the cell. */

const FOLDER = process.env['ZVONOK_E2E_FOLDER'] ?? '';
/** The seven days up to today's. */
const WEEK = { from: '2026-11-26', to: '2026-12-02' };
/** The first day of the week that the diary opens with. */
const MONDAY = '2026-11-30';
const CHILD = 'Ковалёв Михаил';

type Lesson = { id: number; workId: number; groupId: number; date: string };
/** What one cell holds: «5/4», «Н», «О5», «•»; by student and work. */
type Cells = Map<string, string>;

async function withDatabase<T>(ask: (sql: ReturnType<typeof openPool>) => Promise<T>): Promise<T> {
  // Adopted, not started: the product goes on using it.
  const cluster = await startEmbedded(FOLDER);
  const sql = openPool(cluster.url('zvonok_super', 'zvonok'), { max: 1 });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

/** Held lessons of the week in the journals of `login`, with their own work; the one he shares with the colleague is first. */
const lessonsOf = (login: string, shared: number) =>
  withDatabase(
    (sql) => sql<Lesson[]>`
      select l.id, w.id as "workId", l.group_id as "groupId", l.on_date::text as date
      from account a join group_teacher gt on gt.school_id = a.school_id and gt.teacher_id = a.person_id and gt.ends is null
      join study_group g on g.school_id = a.school_id and g.id = gt.group_id
      join subject s on s.school_id = a.school_id and s.id = g.subject_id and s.graded
      join class c on c.school_id = a.school_id and c.id = g.class_id and c.grade > 1
      join lesson l on l.school_id = a.school_id and l.group_id = gt.group_id and l.status = 'planned'
        and l.on_date between ${WEEK.from} and ${WEEK.to}
      join work w on w.school_id = l.school_id and w.lesson_id = l.id and w.number = 1
      where a.login = ${login}
      order by l.group_id <> ${shared}, l.group_id, l.on_date, l.number`,
  );

/** What the database holds of a journal's week. Reasons of absence are not a subject teacher's to see. */
const storedCells = (groupId: number): Promise<Cells> =>
  withDatabase(async (sql) => {
    const rows = await sql<{ student: number; work: number; code: string | null; marks: (number | null)[] | null }[]>`
      select gs.student_id as student, w.id as work, a.code,
        (select array_agg(m.value order by m.number) from mark m where m.school_id = w.school_id and m.work_id = w.id
          and m.student_id = gs.student_id and m.value is not null) as marks
      from work w join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
      join group_student gs on gs.school_id = w.school_id and gs.group_id = w.group_id and gs.starts <= l.on_date
        and (gs.ends is null or gs.ends >= l.on_date)
      left join attendance a on a.school_id = w.school_id and a.lesson_id = l.id and a.student_id = gs.student_id
      where w.school_id = 1 and w.group_id = ${groupId} and l.status = 'planned'
        and l.on_date between ${WEEK.from} and ${WEEK.to}`;
    const letters: Record<string, string> = { absent: 'Н', late: 'О', remote: 'ДО', exempt: 'ОСВ' };
    return new Map(
      rows.map(({ student, work, code, marks }) => [
        `${student}:${work}`,
        (letters[code ?? ''] ?? '') + (marks ?? []).map((value) => (value === 0 ? '•' : String(value))).join('/'),
      ]),
    );
  });

/** What a journal's screen shows in the same cells. */
const shownCells = async (page: Page, like: Cells): Promise<Cells> => {
  const shown = await page.locator('.jcell').evaluateAll((cells) =>
    cells.map((cell) => {
      const [, student = '', work = ''] = /^cell-(\d+)-\D*(\d+)/.exec(cell.id) ?? [];
      const letter = cell.querySelector('b.letter')?.textContent ?? '';
      const marks = [...cell.querySelectorAll('b:not(.letter), i.point')].map((mark) => mark.textContent || '•');
      return [`${student}:${work}`, letter + marks.join('/')] as const;
    }),
  );
  return new Map(shown.filter(([key]) => like.has(key)));
};
const studentId = (name: string): Promise<number | undefined> =>
  withDatabase(async (sql) => {
    const [row] = await sql<{ id: number }[]>`select p.id from person p
      join enrolment e on e.school_id = p.school_id and e.student_id = p.id
      where p.school_id = 1 and p.family_name || ' ' || p.given_name = ${name}`;
    return row?.id;
  });
const sorted = (cells: Cells) => [...cells].sort(([a], [b]) => a.localeCompare(b)).map((pair) => pair.join(' '));
const saved = (page: Page) =>
  expect(page.getByRole('status').filter({ hasText: /^Сохранено/ })).toBeVisible({ timeout: 60_000 });

function killServer(): void {
  const launcher = (JSON.parse(readFileSync(join(FOLDER, 'server.json'), 'utf8')) as { pid: number }).pid;
  const server = childrenOf(launcher).find(({ command }) => command.includes('server.mjs'));
  if (!server) throw new Error('no server to kill');
  process.kill(server.pid, 'SIGKILL');
}

/** Opens a lesson in its journal with the cursor in the first row of its column. */
async function openLesson(page: Page, { groupId, id }: Lesson): Promise<void> {
  await page.goto(`/journal/${groupId}?lesson=${id}`);
  await ready(page);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+ArrowUp');
}

/** A lesson as a teacher fills it: marks down the list, one absent, one late, roll, topic, homework. */
async function typeLesson(page: Page, nth: number): Promise<void> {
  const keys = ['5', '4', 'ArrowDown', 'y', '3', 'j', 'ArrowDown', '2', '.', 'ArrowDown', '5', '/', '4'];
  const turned = keys.slice(nth % 3);
  for (const key of turned) await page.keyboard.press(key);
  await page.keyboard.press('d');
  await page.keyboard.press('n');
  await page.keyboard.insertText(`Тема недели № ${nth}`);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(`§ ${nth}, упражнения 1–${nth + 1}`);
  await page.keyboard.press('Escape');
}

test('a week by keyboard with a colleague, a time without a network and a killed server: all agree to the cell', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const colleague = await sit(browser, 'teacher', 'desk', { hat: 'Учитель-предметник', path: '/journal' });
  await ready(colleague.page);
  const shared = Number(new URL(colleague.page.url()).pathname.split('/').at(-1));
  const lessons = await lessonsOf('teacher2', shared);
  expect(lessons.length).toBeGreaterThan(5);
  expect(lessons[0]?.groupId).toBe(shared);
  const parent = await sit(browser, 'parent', 'phone', { path: '/diary' });

  const teacher = await sit(browser, 'teacher2', 'desk');
  const { page, context } = teacher;
  const acknowledged = new Set<string>();
  page.on('response', async (response) => {
    if (!response.url().endsWith('/api/commands') || response.status() !== 200) return;
    const { commands } = response.request().postDataJSON() as { commands: { id: string }[] };
    // A response that was cut off with the server acknowledges nothing.
    const body = await response.json().catch(() => ({ answers: [] }));
    const answers = (body as { answers?: { ok: boolean }[] }).answers ?? [];
    for (const [index, { id }] of commands.entries()) if (answers[index]?.ok) acknowledged.add(id);
  });
  for (const [nth, lesson] of lessons.entries()) {
    await openLesson(page, lesson);
    // The network goes with a third of the week, and with the colleague typing in the same journal.
    if (nth === 1) {
      await context.setOffline(true);
      // The colleague's rows are further down: what two people do to one cell is another journey.
      await colleague.page.locator(`.jrow[data-row="0"] [id$="-w${lesson.workId}"]`).click();
      for (const key of ['Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowDown', '4', '3', '5'])
        await colleague.page.keyboard.press(key);
    }
    // Killed before the typing, so that what «Сохранено» says afterwards was acknowledged by the server that came up.
    if (nth === 3) killServer();
    await typeLesson(page, nth);
    if (nth === 1) {
      await expect(page.getByText(/Нет связи — \d+ измен/).first()).toBeVisible();
      await saved(colleague.page);
      await context.setOffline(false);
    }
    await saved(page);
  }
  await saved(colleague.page);

  const known = await withDatabase((sql) => sql<{ id: string }[]>`select command_id::text as id from command`);
  const stored = new Set(known.map(({ id }) => id));
  expect(acknowledged.size).toBeGreaterThan(lessons.length * 5);
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);

  // Both screens, without a reload for the colleague and anew for the teacher, are what the database holds.
  const cells = await storedCells(shared);
  await expect.poll(async () => sorted(await shownCells(colleague.page, cells))).toEqual(sorted(cells));
  await page.goto(`/journal/${shared}`);
  await ready(page);
  await expect.poll(async () => sorted(await shownCells(page, cells))).toEqual(sorted(cells));

  // And the parent's phone shows what the child has got, day by day.
  const child = await studentId(CHILD);
  const days = new Map(lessons.filter((l) => l.groupId === shared).map((l) => [l.date, l] as const));
  await parent.page.goto('/diary');
  for (const [date, lesson] of days) {
    if (date < MONDAY) continue;
    const row = parent.page
      .getByRole('table')
      .filter({ hasText: `${date.slice(8)}.${date.slice(5, 7)}` })
      .getByRole('row')
      .filter({ hasText: 'Алгебра' });
    for (const part of cells.get(`${child}:${lesson.workId}`)?.match(/Н|[1-5]/g) ?? [])
      await expect(row).toContainText(part);
  }
  for (const seat of [teacher, colleague, parent]) {
    expect(seat.problems).toEqual([]);
    await seat.context.close();
  }
});
