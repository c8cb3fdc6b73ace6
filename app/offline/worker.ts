/** The service worker. It keeps the shell: one page without anybody's data, and the hashed files it is made of. When an
 *  address cannot be reached the shell opens in its place and draws the view that the device has kept. Pages with data
 *  and answers of the server are never kept here. */

/** What of a worker's global scope is used: its library clashes with that of the pages. */
type Life = Event & { waitUntil(work: Promise<unknown>): void };
type Asked = Life & { request: Request; respondWith(answer: Promise<Response>): void };
type Scope = {
  ZVONOK_BUILD: string;
  addEventListener(name: 'install' | 'activate', listener: (event: Life) => void): void;
  addEventListener(name: 'fetch', listener: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
};
// The worker's own global object: TypeScript takes it for a window.
const scope = self as unknown as Scope;

const SHELL = '/offline';
const CACHE = `zvonok-${scope.ZVONOK_BUILD}`;
/** A proxy's answer for a server that is down or starting. */
const AWAY = new Set([502, 503, 504]);
/** A page that has not begun to come after this, ms, is taken for unreachable: a teacher has no minute to look at white. */
const PATIENCE = 8000;

const STATIC = /\/_next\/static\/[^"'\\\s)<>]+/g;
const assetsIn = (text: string): string[] => [...new Set(text.match(STATIC) ?? [])];

async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Without the cookie: the shell is the same for everybody.
  const page = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok) throw new Error(`the shell answered ${page.status}`);
  const assets = assetsIn(await page.clone().text());
  await cache.addAll(assets);
  const styles = await Promise.all(assets.filter((path) => path.endsWith('.css')).map((path) => cache.match(path)));
  // Fonts are named in styles, relative to them.
  const fonts = new Set<string>();
  for (const style of styles)
    if (style)
      for (const [, path] of (await style.text()).matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g))
        if (path) fonts.add(new URL(path, style.url).href);
  await cache.addAll([...fonts]);
  await cache.put(SHELL, page);
}

async function dropOldShells(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('zvonok-') && name !== CACHE) await caches.delete(name);
}

async function shell(): Promise<Response> {
  return (await caches.match(SHELL)) ?? Response.error();
}

async function openPage(request: Request): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((give) => {
    timer = setTimeout(() => give(null), PATIENCE);
  });
  try {
    const response = await Promise.race([fetch(request), late]);
    return response && !AWAY.has(response.status) ? response : await shell();
  } catch {
    // No network, or no server at the other end.
    return shell();
  } finally {
    clearTimeout(timer);
  }
}

/** Files with a hash in their name never change. */
async function openAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

scope.addEventListener('install', (event) => event.waitUntil(keepShell().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => scope.clients.claim())));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
  // A file that cannot be fetched must not be saved as the shell's page under the file's name.
  if (url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  else if (url.pathname.startsWith('/_next/static/')) event.respondWith(openAsset(request));
});
