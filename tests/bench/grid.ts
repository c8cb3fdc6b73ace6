import type { Page } from '@playwright/test';
import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { plainTable } from '#tests/bench/floors/plainTable.ts';
import { type Desk, openDesk, saved } from '#tests/bench/support/desk.ts';
import { signIn } from '#tests/bench/support/people.ts';
import { startProduct } from '#tests/bench/support/serverProcess.ts';
import { keyWork } from '#tests/bench/support/trace.ts';
import { COLUMNS, FREE, fillWideJournal, STUDENTS } from '#tests/bench/support/wideJournal.ts';

/** The widest journal in a real browser: what a key costs, how it scrolls, how a pasted table arrives. */

const KEYS = 60;
/** 45 px a frame is a quick swipe: the whole width in two seconds. */
const SWIPE = { px: 45, frames: 120 };
const PASTED = { rows: 30, columns: 10 };

export async function grid(context: Context): Promise<Row[]> {
  const database = await context.databases.demo();
  const { groupId, teacherId } = await fillWideJournal(database.ownerUrl);
  const [cookie = ''] = await signIn(database.ownerUrl, [teacherId], 'teacher');
  const server = await startProduct(database.appUrl);
  let desk: Desk | null = null;
  try {
    desk = await openDesk(server.origin, cookie, `/journal/${groupId}`);
    const { page } = desk;
    const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
    if (columns < COLUMNS || (await page.locator('.jrow').count()) !== STUDENTS)
      throw new Error('the journal is not as wide as it should be');
    const floor = await desk.browser.newPage({ viewport: { width: 1366, height: 768 } });
    await floor.setContent(plainTable(STUDENTS, COLUMNS));
    const at = desk;
    const medians = await interleave(context, {
      keys: () => typeMarks(at, scaled(context, KEYS, 10)),
      product: async () => ({ dropped: await swipe(page, scaled(context, SWIPE.frames, 20)) }),
      floor: async () => ({ dropped: await swipe(floor, scaled(context, SWIPE.frames, 20)) }),
      paste: () => paste(page),
    });
    const { keys, product, paste: pasted } = medians;
    const dropped = { floor: medians.floor['dropped'] ?? Number.NaN, product: product['dropped'] ?? Number.NaN };
    return [
      { name: 'key → painted, p50 of the main thread', unit: 'ms', product: keys['p50'] ?? Number.NaN },
      {
        name: 'key → painted, p95 of the main thread',
        unit: 'ms',
        product: keys['p95'] ?? Number.NaN,
        ratio: { key: 'key_p95_ms', value: keys['p95'] ?? Number.NaN, target: '≤ 8' },
      },
      {
        name: `scroll, frames missed of ${SWIPE.frames}`,
        unit: 'frames',
        ...dropped,
        ratio: { key: 'dropped_frames', value: dropped.product - dropped.floor, target: '≤ 0' },
      },
      { name: 'paste → preview painted', unit: 'ms', product: pasted['preview'] ?? Number.NaN },
      {
        name: `paste of ${PASTED.rows} × ${PASTED.columns}, preview and cells painted`,
        unit: 'ms',
        product: pasted['total'] ?? Number.NaN,
        ratio: { key: 'paste_ms', value: pasted['total'] ?? Number.NaN, target: '≤ 100' },
      },
    ];
  } finally {
    await desk?.close();
    await server.stop();
  }
}

/** The first of the columns that stand empty. */
async function toFree(page: Page): Promise<void> {
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+ArrowUp');
  for (let i = 1; i < FREE; i += 1) await page.keyboard.press('ArrowLeft');
}

/** One key a frame: two keys in one frame would share its cost. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

async function typeMarks(desk: Desk, count: number): Promise<Record<string, number>> {
  const { page } = desk;
  await toFree(page);
  const work = await keyWork(desk, async () => {
    await painted(page);
    for (let i = 0; i < count; i += 1) {
      await page.keyboard.press(String(2 + (i % 4)));
      await painted(page);
      if (i % 3 > 0) continue;
      await page.keyboard.press('ArrowRight');
      await painted(page);
    }
  });
  await saved(page);
  return { p50: percentile(work, 0.5), p95: percentile(work, 0.95) };
}

/** Frames that did not come in time while the sheet is drawn to the right, a step at each frame. */
const swipe = (page: Page, frames: number): Promise<number> =>
  page.evaluate(
    async ({ px, count }) => {
      const scroller = document.querySelector('.jscroll');
      if (!scroller) throw new Error('nothing to scroll');
      scroller.scrollLeft = 0;
      const frame = () => new Promise<number>((next) => requestAnimationFrame(next));
      await frame();
      let before = await frame();
      let missed = 0;
      for (let i = 0; i < count; i += 1) {
        scroller.scrollLeft += px;
        const now = await frame();
        missed += Math.max(0, Math.round(((now - before) * 60) / 1000) - 1);
        before = now;
      }
      return missed;
    },
    { px: SWIPE.px, count: frames },
  );

/** From the paste to the preview on the screen, from «Вставить» to the marks on the screen; then everything is undone. */
async function paste(page: Page): Promise<Record<string, number>> {
  await toFree(page);
  const [preview, cells] = await page.evaluate(async ({ rows, columns }) => {
    const line = (_: unknown, row: number) =>
      Array.from({ length: columns }, (_, column) => 2 + ((row + column) % 4)).join('\t');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', Array.from({ length: rows }, line).join('\n'));
    const painted = () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => {
          // The message comes after the frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(null);
        }),
      );
    const sheet = document.querySelector('[role=grid]');
    const before = performance.now();
    sheet?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await painted();
    const shown = performance.now();
    const button = document.querySelector<HTMLButtonElement>('dialog [type=submit]');
    if (!button) throw new Error('no preview of the paste');
    const asked = performance.now();
    button.click();
    await painted();
    return [shown - before, performance.now() - asked];
  }, PASTED);
  await saved(page);
  await page.keyboard.press('Control+z');
  await saved(page);
  return { preview: preview ?? Number.NaN, total: (preview ?? Number.NaN) + (cells ?? Number.NaN) };
}
