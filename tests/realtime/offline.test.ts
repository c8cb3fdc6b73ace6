import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#db/signIn.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { GROUP, LESSON, school, type World } from '#tests/support/school.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

/** The server's half of working without a network: queues that come late, in a wrong session, twice or from an old page;
 *  the shell and its worker; the locked screen. */

let world: World;
let server: TestServer;
const PASSWORD = 'длинный-пароль-учителя';
beforeAll(async () => {
  world = await school();
  await world.owner`insert into account (school_id, person_id, login, password_hash)
    values (1, 1, 'orlova', ${await hashPassword(PASSWORD)})`;
  server = await startServer(world.database.appUrl, { services: 'web,realtime', env: { ZVONOK_LIMITER: '0' } });
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

const mark = (studentId: number, value: number) => ({
  id: randomUUID(),
  name: 'mark.set',
  input: { lessonId: LESSON.now, workId: LESSON.now, studentId, number: 1, value },
  base: 0,
});
async function post(cookie: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.origin}/api/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: server.origin },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const marksOf = async (studentId: number): Promise<number> => {
  const [row] =
    await world.owner`select count(*)::int as n from school_log where school_id = 1 and kind = 'mark.changed'
    and object like ${`mark:${LESSON.now}:${studentId}:%`}`;
  return Number(row?.['n']);
};

test('a queue is carried out in its own person’s session only; in another one nothing of it happens', async () => {
  const command = mark(11, 4);
  const colleague = await world.cookie('colleague');
  const refused = await post(colleague, { protocol: PROTOCOL, person: 1, commands: [command] });
  expect(refused).toMatchObject({ status: 401, body: { ok: false, code: 'unauthenticated' } });
  expect(refused.body['message']).toContain('сохранятся, когда он войдёт снова');
  expect(await marksOf(11)).toBe(0);
  const own = await world.cookie('teacher');
  expect(await post(own, { protocol: PROTOCOL, person: 1, commands: [command] })).toMatchObject({
    status: 200,
    body: { answers: [{ ok: true }] },
  });
  expect(await marksOf(11)).toBe(1);
});

test('one queue sent from two tabs at once is carried out once, in order', async () => {
  const cookie = await world.cookie('teacher');
  const commands = [mark(12, 3), { ...mark(12, 4), base: 1 }, { ...mark(12, 5), base: 2 }];
  const tries = await Promise.all(
    Array.from({ length: 6 }, () => post(cookie, { protocol: PROTOCOL, person: 1, commands })),
  );
  for (const { body } of tries) expect(body['answers']).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  expect(await marksOf(12)).toBe(3);
  const [row] = await world.owner`select value, value_v from mark where school_id = 1 and student_id = 12
    and work_id = ${LESSON.now} and number = 1`;
  expect(row).toMatchObject({ value: 5, value_v: 3 });
});

test('a dismissed teacher’s queue is refused whole, and his session is over', async () => {
  const cookie = await world.cookie('foreignTeacher');
  const foreign = { lessonId: LESSON.foreign, workId: LESSON.foreign, studentId: 13, number: 1, value: 5 };
  const commands = [{ id: randomUUID(), name: 'mark.set', input: foreign, base: 0 }];
  // Dismissed while his laptop lay in a bag: every relation has ended.
  for (const table of ['group_teacher', 'guardian'] as const)
    await world.owner`update ${world.owner(table)} set ends = '2026-12-01' where school_id = 1
      and ${world.owner(table === 'guardian' ? 'guardian_id' : 'teacher_id')} = 8`;
  const refused = await post(cookie, { protocol: PROTOCOL, person: 8, commands });
  expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  const [row] = await world.owner`select count(*)::int as n from mark where school_id = 1 and student_id = 13
    and set_by = 8`;
  expect(row).toMatchObject({ n: 0 });
});

test('a page of an older protocol is told to reload, and nothing of its queue is carried out yet', async () => {
  const cookie = await world.cookie('teacher');
  const command = { ...mark(11, 5), base: 1 };
  const refused = await post(cookie, { protocol: PROTOCOL - 1, person: 1, commands: [command] });
  expect(refused).toMatchObject({ status: 409, body: { code: 'outdated' } });
  expect(await marksOf(11)).toBe(1);
  const sent = await post(cookie, { protocol: PROTOCOL, person: 1, commands: [command] });
  expect(sent.body['answers']).toMatchObject([{ ok: true }]);
});

test('the worker comes fresh with the build’s id; the shell is the same for everybody and names nobody', async () => {
  const worker = await fetch(`${server.origin}/sw.js`);
  expect(worker.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(worker.headers.get('cache-control')).toBe('no-store');
  expect(await worker.text()).toMatch(/^self\.ZVONOK_BUILD="[\w-]+";/);
  const shells: string[] = [];
  for (const cookie of ['', await world.cookie('teacher'), await world.cookie('parentA')]) {
    const shell = await fetch(`${server.origin}/offline`, { headers: { cookie } });
    expect(shell.headers.get('cache-control')).toMatch(/no-store/);
    const text = await shell.text();
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none';
    shells.push(text.replaceAll(nonce, ''));
  }
  for (const name of ['Орлова', 'Дарья', 'Абрамов']) expect(shells.join()).not.toContain(name);
  expect(new Set(shells.map((text) => text.length)).size).toBe(1);
});

test('a locked screen: no page gives data until the password, which is throttled like signing in; families have none', async () => {
  const session = await world.cookie('teacher');
  const ask = (method: string, cookie: string, body?: object) =>
    fetch(`${server.origin}/api/lock`, {
      method,
      headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const locked = await ask('POST', session);
  expect(locked.status).toBe(200);
  const cookie = session;
  for (const headers of [{ cookie }, { cookie, rsc: '1' }]) {
    const page = await fetch(`${server.origin}/journal/${GROUP.math}`, { headers });
    expect(await page.text()).not.toContain('Беляев');
  }
  expect((await fetch(`${server.origin}/journal/${GROUP.math}`, { headers: { cookie } })).url).toMatch(/\/locked$/);
  const place = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11 };
  expect(await server.read(cookie, 'cell.history', place)).toContain('Экран заблокирован');
  const file = await fetch(`${server.origin}/api/files?id=1`, { headers: { cookie, origin: server.origin } });
  expect(await file.text()).toContain('Экран заблокирован');
  const work = { id: randomUUID(), name: 'work.add', input: { lessonId: LESSON.now, typeId: 3, name: null } };
  // What was typed before goes out all the same.
  const typed = await post(cookie, { protocol: PROTOCOL, commands: [work] });
  expect(typed.body).toMatchObject({ answers: [{ ok: true }] });

  expect((await ask('PATCH', cookie, { password: PASSWORD })).status).toBe(200);
  // The session went on: nothing was ended.
  const open = await fetch(`${server.origin}/journal/${GROUP.math}`, { headers: { cookie } });
  expect(await open.text()).toContain('Беляев');
  const statuses: number[] = [];
  for (let index = 0; index < 7; index += 1) statuses.push((await ask('PATCH', cookie, { password: 'мимо' })).status);
  expect(statuses.slice(0, 5)).toEqual([400, 400, 400, 400, 400]);
  expect(statuses).toContain(429);
  expect((await ask('POST', await world.cookie('parentA'))).status).toBe(404);
  expect((await ask('POST', '')).status).toBe(401);
});
