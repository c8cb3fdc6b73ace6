/** Builds what is stale: the server bundles (.dist, esbuild) and the pages (.next, Next). `npm run build` builds both,
 *  `node server/build.mjs bundles` the first only. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installIfStale } from './install.mjs';
import { done, failure } from './say.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each part: what it is made of, and the stamp that holds the hash of what it was made of last. */
const PARTS = {
  bundles: { sources: ['lib', 'db', 'server', 'app/offline/worker.ts', 'package-lock.json'], stamp: '.dist/stamp' },
  pages: {
    sources: [
      'lib',
      'db',
      'app',
      'public',
      'next.config.mjs',
      'postcss.config.mjs',
      'tsconfig.json',
      'package-lock.json',
    ],
    stamp: '.next/zvonok-stamp',
  },
};
/** Bundle → entry. Packages stay outside: the bundle holds our own code only. */
const ENTRIES = {
  server: 'server/index.ts',
  launch: 'server/launch.ts',
  cli: 'server/cli/index.ts',
  importWorker: 'server/import/worker.ts',
};

function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
function hashOf({ sources }) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of sources) {
    const files = source.includes('.') ? [join(root, source)] : filesOf(source).sort();
    for (const file of files)
      if (existsSync(file)) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether a part was built from exactly these sources. */
export function isFresh(name) {
  const stamp = join(root, PARTS[name].stamp);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(PARTS[name]);
}

/** Builds a part when it is stale. The stamp goes first and comes back last: a build that was killed counts as none. */
async function refresh(name, build) {
  const part = PARTS[name];
  const hash = hashOf(part);
  const stamp = join(root, part.stamp);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  rmSync(stamp, { force: true });
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** Says that a part no longer is what its stamp names: the next start builds it anew. */
export const markStale = (name) => rmSync(join(root, PARTS[name].stamp), { force: true });

export const esbuildOptions = () => ({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(ENTRIES).filter(([, entry]) => existsSync(join(root, entry)))),
  outdir: '.dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});

/** The service worker: browser code that the server hands out at /sw.js. */
const workerOptions = () => ({
  absWorkingDir: root,
  entryPoints: { sw: 'app/offline/worker.ts' },
  outdir: '.dist',
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  logLevel: 'warning',
});

/** The server, the launcher and the administrator's commands. */
export const buildBundles = () =>
  refresh('bundles', async () => {
    const { build, stop } = await import('esbuild');
    await build(esbuildOptions());
    await build(workerOptions());
    // esbuild's helper process would otherwise stay beside the server for good.
    await stop();
  });

/** The pages. Next's own report is shown only when it fails. */
export async function buildPages() {
  const since = Date.now();
  const built = await refresh('pages', () => {
    const next = join(root, 'node_modules/next/dist/bin/next');
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
    const child = spawn(process.execPath, [next, 'build'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    // A start that is broken off must not leave a build running.
    process.once('exit', () => child.kill());
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) return resolve();
        console.error(output);
        reject(failure('Не удалось собрать страницы (next build), причина выше.'));
      });
    });
  });
  if (built) done('Страницы собраны', since);
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installIfStale(root);
  const since = Date.now();
  if (await buildBundles()) done('Сервер собран', since);
  if (process.argv[2] !== 'bundles') await buildPages();
}
