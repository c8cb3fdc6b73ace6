import { deepStrictEqual } from 'node:assert/strict';
import type { Page } from '@playwright/test';
import { type Context, interleave, type Row } from '#tests/bench/bench.ts';
import { openDesk, saved } from '#tests/bench/support/desk.ts';
import { emptyLesson, type Lesson, PUPILS, prepareLesson, readLesson } from '#tests/bench/support/lessonOf28.ts';
import { signIn } from '#tests/bench/support/people.ts';
import { startProduct } from '#tests/bench/support/serverProcess.ts';

/** How many keys a teacher presses, counted in a real browser from the journal's own start, modifiers included; what has
 *  been typed is read back from the database. */

const MARKS = 10;
const ABSENT = 2;
const TOPIC = 'Квадратный корень из дроби';
const HOMEWORK = '§ 17, № 412 (а–г)';
/** Rows that Alt+↓ passes at once. */
const LEAP = 5;

export async function hands(context: Context): Promise<Row[]> {
  const { ownerUrl, appUrl } = await context.databases.demo();
  const lesson = await prepareLesson(ownerUrl);
  const [cookie = ''] = await signIn(ownerUrl, [lesson.teacherId], 'teacher');
  const server = await startProduct(appUrl);
  let seed = 1;
  try {
    const desk = (work: (page: Page, hand: Hand) => Promise<void>) => async () => {
      const { page, close } = await openDesk(server.origin, cookie, '/journal');
      try {
        const hand = await handOf(page);
        await work(page, hand);
        await saved(page);
        return { keys: hand.keys(), clicks: await hand.clicks() };
      } finally {
        await close();
      }
    };
    const medians = await interleave(
      context,
      {
        lesson: async () => {
          await emptyLesson(ownerUrl, lesson.lessonId, null);
          seed += 1;
          const entries = seeded(seed);
          const figures = await desk((page, hand) => fillLesson(page, hand, entries))();
          await checkLesson(ownerUrl, lesson, entries);
          return figures;
        },
        control: async () => {
          const [absent = 0] = seededRows(seed, 1);
          await emptyLesson(ownerUrl, lesson.lessonId, { absent: lesson.students[absent] ?? 0 });
          const figures = await desk(fillControl)();
          const { marks } = await readLesson(ownerUrl, lesson.lessonId);
          deepStrictEqual(marks.filter(({ number }) => number === 2).length, PUPILS - 1);
          return figures;
        },
      },
      { warm: false },
    );
    const { lesson: filled, control } = medians;
    const figure = (figures: Record<string, number>, name: string) => figures[name] ?? Number.NaN;
    return [
      {
        name: `a lesson of ${PUPILS}: ${MARKS} marks, ${ABSENT} absences, roll, topic, homework`,
        unit: 'keys',
        floor: MARKS + ABSENT,
        product: figure(filled, 'keys'),
        ratio: { key: 'lesson_keys', value: figure(filled, 'keys'), target: '≤ 36' },
      },
      {
        name: 'the same, clicks',
        unit: 'clicks',
        product: figure(filled, 'clicks'),
        ratio: { key: 'lesson_clicks', value: figure(filled, 'clicks'), target: '0' },
      },
      {
        name: `a control work of ${PUPILS - 1}`,
        unit: 'keys',
        floor: PUPILS - 1,
        product: figure(control, 'keys'),
        ratio: { key: 'control_keys', value: figure(control, 'keys'), target: '≤ 29' },
      },
    ];
  } finally {
    await server.stop();
  }
}

