import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { env } from '#db/env.ts';
import { createExecutor } from '#db/execute.ts';
import { log } from '#db/log.ts';
import { disconnect, sql } from '#db/sql.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { CALENDARS, createCalendarHandler } from '#server/calendar.ts';
import { ringMovedPlans } from '#server/collab/bell.ts';
import { type Collab, createCollab } from '#server/collab/collab.ts';
import { createCommandsHandler } from '#server/commands.ts';
import { createScheduleHandler } from '#server/controlSchedule.ts';
import { createFilesHandler } from '#server/files.ts';
import { healthz, readyz } from '#server/health.ts';
import {
  isOwnHost,
  isOwnNavigation,
  isOwnOrigin,
  newNonce,
  sendRefusal,
  setDataHeaders,
  setHeaders,
  stripHeaders,
} from '#server/http.ts';
import { createImportsHandler } from '#server/imports.ts';
import { createPlansHandler } from '#server/plans.ts';
import { createProgrammeHandler } from '#server/programme.ts';
import { createReadsHandler } from '#server/reads.ts';
import { createRealtime, type Realtime } from '#server/realtime.ts';
import { createRelay, type Relay } from '#server/relay.ts';
import { serveWorker } from '#server/serviceWorker.ts';
import { handleLock, handleSession, handleSetup } from '#server/session.ts';
import { createSubstitutionsHandler } from '#server/substitutions.ts';
import { dispatchUpgrades } from '#server/upgrade.ts';

/** The composition root: reads SERVICES, wires the parts, listens, stops them in order. */

/** After this long a stop no longer waits for what is under way, ms. */
const STOP_TIME = 8000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

