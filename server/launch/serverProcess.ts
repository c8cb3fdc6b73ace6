/** The server as a child process: started, waited for, started again when it dies, stopped in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnv } from '#db/env.ts';
import { StartError } from '#db/startError.ts';

/** The bundle and the file loaded before it, seen from .dist/launch.mjs. */
const BUNDLE = fileURLToPath(new URL('../.dist/server.mjs', import.meta.url));
const ORPHAN = new URL('../server/orphan.mjs', import.meta.url).href;

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
/** Pauses before a dead server is started again, ms: each as long as its place among deaths without a good minute. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];
const GOOD_MINUTE_MS = 60_000;

export type ServerProcess = {
  /** SIGTERM, and SIGKILL when the server takes too long. Resolves when it is gone. */
  stop(): Promise<void>;
  /** At once. */
  kill(): void;
  /** Ends the running server and starts it anew, e.g. after its sources changed. */
  restart(): void;
};

type Options = { port: number; environment: Record<string, string | undefined>; onTrouble: (text: string) => void };

/** Resolves when the server answers /readyz. Throws StartError when it dies first or says nothing. */
export async function startServer({ port, environment, onTrouble }: Options): Promise<ServerProcess> {
  let child = spawnServer(environment);
  let stopping = false;
  let deaths = 0;
  let startedAt = Date.now();
  await untilReady(port, child);

  const watch = (watched: ChildProcess): void => {
    watched.once('exit', (code, signal) => {
      if (stopping) return;
      deaths = Date.now() - startedAt > GOOD_MINUTE_MS ? 0 : deaths + 1;
      onTrouble(`Сервер остановился (${signal ?? `код ${code}`}), запускаю снова`);
      setTimeout(again, PAUSES_MS[Math.min(deaths, PAUSES_MS.length - 1)]);
    });
  };
  const again = (): void => {
    if (stopping) return;
    child = spawnServer(environment);
    startedAt = Date.now();
    watch(child);
    const mine = child;
    untilReady(port, mine).then(
      () => onTrouble('Сервер снова работает'),
      (error: unknown) => {
        // A death is told by the watcher above; a server that lives and does not answer is ended, and so told there.
        if (mine.exitCode === null && mine.signalCode === null) mine.kill('SIGKILL');
        else if (!(error instanceof StartError)) throw error;
      },
    );
  };
  watch(child);

  return {
    stop: () => {
      stopping = true;
      return endServer(child);
    },
    kill: () => {
      stopping = true;
      child.kill('SIGKILL');
    },
    restart: () => {
      deaths = 0;
      child.kill('SIGTERM');
    },
  };
}

function spawnServer(environment: Record<string, string | undefined>): ChildProcess {
  // Detached: Ctrl+C reaches the launcher alone, which stops things in order. The channel tells the server of its death.
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', ORPHAN, BUNDLE], {
    env: childEnv(environment),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  if (child.stdout) {
    // Log lines go on. The line that it is ready is told by us in words; what Next says of itself is for developers.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const wanted = environment.ZVONOK_DEV === '1' || line.startsWith('{');
      if (wanted && !line.startsWith('{"ready":true')) process.stdout.write(`${line}\n`);
    });
  }
  return child;
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new StartError(`Сервер не запустился (${child.signalCode ?? `код ${child.exitCode}`}), причина выше.`);
    }
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 40));
  }
  throw new StartError(`Сервер запущен, но за ${READY_WITHIN_MS / 1000} с не ответил на порту ${port}.`);
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const harder = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(harder);
}
