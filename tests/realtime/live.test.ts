import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { GROUP, LESSON, school, type World } from '#tests/support/school.ts';
import { type Spy, startServer, type TestServer, until } from '#tests/support/server.ts';

/** Real server processes, real sockets, two nodes on one database. */

let world: World;
let server: TestServer;
let second: TestServer;
const cookies: Record<string, string> = {};
const opened: Spy[] = [];
const mark = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, number: 1 as const };
let version = 0;
beforeAll(async () => {
  world = await school();
  for (const who of [
    'teacher',
    'colleague',
    'homeroom',
    'deputy',
    'parentA',
    'parentAC',
    'pupilA',
    'pupilB',
    'foreignTeacher',
    'foreignSchool',
    'admin',
  ] as const)
    cookies[who] = await world.cookie(who);
  const env = { ZVONOK_LIMITER: '0' };
  [server, second] = await Promise.all([
    startServer(world.database.appUrl, { env }),
    startServer(world.database.appUrl, { env }),
  ]);
});
afterAll(async () => {
  for (const spy of opened) spy.close();
  await server.stop();
  await second.stop();
  await world.close();
});

const cookie = (who: string): string => cookies[who] ?? '';
async function watcher(on: TestServer, who: string, key: Parameters<Spy['watch']>[0], since = 0): Promise<Spy> {
  const spy = await on.socket(cookie(who));
  opened.push(spy);
  expect(await spy.watch(key, since)).toMatchObject({ ok: true });
  return spy;
}
const setMark = async (on: TestServer, value: number) => {
  const answer = await on.command(cookie('teacher'), 'mark.set', { ...mark, value }, version);
  expect(answer).toMatchObject({ ok: true });
  version += 1;
  return answer;
};

test('a mark travels from the teacher to the parent, the pupil and the colleague, on both nodes, and to nobody else', async () => {
  const family = { view: 'diary', studentId: 11 } as const;
  const journal = { view: 'journal', groupId: GROUP.math } as const;
  const entitled = [
    await watcher(server, 'parentA', family),
    await watcher(second, 'pupilA', family),
    await watcher(second, 'colleague', journal),
  ];
  const strangers = [
    await watcher(server, 'pupilB', { view: 'diary', studentId: 12 }),
    await watcher(second, 'foreignTeacher', { view: 'journal', groupId: GROUP.foreign }),
  ];
  await setMark(server, 4);
  for (const spy of entitled)
    await until('the mark', () => spy.events.some((e) => e.name === 'mark.changed' && e.data.v === version));
  // What comes later on the same sockets proves that the mark was not merely slow.
  await server.command(cookie('homeroom'), 'lesson.record', {
    lessonId: LESSON.russian,
    change: { field: 'topic', value: 'Глагол' },
  });
  await second.command(cookie('foreignTeacher'), 'roll.confirm', { lessonId: LESSON.foreign, confirmed: true });
  await until('a later event', () => strangers[0]?.events.length === 1 && strangers[1]?.events.length === 1);
  expect(strangers.flatMap((s) => s.events.map((e) => e.name))).toEqual(['lesson.recorded', 'roll.confirmed']);
  expect(entitled[0]?.events[0]?.by).toBeNull();
  expect(entitled[2]?.events.at(-1)?.by).toMatchObject({ name: 'Орлова Е. В.' });
});

test('a reason of absence reaches the family and the homeroom teacher, never the subject teacher', async () => {
  const at = { lessonId: LESSON.russian, studentId: 12 };
  await server.command(cookie('homeroom'), 'absence.mark', { ...at, code: 'absent', minutes: null });
  const journal = { view: 'journal', groupId: GROUP.russian } as const;
  const since = await headSeq();
  const family = await watcher(server, 'pupilB', { view: 'diary', studentId: 12 }, since);
  const homeroom = await watcher(second, 'homeroom', journal, since);
  const substituteCookie = await world.cookie('substitute');
  const substitute = await second.socket(substituteCookie);
  opened.push(substitute);
  await substitute.watch(journal, since);
  await second.command(cookie('homeroom'), 'absence.reason', { ...at, reason: 'ill' });
  await second.command(cookie('homeroom'), 'lesson.record', {
    lessonId: LESSON.russian,
    change: { field: 'kind', value: 'new' },
  });
  await until(
    'the reason',
    () =>
      family.events.some((e) => e.name === 'absence.reasoned') &&
      homeroom.events.some((e) => e.name === 'absence.reasoned'),
  );
  await until('the later event', () => substitute.events.some((e) => e.name === 'lesson.recorded'));
  expect(JSON.stringify(substitute.events)).not.toContain('ill');
});

test('after a drop the missed events come in order, once, from where the client left off', async () => {
  const key = { view: 'diary', studentId: 11 } as const;
  const before = await watcher(second, 'parentAC', key);
  await setMark(server, 5);
  await until('the first mark', () => before.events.some((e) => e.name === 'mark.changed' && e.data.v === version));
  const since = before.events.at(-1)?.seq ?? 0;
  before.close();
  for (const value of [4, 3, 5]) await setMark(server, value);
  const after = await watcher(second, 'parentAC', key, since);
  await until('all three', () => after.events.filter((e) => e.name === 'mark.changed').length >= 3);
  expect(after.events.filter((e) => e.name === 'mark.changed').map((e) => e.data.value)).toEqual([4, 3, 5]);
});

