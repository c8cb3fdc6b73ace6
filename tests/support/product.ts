/** The product as a person starts it: `node server/start.mjs` with data and port of its own. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { childEnv } from '#db/env.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type Product = {
  launcher: ChildProcess;
  origin: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Asks for a stop; resolves with the exit code when the launcher is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** A temporary data folder that the database's ordinary user can pass through. */
export function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-product-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Bundles and pages of today's sources; nothing to do when they are. */
export async function buildProduct(): Promise<void> {
  await promisify(execFile)(process.execPath, ['server/build.mjs'], { cwd: ROOT });
}

/** Starts it and returns at once; `started` waits. */
export function spawnProduct(
  dataDir: string,
  port: number,
  more: Record<string, string>,
  flags: string[],
  by: 'node' | 'npm',
): Product {
  const origin = `http://localhost:${port}`;
  const unset = {
    DATABASE_URL: undefined,
    DATABASE_OWNER_URL: undefined,
    NODE_ENV: undefined,
    npm_lifecycle_event: undefined,
    LOG_LEVEL: 'warn',
  };
  const env = childEnv({ ...unset, PORT: String(port), PUBLIC_ORIGIN: origin, ZVONOK_DATA_DIR: dataDir, ...more });
  const [command, ...first] = by === 'npm' ? ['npm', 'start', '--'] : [process.execPath, 'server/start.mjs'];
  const launcher = spawn(command ?? '', [...first, ...flags], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = new Promise<number | null>((resolve) => launcher.once('close', resolve));
  return {
    launcher,
    origin,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      launcher.kill(signal);
      return gone;
    },
  };
}

/** Waits for /readyz. Fails with what was printed when the launcher ends first. */
export async function started(product: Product): Promise<Product> {
  for (;;) {
    if (product.launcher.exitCode !== null) throw new Error(`the product did not start:\n${product.output()}`);
    const answer = await fetch(`${product.origin}/readyz`).catch(() => null);
    if (answer?.ok && product.output().includes('Остановить: Ctrl+C')) return product;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The running processes that this one started, with their command lines. */
export function childrenOf(parent: number): { pid: number; command: string }[] {
  return processes()
    .filter((found) => found.parent === parent)
    .map(({ pid, command }) => ({ pid, command }));
}

/** From /proc, because slim images have no `ps`; elsewhere from `ps`. */
function processes(): { pid: number; parent: number; command: string }[] {
  if (!existsSync('/proc/self/stat')) {
    const lines = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).stdout.split('\n');
    return lines.flatMap((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // The name in brackets may hold anything; the parent is the second word after it.
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command }];
    } catch {
      // Not a process, or one that has just ended.
      return [];
    }
  });
}
