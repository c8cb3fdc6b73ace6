import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { log } from '#db/log.ts';
import { isOwnHost, isOwnOrigin } from '#server/http.ts';

/** Answers the upgrades of one path itself, refusals too. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The one dispatcher of WebSocket upgrades. Socket.IO's own listener takes /socket.io/, `collab` the documents of plans; in
 *  development Next's takes its hot reload; everything else is cut, never handed to Next (SSRF in its upgrade handling, and it
 *  ends foreign sockets). */
export function dispatchUpgrades(http: HttpServer, nextHttp: HttpServer | null, collab: Upgrade | null): void {
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node removes its own handling before this event: without a listener a reset would end the process.
    socket.on('error', (error) => log.debug({ err: error }, 'upgrade socket'));
    if (!isOwnHost(request) || !isOwnOrigin(request)) return void socket.destroy();
    // Not new URL(): it throws on «//», and an exception here would end the process.
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (pathname === '/socket.io/') return;
    if (collab && pathname.startsWith('/collab/')) return collab(request, socket, head);
    if (nextHttp && pathname.startsWith('/_next/') && nextHttp.emit('upgrade', request, socket, head)) return;
    socket.destroy();
  });
}
