import { afterAll, beforeAll, expect, test } from 'vitest';
import { school, type Who, type World } from '#tests/support/school.ts';
import { startServer, type TestServer, until } from '#tests/support/server.ts';
import { windows1251 } from '#tests/support/workbook.ts';
import { book, zip } from '#tests/support/zip.ts';

/** Files sent to a running server: read on a thread of their own, with progress, and given up when their sender goes away. */

let world: World;
let server: TestServer;
beforeAll(async () => {
  world = await school();
  server = await startServer(world.database.appUrl, { services: 'web,realtime', env: { ZVONOK_LIMITER: '0' } });
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

const LIST = windows1251('Класс;День;Урок;Предмет;Кабинет\n5А;пн;2;Математика;7\n5А;вт;1;Русский язык;7\n');
async function send(
  bytes: Buffer,
  who: Who = 'deputy',
  signal?: AbortSignal,
): Promise<{ status: number; lines: object[] }> {
  const response = await fetch(`${server.origin}/api/import?name=${encodeURIComponent('неделя.csv')}`, {
    method: 'POST',
    headers: { cookie: await world.cookie(who), origin: server.origin, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  };
}
/** A plan's file: read and handed back, kept nowhere. */
async function sendPlan(bytes: Buffer, who: Who = 'teacher'): Promise<{ status: number; last: object | undefined }> {
  const response = await fetch(`${server.origin}/api/plans?name=${encodeURIComponent('план.csv')}`, {
    method: 'POST',
    headers: { cookie: await world.cookie(who), origin: server.origin, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  const lines = (await response.text()).trim().split('\n');
  return { status: response.status, last: JSON.parse(lines.at(-1) ?? '{}') as object };
}
const kept = async (): Promise<number> =>
  Number((await world.owner`select count(*) from timetable_import where school_id = 1`)[0]?.['count']);

test('a file is read with progress and kept as a draft', async () => {
  const { status, lines } = await send(LIST);
  expect(status).toBe(200);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines[0]).toEqual({ percent: expect.any(Number), words: expect.any(String) });
  expect(lines.at(-1)).toEqual({ ok: true, importId: expect.any(Number) });
  const [row] =
    await world.owner`select state, by_id, jsonb_array_length(draft -> 'lessons') as lessons from timetable_import`;
  expect(row).toEqual({ state: 'draft', by_id: 4, lessons: 2 });
});

test('a bomb, a deep document and a file too large are refused in words, and the server goes on', async () => {
  const before = await kept();
  const bomb = zip([{ name: 'xl/workbook.xml', body: Buffer.alloc(80 * 1024 * 1024, 0x20), size: 10 }]);
  expect((await send(bomb)).lines.at(-1)).toMatchObject({ ok: false, message: expect.stringContaining('50 МБ') });
  const deep = Buffer.from(`<timetable>${'<a>'.repeat(100_000)}`);
  expect((await send(deep)).lines.at(-1)).toMatchObject({ ok: false, message: expect.stringContaining('глубоко') });
  const large = await send(Buffer.alloc(5 * 1024 * 1024 + 1, 0x20));
  expect(large).toMatchObject({ status: 400, lines: [{ ok: false, message: expect.stringContaining('5 МБ') }] });
  expect(await kept()).toBe(before);
  expect((await send(LIST)).lines.at(-1)).toMatchObject({ ok: true });
});

test('whoever goes away has cancelled: nothing is kept, and the place is free for the next', async () => {
  const before = await kept();
  // Half a million cells take their time.
  const cells = '<row><c t="str"><v>5А</v></c></row>'.repeat(19_000);
  const slow = book(`<worksheet><sheetData>${cells}</sheetData></worksheet>`);
  for (let round = 0; round < 3; round += 1) {
    const stop = new AbortController();
    const sending = send(slow, 'deputy', stop.signal);
    stop.abort();
    await expect(sending).rejects.toThrow();
  }
  await until('a place is free', async () => (await send(LIST)).lines.some((line) => 'importId' in line));
  expect(await kept()).toBe(before + 1);
});

test('a plan’s file is read on the same thread with the same ceilings, and only for those who write plans', async () => {
  const plan = windows1251('№;Тема урока\n1;Дроби\n');
  expect(await sendPlan(plan)).toEqual({
    status: 200,
    last: {
      ok: true,
      source: {
        ...{ kind: 'text', notes: [] },
        sheets: [
          {
            name: 'Таблица',
            rows: [
              ['№', 'Тема урока'],
              ['1', 'Дроби'],
            ],
            merges: [],
            loose: [],
            starts: [],
          },
        ],
      },
    },
  });
  const bomb = zip([{ name: 'word/document.xml', body: Buffer.alloc(80 * 1024 * 1024, 0x20), size: 10 }]);
  expect((await sendPlan(bomb)).last).toMatchObject({ ok: false, message: expect.stringContaining('50 МБ') });
  expect(await sendPlan(Buffer.alloc(5 * 1024 * 1024 + 1, 0x20))).toMatchObject({ status: 400 });
  expect(await sendPlan(plan, 'deputy')).toMatchObject({ status: 404, last: { ok: false, code: 'not_found' } });
  expect((await sendPlan(plan)).last).toMatchObject({ ok: true });
});
