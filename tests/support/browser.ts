/** A browser for the tests on whatever machine: the one that was asked for, Playwright's, the system's, or the one that
 *  npm brings (Linux x64), which needs nothing installed: libraries and fonts come with it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { childEnv, env } from '#db/env.ts';

/** Without the sandbox (root, containers), the graphics card and every call home of the browser itself. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export type BrowserLaunch = { executablePath: string; args: string[]; env: Record<string, string> };

/** Launch options for Playwright. Throws with what to do when there is no browser. */
export function findBrowser(): BrowserLaunch {
  const asked = env().chromium;
  if (asked !== undefined) {
    if (!existsSync(asked)) throw new Error(`ZVONOK_CHROMIUM: there is no ${asked}`);
    return launchOf(asked);
  }
  const installed = [chromium.executablePath(), ...SYSTEM].find((path) => path !== '' && existsSync(path));
  if (installed !== undefined) return launchOf(installed);
  if (process.platform === 'linux' && process.arch === 'x64') return bundledBrowser();
  throw new Error(
    'No browser for the tests: run «npx playwright install chromium» or set ZVONOK_CHROMIUM to a Chromium.',
  );
}

function launchOf(executablePath: string, more: Record<string, string> = {}): BrowserLaunch {
  const given = Object.entries(childEnv(more)).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { executablePath, args: ARGS, env: Object.fromEntries(given) };
}

/** The packed browser, unpacked once into node_modules/.cache. Its own arguments switch off what a test must see
 *  (web security, site isolation), so they are not used. */
function bundledBrowser(): BrowserLaunch {
  const folder = unpacked();
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'zvonok-fonts.conf') };
  // Its own list of folders is a cloud function's, and a machine without fonts would draw empty pages.
  writeFileSync(
    fonts.FONTCONFIG_FILE,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>` +
      `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  for (const more of [fonts, { ...fonts, ...libraries }]) {
    if (spawnSync(executablePath, ['--version'], { env: childEnv(more), stdio: 'ignore' }).status === 0)
      return launchOf(executablePath, more);
  }
  const { stderr } = spawnSync(executablePath, ['--version'], {
    env: childEnv({ ...fonts, ...libraries }),
    encoding: 'utf8',
  });
  throw new Error(
    `The browser that npm brings does not run here: ${stderr.trim()}. Set ZVONOK_CHROMIUM to a Chromium.`,
  );
}

/** The package unpacks into the temporary folder, in place and with no lock, and its libraries only where it believes
 *  itself in a cloud function. So it runs apart, in a folder of its own, which is renamed when whole. */
function unpacked(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.indexOf('/build/'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const code = `await (await import(${JSON.stringify(pathToFileURL(join(root, 'build/esm/index.js')).href)})).default.executablePath()`;
  const environment = childEnv({ TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  const made = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: environment,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`The browser that npm brings could not be unpacked: ${made.stderr}`);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run has put it there meanwhile.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return folder;
}