/** A hand that counts. `letters` of a text are typed and not counted. */
type Hand = {
  press(code: string): Promise<void>;
  leap(times: number): Promise<void>;
  letters(text: string): Promise<void>;
  keys(): number;
  clicks(): Promise<number>;
};
async function handOf(page: Page): Promise<Hand> {
  let keys = 0;
  await page.evaluate(() => {
    document.documentElement.dataset['clicks'] = '0';
    document.addEventListener('pointerdown', () => {
      document.documentElement.dataset['clicks'] = String(Number(document.documentElement.dataset['clicks']) + 1);
    });
  });
  return {
    async press(code) {
      keys += 1;
      await page.keyboard.press(code);
    },
    async leap(times) {
      if (times === 0) return;
      keys += 1 + times;
      await page.keyboard.down('Alt');
      for (let i = 0; i < times; i += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.up('Alt');
    },
    letters: (text) => page.keyboard.insertText(text),
    keys: () => keys,
    clicks: async () => Number(await page.evaluate(() => document.documentElement.dataset['clicks'])),
  };
}

type Entry = { row: number; value: number | 'absent' };
/** Down the list: arrows, or leaps where they are fewer keys. */
async function walk(hand: Hand, gap: number): Promise<void> {
  const cost = (leaps: number) => (leaps === 0 ? 0 : 1 + leaps) + Math.abs(gap - LEAP * leaps);
  const leaps = [0, 1, 2, 3, 4, 5].reduce((best, n) => (cost(n) < cost(best) ? n : best));
  await hand.leap(leaps);
  const rest = gap - LEAP * leaps;
  for (let i = 0; i < Math.abs(rest); i += 1) await hand.press(rest > 0 ? 'ArrowDown' : 'ArrowUp');
}

async function fillLesson(page: Page, hand: Hand, entries: readonly Entry[]): Promise<void> {
  let row = 0;
  for (const entry of entries) {
    await walk(hand, entry.row - row);
    // The keys of Н and of the digits; both move down.
    await hand.press(entry.value === 'absent' ? 'KeyY' : `Digit${entry.value}`);
    row = entry.row + 1;
  }
  await hand.press('KeyD');
  await hand.press('KeyN');
  await hand.letters(TOPIC);
  await hand.press('Enter');
  await hand.letters(HOMEWORK);
  await hand.press('Escape');
  await page.getByText('Присутствие отмечено').first().waitFor();
}

async function fillControl(_: Page, hand: Hand): Promise<void> {
  // The control work is the second column of the lesson that goes on; the absent pupil is passed over.
  await hand.press('ArrowRight');
  for (let i = 0; i < PUPILS - 1; i += 1) await hand.press(`Digit${2 + (i % 4)}`);
}

async function checkLesson(ownerUrl: string, { lessonId, students }: Lesson, entries: readonly Entry[]): Promise<void> {
  const kept = await readLesson(ownerUrl, lessonId);
  const asked = (absent: boolean) => entries.filter(({ value }) => (value === 'absent') === absent);
  const byId = (a: { studentId: number }, b: { studentId: number }) => a.studentId - b.studentId;
  deepStrictEqual(
    kept.marks.map(({ studentId, value }) => ({ studentId, value })).sort(byId),
    asked(false)
      .map(({ row, value }) => ({ studentId: students[row] ?? 0, value: Number(value) }))
      .sort(byId),
  );
  deepStrictEqual(
    [...kept.absent].sort((a, b) => a - b),
    asked(true)
      .map(({ row }) => students[row] ?? 0)
      .sort((a, b) => a - b),
  );
  deepStrictEqual([kept.rolled, kept.topic, kept.homework], [true, TOPIC, HOMEWORK]);
}

/** Rows scattered over the list by a seed, ascending, the last one always among them. */
function seededRows(seed: number, count: number): number[] {
  const rows = new Set<number>(count > 1 ? [PUPILS - 1] : []);
  let state = seed;
  while (rows.size < count) {
    state = (state * 48_271) % 2_147_483_647;
    rows.add(state % PUPILS);
  }
  return [...rows].sort((a, b) => a - b);
}
function seeded(seed: number): Entry[] {
  const rows = seededRows(seed, MARKS + ABSENT);
  const away = new Set([rows[(seed * 5) % rows.length], rows[(seed * 5 + 4) % rows.length]]);
  return rows.map((row, i) => ({ row, value: away.has(row) ? 'absent' : 2 + ((seed + i) % 4) }));
}