test('who missed too much is told to read anew', async () => {
  for (let batch = 0; batch < 21; batch += 1) {
    const commands = Array.from({ length: 100 }, (_, i) => ({
      name: 'mark.comment' as const,
      input: { ...mark, comment: `${batch}-${i}` },
      base: batch * 100 + i,
    }));
    const answers = await server.post(cookie('teacher'), commands);
    expect(answers.every((a) => a.ok)).toBe(true);
  }
  const spy = await server.socket(cookie('parentA'));
  opened.push(spy);
  expect(await spy.watch({ view: 'diary', studentId: 11 }, 1)).toEqual({ ok: true, reset: true });
});

test('one of two nodes is killed: writes and pushes go on at the other, no acknowledged mark is lost', async () => {
  const third = await startServer(world.database.appUrl);
  const parent = await watcher(server, 'parentA', { view: 'diary', studentId: 11 }, await headSeq());
  const acknowledged: number[] = [];
  // Keys go to the node that dies, one after another; it is killed while one of them is on its way.
  for (let i = 0; i < 40; i += 1) {
    const value = 2 + (i % 4);
    const command = { id: randomUUID(), name: 'mark.set' as const, input: { ...mark, value }, base: version };
    if (i === 20) third.process.kill('SIGKILL');
    const [answer] = await third
      .post(cookie('teacher'), [command])
      .catch(() => server.post(cookie('teacher'), [command]));
    expect(answer).toMatchObject({ ok: true });
    if (answer?.ok && answer.events.length > 0) {
      version += 1;
      acknowledged.push(version);
    }
  }
  await until('the last mark', () => parent.events.some((e) => e.name === 'mark.changed' && e.data.v === version));
  const versions = parent.events.flatMap((e) => (e.name === 'mark.changed' ? [e.data.v] : []));
  expect(versions).toEqual(acknowledged);
  const log =
    await world.owner`select version from school_log where school_id = 1 and object = 'mark:3:11:1' order by seq`;
  expect(log.map((r) => r['version'])).toEqual(Array.from({ length: version }, (_, i) => i + 1));
});

test('«Завершить»: the sockets of that session close on the other node', async () => {
  const other = await world.cookie('teacher');
  const spy = await second.socket(other);
  opened.push(spy);
  await spy.watch({ view: 'journal', groupId: GROUP.math }, await headSeq());
  const [row] =
    await world.owner`select public_id from session where person_id = 1 and school_id = 1 order by public_id desc limit 1`;
  await server.command(cookie('teacher'), 'session.end', { publicId: Number(row?.['public_id']) });
  await until('the socket is closed', () => !spy.socket.connected, 2000);
  expect(spy.revoked).toBe(true);
  expect(await second.command(other, 'roll.confirm', { lessonId: LESSON.now, confirmed: true })).toMatchObject({
    ok: false,
    code: 'unauthenticated',
  });
});

test('another hat: sockets that show what it may not see close on the other node', async () => {
  const worn = await world.cookie('foreignTeacher', 'teacher');
  const spy = await second.socket(worn);
  opened.push(spy);
  expect(await spy.watch({ view: 'journal', groupId: GROUP.foreign }, await headSeq())).toMatchObject({ ok: true });
  const [row] =
    await world.owner`select public_id from session where person_id = 8 and school_id = 1 order by public_id desc limit 1`;
  const publicId = Number(row?.['public_id']);
  expect(await server.command(worn, 'session.wear', { publicId, hat: 'admin' })).toMatchObject({ code: 'not_found' });
  expect(await server.command(worn, 'session.wear', { publicId, hat: 'parent' })).toMatchObject({ ok: true });
  await until('the socket is closed', () => !spy.socket.connected, 2000);
  expect(spy.revoked).toBe(true);
});

test('nobody watches what is not his', async () => {
  const refused: [string, Parameters<Spy['watch']>[0]][] = [
    ['pupilA', { view: 'journal', groupId: GROUP.math }],
    ['pupilA', { view: 'diary', studentId: 12 }],
    ['parentA', { view: 'diary', studentId: 13 }],
    ['parentA', { view: 'wall' }],
    ['teacher', { view: 'wall' }],
    ['teacher', { view: 'diary', studentId: 11 }],
    ['teacher', { view: 'journal', groupId: GROUP.foreign }],
    ['admin', { view: 'journal', groupId: GROUP.math }],
    ['foreignSchool', { view: 'diary', studentId: 11 }],
  ];
  const answers = [];
  for (const [who, key] of refused) {
    const spy = await server.socket(cookie(who));
    answers.push(await spy.watch(key, 0));
    spy.close();
  }
  expect(answers.map((a) => !a.ok && a.code)).toEqual(refused.map(() => 'not_found'));
});

test('a foreign page gets neither a socket nor a write', async () => {
  const socket = io(server.origin, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL },
    extraHeaders: { cookie: cookie('parentA'), origin: 'https://evil.example' },
    reconnection: false,
    forceNew: true,
  });
  const error = await new Promise((failed) => socket.once('connect_error', failed));
  expect(error).toBeInstanceOf(Error);
  socket.close();
  for (const origin of ['https://evil.example', 'null', ''])
    expect(
      (
        await fetch(`${server.origin}/api/commands`, {
          method: 'POST',
          headers: { cookie: cookie('teacher'), 'content-type': 'application/json', ...(origin ? { origin } : {}) },
          body: '{}',
        })
      ).status,
    ).toBe(404);
});

const headSeq = async (): Promise<number> =>
  Number((await world.owner`select seq from school_log_head where school_id = 1`)[0]?.['seq']);
