import { io, type Socket } from 'socket.io-client';
import { type ClientMessages, PROTOCOL, type ServerMessages } from '#lib/contract/socket.ts';

export type LiveSocket = Socket<ServerMessages, ClientMessages>;

let socket: LiveSocket | null = null;

/** The page's one connection. It reconnects by itself, with jitter: a school's phones must not come back in one second. */
export function liveSocket(): LiveSocket {
  socket ??= io({
    transports: ['websocket'],
    auth: { protocol: PROTOCOL },
    reconnectionDelay: 300,
    reconnectionDelayMax: 8000,
    randomizationFactor: 0.5,
  });
  return socket;
}
