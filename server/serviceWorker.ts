import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

/** The worker's script with the build's id on top: a new build is a new script, so browsers take it and leave the old
 *  shell behind. Read once: both files change only with a new start. */
let script: string | null = null;
function workerScript(): string {
  // Both lie under the folder the product runs in: the bundle's own place would not hold for Next's files.
  const build = readFileSync(join(process.cwd(), '.next/BUILD_ID'), 'utf8').trim();
  const code = readFileSync(join(process.cwd(), '.dist/sw.js'), 'utf8');
  return `self.ZVONOK_BUILD=${JSON.stringify(build)};\n${code}`;
}

/** Over pages that are being developed: takes away the worker that a built product has left at the same address, or it
 *  would go on answering with yesterday's files. */
const LEAVING = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('zvonok-')) await caches.delete(name);
  await self.registration.unregister();
})()));
`;

/** GET /sw.js. Never from a cache: the browser asks for it to learn of a new build. */
export function serveWorker(response: ServerResponse, dev: boolean): void {
  script ??= dev ? LEAVING : workerScript();
  response.writeHead(200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Content-Length': Buffer.byteLength(script),
    'Cache-Control': 'no-store',
  });
  response.end(script);
}
