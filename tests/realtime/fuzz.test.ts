import { randomUUID } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandInputs } from '#lib/contract/commands.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import { LESSON, school, type World } from '#tests/support/school.ts';
import { startServer, type TestServer, until } from '#tests/support/server.ts';

/** Hostile and broken input at the two doors. The answer is a refusal, never a 5xx, and the server goes on working. The
 *  seed is fast-check's own and printed with a failure. */

let world: World;
let server: TestServer;
let cookie: string;
beforeAll(async () => {
  world = await school();
  server = await startServer(world.database.appUrl, { env: { ZVONOK_LIMITER: '0' } });
  cookie = await world.cookie('teacher');
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

const headers = () => ({ cookie, origin: server.origin, 'content-type': 'application/json' });
async function post(body: string | Uint8Array<ArrayBuffer>, extra: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.origin}/api/commands`, { method: 'POST', headers: { ...headers(), ...extra }, body });
}
async function expectRefused(response: Response): Promise<void> {
  const text = await response.text();
  expect(response.status, text).toBeLessThan(500);
  expect(text).not.toMatch(/\bat .*\.(ts|mjs):\d+|postgres|select |stack/i);
}
/** It still does its work: what every case ends with. */
async function expectAlive(): Promise<void> {
  expect(server.process.exitCode).toBeNull();
  expect(
    await server.command(cookie, 'roll.confirm', { lessonId: LESSON.yesterday, confirmed: true }, 0),
  ).toMatchObject({ ok: true });
}

const anything = fc.jsonValue({ maxDepth: 4 });
const names = fc.constantFrom(...Object.keys(commandInputs), 'mark.steal', '__proto__', 'constructor');
const strange = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(2147483648, -1, 0, 1e308, null, true, '', '\u0000', '‮', '👩‍🏫', "'; drop table mark; --", '$1'),
  fc.string({ maxLength: 50 }),
  fc.constantFrom(LESSON.now, 11, 13),
  anything,
);
const inputs = fc.dictionary(
  fc.constantFrom(
    'lessonId',
    'workId',
    'studentId',
    'number',
    'value',
    'change',
    'reason',
    'code',
    'minutes',
    'comment',
    'typeId',
    'name',
    'weight',
    'publicId',
    'done',
    'confirmed',
    '__proto__',
  ),
  strange,
  { maxKeys: 8 },
);

test('commands of any shape are refused or carried out, never a 5xx', async () => {
  const command = fc.record(
    { id: fc.oneof(fc.uuid(), fc.string()), name: names, input: fc.oneof(inputs, anything), base: strange },
    { requiredKeys: ['name'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), async (commands) => {
      await expectRefused(await post(JSON.stringify({ protocol: PROTOCOL, commands })));
    }),
    { numRuns: 150 },
  );
  await expectAlive();
}, 120_000);

test('bodies that are no commands at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => expectRefused(await post(body))),
    { numRuns: 100 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) =>
      expectRefused(await post(new Uint8Array(bytes))),
    ),
    { numRuns: 60 },
  );
  const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  for (const body of [
    '',
    '{}',
    'null',
    nested,
    '{"protocol":1,"commands":[]}',
    JSON.stringify({ protocol: 1, commands: Array(101).fill({}) }),
  ])
    await expectRefused(await post(body));
  await expectRefused(await post('{}', { 'content-type': 'text/plain' }));
  expect((await post('x'.repeat(300_000))).status).toBe(400);
  await expectAlive();
}, 120_000);

test('a value that the database would choke on is refused by the contract', async () => {
  const command = (input: object) => ({ id: randomUUID(), name: 'lesson.record' as const, input });
  const answers = await server.post(cookie, [
    command({ lessonId: LESSON.now, change: { field: 'topic', value: 'до\u0000после' } }),
    command({ lessonId: LESSON.now, change: { field: 'topic', value: 'а'.repeat(501) } }),
    command({ lessonId: 2 ** 31, change: { field: 'topic', value: 'Дроби' } }),
    command({ lessonId: LESSON.now, change: { field: 'topic', value: 'Дроби \ud800' } }),
  ]);
  expect(answers.slice(0, 3).every((a) => !a.ok && a.code === 'invalid')).toBe(true);
  await expectAlive();
});

test('socket messages of any shape are refused or cut, and others are served on', async () => {
  const events = fc.constantFrom(
    'watch',
    'unwatch',
    'presence',
    'push',
    'revoked',
    'disconnecting',
    '__proto__',
    'toString',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(events, anything), { maxLength: 10 }), async (messages) => {
      const spy = await server.socket(cookie);
      // What the types forbid is what this sends.
      const emit = spy.socket.emit.bind(spy.socket) as (event: string, ...values: unknown[]) => void;
      for (const [event, value] of messages) {
        if (event === 'disconnecting') continue; // the client library itself refuses reserved names
        emit(event, value);
        emit(event, value, () => undefined);
      }
      spy.close();
    }),
    { numRuns: 40 },
  );
  const spy = await server.socket(cookie);
  const emit = spy.socket.emit.bind(spy.socket) as (event: string, ...values: unknown[]) => void;
  for (let i = 0; i < 200; i += 1) emit('watch', { key: { view: 'wall' }, since: 0 }, () => undefined);
  await until('the flood is cut', () => !spy.socket.connected);
  const big = await server.socket(cookie);
  (big.socket.emit.bind(big.socket) as (event: string, value: unknown) => void)('presence', 'x'.repeat(70_000));
  await until('the oversize frame is cut', () => !big.socket.connected);
  await expectAlive();
}, 120_000);

test('an upgrade to no address at all is cut, and the server lives', async () => {
  for (const path of ['//', 'http://[', '/\\', '/socket.io/../', '*']) {
    const port = Number(new URL(server.origin).port);
    await new Promise<void>((closed) => {
      const socket = connectTcp(port, 'localhost', () => {
        const lines = [
          `GET ${path} HTTP/1.1`,
          `Host: localhost:${port}`,
          `Origin: ${server.origin}`,
          'Upgrade: websocket',
        ];
        socket.write(
          `${[...lines, 'Connection: Upgrade', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Version: 13'].join('\r\n')}\r\n\r\n`,
        );
      });
      socket.on('error', () => undefined).on('close', () => closed());
      socket.setTimeout(2000, () => socket.destroy());
    });
  }
  await expectAlive();
});
