import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { childEnv } from '#db/env.ts';
import { type Context, interleave, type Row } from '#tests/bench/bench.ts';
import { sleep } from '#tests/bench/support/parentSocket.ts';
import { copyTree } from '#tests/bench/support/tree.ts';
import { freePort } from '#tests/support/freePort.ts';

/** `npm start` to the first page served: cold, in a copy of the tree without packages, build or data, against `npm ci` alone; and
 *  warm, against ten starts of Node that do nothing. npm's own cache is as it is. */

const NODES = 10;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

export async function start(context: Context): Promise<Row[]> {
  const tree = copyTree();
  const clean = (names: string[]): void => {
    for (const name of names) rmSync(join(tree, name), { recursive: true, force: true });
  };
  try {
    const { ci, cold, nodes, warm } = await interleave(
      context,
      {
        ci: async () => {
          clean(['node_modules']);
          return timed(() => run(npm, ['ci'], tree));
        },
        cold: async () => {
          clean(['node_modules', '.next', '.dist', '.data']);
          return { ms: await startAndStop(tree) };
        },
        nodes: () =>
          timed(async () => {
            for (let i = 0; i < NODES; i += 1) await run(process.execPath, ['-e', '0'], tree);
          }),
        // In a round of the opposite order nothing is there yet that could be started warm.
        warm: async () => {
          await startAndStop(tree);
          return { ms: await startAndStop(tree) };
        },
      },
      { warm: false },
    );
    const line = (
      name: string,
      key: string,
      target: string,
      floor: Record<string, number>,
      product: Record<string, number>,
    ): Row => {
      const [least, ours] = [(floor.ms ?? Number.NaN) / 1000, (product.ms ?? Number.NaN) / 1000];
      return { name, unit: 's', floor: least, product: ours, ratio: { key, value: ours / least, target } };
    };
    return [
      line('cold: nothing there → first page; floor: npm ci', 'cold', '≤ 2.5', ci, cold),
      line(`warm: everything there → first page; floor: ${NODES} × node -e 0`, 'warm', '≤ 10', nodes, warm),
    ];
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<{ ms: number }> {
  const since = performance.now();
  await work();
  return { ms: performance.now() - since };
}

async function run(command: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    env: clear({}),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command.endsWith('.cmd'),
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}`);
}

/** The environment of a person at a terminal: nothing of this run's, nor of the npm that runs it. */
function clear(more: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.keys(process.env).filter((name) =>
    /^(npm_(lifecycle|package|config_local|execpath|command)|NODE_ENV|LOG_LEVEL)/.test(name),
  );
  return childEnv({ ...Object.fromEntries(own.map((name) => [name, undefined])), ...more });
}

/** `npm start` until the sign-in page has come; then it is stopped, unmeasured. Returns ms. */
async function startAndStop(tree: string): Promise<number> {
  const port = await freePort();
  const since = performance.now();
  const child = spawn(npm, ['start'], {
    cwd: tree,
    env: clear({ PORT: String(port) }),
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: npm.endsWith('.cmd'),
    detached: process.platform !== 'win32',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await firstPage(child, `http://localhost:${port}/login`).catch((error: unknown) => {
    throw new Error(`npm start did not serve a page:\n${output}`, { cause: error });
  });
  const ms = performance.now() - since;
  await interrupt(child);
  return ms;
}

/** Ctrl+C, which a terminal sends to npm and the launcher behind it alike: npm hands nothing on. */
async function interrupt(child: ChildProcess): Promise<void> {
  // The output is closed when the launcher has stopped everything, however soon npm has gone.
  const gone = once(child, 'close');
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGINT');
  else process.kill(-child.pid, 'SIGINT');
  await gone;
}

async function firstPage(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.status === 200) {
      await answer.text();
      return;
    }
    await sleep(20);
  }
  throw new Error(`ended with ${String(child.exitCode ?? child.signalCode)}`);
}