async function main(): Promise<void> {
  const { services, port, dev } = env();
  const http = createServer();
  let realtime: Realtime | null = null;
  let relay: Relay | null = null;
  let collab: Collab | null = null;
  const executor = createExecutor(sql(), (committed) => {
    relay?.committed(committed);
    if (collab) collab.committed(committed);
    else ringMovedPlans(sql(), committed);
  });
  const commands = createCommandsHandler(executor, env().limiter);
  // Next adds an upgrade listener of its own to the server it is given: this one never listens.
  const nextHttp = services.includes('web') ? createServer() : null;
  const pages = nextHttp ? await preparePages(nextHttp, dev, port) : null;

  const api: Record<string, { methods: string[]; handle: Handler }> = {
    '/api/commands': { methods: ['POST'], handle: commands },
    '/api/control-works': { methods: ['GET', 'HEAD'], handle: createScheduleHandler(env().limiter) },
    '/api/files': { methods: ['POST', 'GET', 'HEAD'], handle: createFilesHandler(env().limiter) },
    '/api/import': { methods: ['POST'], handle: createImportsHandler(env().limiter) },
    '/api/plans': { methods: ['GET', 'POST'], handle: createPlansHandler(env().limiter) },
    '/api/programme': { methods: ['GET'], handle: createProgrammeHandler(env().limiter) },
    '/api/read': { methods: ['POST'], handle: createReadsHandler(env().limiter) },
    '/api/substitutions': { methods: ['GET'], handle: createSubstitutionsHandler(env().limiter) },
    '/api/session': { methods: ['POST', 'PATCH', 'DELETE'], handle: (q, s) => handleSession(executor, q, s) },
    '/api/lock': { methods: ['POST', 'PATCH'], handle: handleLock },
    [CALENDARS]: { methods: ['GET', 'HEAD'], handle: createCalendarHandler(env().limiter) },
    '/api/setup': { methods: ['POST'], handle: handleSetup },
  };

  const foreignHost = refuse('not_found', 'Этот адрес сервер не обслуживает.');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0] ?? '/';
    if (path === '/healthz') return healthz(response);
    if (path === '/readyz') return readyz(response);
    const route = api[routeOf(path)];
    if (route) {
      setDataHeaders(response);
      if (!isOwnHost(request)) return sendRefusal(response, foreignHost);
      if (!route.methods.includes(request.method ?? '')) {
        response.setHeader('Allow', route.methods.join(', '));
        return sendRefusal(response, refuse('invalid', 'Такой запрос сюда не отправляют.'));
      }
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!(reads ? isOwnNavigation : isOwnOrigin)(request))
        return sendRefusal(response, refuse('not_found', 'Запрос пришёл с чужой страницы.'));
      return route.handle(request, response);
    }
    const policy = setHeaders(response, newNonce(), dev);
    if (!isOwnHost(request)) return sendRefusal(response, foreignHost);
    // Pages are read only: every write goes through the routes above, and the image optimiser has known holes.
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    if (!pages || path.startsWith('/api/') || path.startsWith('/_next/image') || (!readOnly && !dev))
      return sendRefusal(response, refuse('not_found', 'Такой страницы нет.'));
    if (path === '/sw.js') return serveWorker(response, dev);
    stripHeaders(request);
    request.headers['content-security-policy'] = policy;
    if (path.startsWith('/_next/static/')) response.removeHeader('Cache-Control');
    await pages(request, response);
  }

  http.on('request', (request, response) => {
    // engine.io answers /socket.io/ itself: it wraps the listeners it finds, so this one must let it pass.
    if (request.url?.startsWith('/socket.io/')) {
      if (!realtime) response.writeHead(404).end();
      return;
    }
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error, path: routeOf(request.url?.split('?', 1)[0] ?? '') }, 'request failed');
      if (response.headersSent) response.destroy();
      else
        sendRefusal(
          response,
          refuse('busy', 'Сервер сейчас не отвечает. Повторите через несколько секунд.', { retryAfter: 2 }),
        );
    });
  });
  if (services.includes('realtime')) {
    realtime = createRealtime(http, sql());
    relay = realtime.relay;
  }
  if (services.includes('collab')) {
    relay ??= followAlone();
    collab = createCollab(sql(), executor, relay);
  }
  dispatchUpgrades(http, dev ? nextHttp : null, collab?.upgrade ?? null);
  // A file on a slow line takes its time; other bodies are timed where they are read.
  http.requestTimeout = 120_000;
  http.headersTimeout = 15_000;

  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(port, listening);
  });
  log.info({ port, services }, 'listening');
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIME).unref();
    // Requests under way finish; io.close() ends the sockets and the server's listening with them.
    http.closeIdleConnections();
    const closed = new Promise<void>((done) => http.close(() => done()));
    await collab?.close();
    await realtime?.close();
    if (!realtime) relay?.close();
    await closed;
    await disconnect(sql());
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

/** The schools' logs on a node that has no sockets of its own to tell. */
function followAlone(): Relay {
  const relay = createRelay(
    sql(),
    () => undefined,
    () => undefined,
  );
  relay.listen().catch((error: unknown) => log.warn({ err: error }, 'listening failed'));
  return relay;
}

/** A path as its route and the log know it: behind that of calendars stands a secret. */
const routeOf = (path: string): string => (path.startsWith(CALENDARS) ? CALENDARS : path);

async function preparePages(nextHttp: ReturnType<typeof createServer>, dev: boolean, port: number): Promise<Handler> {
  // Loaded only where pages are served: a node of sockets alone is half the size.
  const { default: next } = await import('next');
  const app = next({ dev, port, hostname: 'localhost', httpServer: nextHttp });
  await app.prepare();
  return app.getRequestHandler();
}

// The driver flushes its writes a turn later, to a socket that may have closed meanwhile. The query itself is refused and
// its lane thrown away; anything else unforeseen ends the process, and the launcher starts it anew.
process.on('uncaughtException', (error) => {
  log.error({ err: error }, 'uncaught exception');
  const flush = error instanceof TypeError && /postgres[\\/].*connection\.js/.test(error.stack ?? '');
  if (!flush) process.exit(1);
});
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
main().catch((error: unknown) => {
  log.fatal({ err: error }, 'could not start');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
