import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import type { CommandAnswer, CommandInput, CommandName } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { ReadName } from '#lib/contract/reads.ts';
import {
  type ClientMessages,
  PROTOCOL,
  type ServerMessages,
  type ViewKey,
  type WatchAnswer,
} from '#lib/contract/socket.ts';

export type TestServer = {
  origin: string;
  process: ChildProcess;
  /** POST /api/commands as this person. */
  post(
    cookie: string,
    commands: { id?: string; name: CommandName; input: unknown; base?: number }[],
  ): Promise<CommandAnswer[]>;
  command<N extends CommandName>(
    cookie: string,
    name: N,
    input: CommandInput<N>,
    base?: number,
  ): Promise<CommandAnswer>;
  /** The text of the answer of POST /api/read. */
  read(cookie: string, name: ReadName, input: object): Promise<string>;
  socket(cookie: string): Promise<Spy>;
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** A real server process of the built product on a free port, on somebody else's database. */
export async function startServer(
  appUrl: string,
  options: { services?: string; env?: Record<string, string> } = {},
): Promise<TestServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['.dist/server.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: appUrl,
      PORT: String(port),
      PUBLIC_ORIGIN: origin,
      SERVICES: options.services ?? 'realtime',
      LOG_LEVEL: 'error',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  await Promise.race([
    new Promise<void>((ready) => lines.on('line', (line) => line.includes('"ready":true') && ready())),
    once(child, 'exit').then(() => Promise.reject(new Error('the server ended before it was ready'))),
  ]);
  const post: TestServer['post'] = async (cookie, commands) => {
    const response = await fetch(`${origin}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ protocol: PROTOCOL, commands: commands.map((c) => ({ id: randomUUID(), ...c })) }),
    });
    const body = (await response.json()) as { answers?: CommandAnswer[] } & CommandAnswer;
    return body.answers ?? commands.map(() => body);
  };
  return {
    origin,
    process: child,
    post,
    async command(cookie, name, input, base) {
      const [answer] = await post(cookie, [{ name, input, ...(base === undefined ? {} : { base }) }]);
      if (!answer) throw new Error('no answer');
      return answer;
    },
    async read(cookie, name, input) {
      const response = await fetch(`${origin}/api/read`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, origin },
        body: JSON.stringify({ name, input }),
      });
      return response.text();
    },
    socket: (cookie) => spy(origin, cookie),
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A client's socket that keeps everything it was ever sent. */
export type Spy = {
  socket: Socket<ServerMessages, ClientMessages>;
  events: AppliedEvent[];
  revoked: boolean;
  watch(key: ViewKey, since: number): Promise<WatchAnswer>;
  close(): void;
};
async function spy(origin: string, cookie: string): Promise<Spy> {
  const socket: Socket<ServerMessages, ClientMessages> = io(origin, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL },
    extraHeaders: { cookie, origin },
    reconnection: false,
    forceNew: true,
  });
  const seen: Spy = {
    socket,
    events: [],
    revoked: false,
    async watch(key, since) {
      const answer: WatchAnswer = await socket.timeout(10_000).emitWithAck('watch', { key, since });
      if (answer.ok && 'events' in answer) seen.events.push(...answer.events);
      return answer;
    },
    close: () => void socket.disconnect(),
  };
  socket.on('push', ({ events }) => seen.events.push(...events));
  socket.on('revoked', () => {
    seen.revoked = true;
  });
  await new Promise<void>((connected, failed) => {
    socket.once('connect', connected);
    socket.once('connect_error', failed);
  });
  return seen;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until the condition holds, by asking again; fails with what was waited for. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms for: ${what}`);
    await new Promise((go) => setImmediate(go));
  }
}
