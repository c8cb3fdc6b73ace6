import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { childEnv } from '#db/env.ts';

const SOURCES = 'tests/bench/floors/emptyPage';
const TARGET = '.dist/bench-empty-page';

/** The empty page, built by this repository's Next; returns its folder. Built once for the same sources and packages. */
export async function buildEmptyPage(): Promise<string> {
  const folder = resolve(TARGET);
  const stamp = join(folder, 'stamp');
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort())
    hash.update(`\0${path}\0`).update(readFileSync(path));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  cpSync(SOURCES, folder, { recursive: true });
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build', folder], {
    env: childEnv({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the empty page could not be built (exit code ${String(code)})`);
  writeFileSync(stamp, wanted);
  return folder;
}
