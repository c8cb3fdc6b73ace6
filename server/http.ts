import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '#db/env.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';

/** What every answer of the server has in common: who may ask (Host, Origin), the headers, bodies with a limit. */

/** Kept while the process lives: what a request is checked against must not be made anew for each. */
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Origins that browsers may show for us. On the default local address the loopback's numbers mean the same machine. */
export const ownOrigins = once((): ReadonlySet<string> => {
  const origin = new URL(env().publicOrigin);
  const own = new Set([origin.origin]);
  if (origin.hostname === 'localhost')
    for (const host of ['127.0.0.1', '[::1]'])
      own.add(`${origin.protocol}//${host}${origin.port ? `:${origin.port}` : ''}`);
  return own;
});
const ownHosts = once((): ReadonlySet<string> => new Set([...ownOrigins()].map((o) => new URL(o).host)));

/** A request for another host is DNS rebinding or a wrong proxy: it gets nothing. */
export const isOwnHost = (request: IncomingMessage): boolean => ownHosts().has(request.headers.host ?? '');

/** Cross-site writes and sockets ride on the cookie: Origin must be ours; missing or «null» is refused too. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return ownOrigins().has(request.headers.origin ?? '') && (site === undefined || site === 'same-origin');
}

/** A link to a file is followed by the browser itself, which names no Origin: from our own page, or typed by the person. */
export function isOwnNavigation(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The address of the person's end: behind N trusted proxies the N-th from the right of X-Forwarded-For. */
export function addressOf(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const proxies = env().trustProxy;
  if (proxies === 0) return direct;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return forwarded.at(-proxies) ?? direct;
}

/** What a client may not say to Next: who it is behind, and Next's own internal switches. */
const STRIPPED = [
  'x-middleware-subrequest',
  'next-resume',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-invoke-path',
  'x-invoke-query',
  'x-matched-path',
  'x-nextjs-data',
  'x-now-route-matches',
];
export function stripHeaders(request: IncomingMessage): void {
  for (const name of STRIPPED) delete request.headers[name];
}

/** Security headers of every answer; `nonce` of a page's own scripts and styles. Returns the policy for Next to read. */
export function setHeaders(response: ServerResponse, nonce: string, dev: boolean): string {
  const socket = env().publicOrigin.replace(/^http/, 'ws');
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
  response.setHeader('Content-Security-Policy', policy);
  setCommonHeaders(response);
  return policy;
}
/** An answer of data is no page: it may load and run nothing at all. */
export function setDataHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  setCommonHeaders(response);
}
const commonHeaders = once((): [string, string][] => [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['Cache-Control', 'private, no-store'],
  ...(env().publicOrigin.startsWith('https:')
    ? [['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'] satisfies [string, string]]
    : []),
]);
function setCommonHeaders(response: ServerResponse): void {
  for (const [name, value] of commonHeaders()) response.setHeader(name, value);
}
export const newNonce = (): string => randomBytes(16).toString('base64');

const STATUS: Record<Refusal['code'], number> = {
  unauthenticated: 401,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  closed: 409,
  duplicate: 422,
  throttled: 429,
  busy: 503,
  outdated: 409,
};

/** Sends JSON. A refusal of the whole request carries its own status. */
export function sendJson(response: ServerResponse, body: object, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  if (refusal.retryAfter) response.setHeader('Retry-After', String(refusal.retryAfter));
  sendJson(response, refusal, STATUS[refusal.code]);
}

/** Milliseconds in which a body must have arrived: a slow one holds a connection, not the server. */
const BODY_TIME = 15_000;

/** Reads a JSON body of at most `limit` bytes; a refusal when it is too large, too slow or no JSON. */
export async function readJson(
  request: IncomingMessage,
  limit: number,
): Promise<{ ok: true; body: unknown } | Refusal> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse('invalid', 'Ожидались данные JSON.');
  const tooLarge = refuse('invalid', 'Слишком большой запрос: отправьте его частями.');
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
  const bytes = await readBody(request, limit);
  if (bytes === 'too large') return tooLarge;
  try {
    if (bytes) return { ok: true, body: JSON.parse(utf8.decode(bytes)) as unknown };
  } catch {
    // Broken UTF-8 or broken JSON: for the sender it is the same as a connection that went away.
  }
  return refuse('invalid', 'Запрос не прочитан: отправьте его ещё раз.');
}
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a body; null when the sender went away or was too slow. */
export const readBody = (
  request: IncomingMessage,
  limit: number,
  time: number = BODY_TIME,
): Promise<Buffer | 'too large' | null> =>
  new Promise((done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => request.destroy(), time);
    const finish = (result: Buffer | 'too large' | null): void => {
      clearTimeout(timer);
      request.off('data', take);
      done(result);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        request.resume();
        finish('too large');
      } else chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => finish(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', () => finish(null));
    request.once('close', () => finish(null));
  });
