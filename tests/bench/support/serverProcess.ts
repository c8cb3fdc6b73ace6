import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childEnv } from '#db/env.ts';
import type { Usage } from '#tests/bench/support/usage.ts';
import { freePort } from '#tests/support/freePort.ts';

export type ServerProcess = {
  origin: string;
  pid: number;
  /** What it has used so far, after a garbage collection when `gc` was asked for at its start. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

type Options = { env?: Record<string, string>; gc?: boolean };

/** The product as it runs in earnest, pages and sockets in one process, without the limit on commands. */
export const startProduct = (appUrl: string, options: Options = {}): Promise<ServerProcess> =>
  startServer('.dist/server.mjs', {
    ...options,
    env: {
      DATABASE_URL: appUrl,
      SERVICES: 'web,realtime,collab',
      ZVONOK_LIMITER: '0',
      NEXT_TELEMETRY_DISABLED: '1',
      ...options.env,
    },
  });

/** A server process on a free port that prints {"ready":true} when it listens: the product, or a floor. */
export async function startServer(bundle: string, { env = {}, gc = false }: Options): Promise<ServerProcess> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  // Where the time goes is the next question: BENCH_PROFILE=FOLDER has each server write a CPU profile there when it ends.
  const { BENCH_PROFILE: folder } = process.env;
  const profile = folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  const loaded = ['--import', './.dist/bench-usage.mjs'];
  const flags = ['--enable-source-maps', ...profile, ...(gc ? ['--expose-gc'] : []), ...loaded];
  const child = spawn(process.execPath, [...flags, bundle], {
    env: childEnv({ NODE_ENV: 'production', PORT: String(port), PUBLIC_ORIGIN: origin, ...env }),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error(`${bundle} has no output`);
  const lines = createInterface({ input: child.stdout });
  await Promise.race([
    new Promise<void>((ready) => lines.on('line', (line) => line.includes('"ready":true') && ready())),
    once(child, 'exit').then(() => Promise.reject(new Error(`${bundle} ended before it was ready`))),
  ]);
  return { origin, pid: child.pid ?? 0, usage: () => ask(child), stop: () => stop(child) };
}

async function ask(child: ChildProcess): Promise<Usage> {
  const answer = once(child, 'message');
  child.send('usage');
  // The only message there is: support/usage.ts sends it.
  const [usage] = (await answer) as [Usage];
  return usage;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
