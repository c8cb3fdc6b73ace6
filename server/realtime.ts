import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { log } from '#db/log.ts';
import { groupClass } from '#db/queries/groupClass.ts';
import { studentClass } from '#db/queries/studentClass.ts';
import { actorOf, forgetActors, forgetPerson, livingSessions } from '#db/sessions.ts';
import type { Sql } from '#db/sql.ts';
import { roomsOf } from '#lib/audience.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import {
  type ClientMessages,
  keyText,
  PROTOCOL,
  presenceMessage,
  type ServerMessages,
  SOCKET_FRAME_LIMIT,
  type ViewKey,
  viewKey,
  type WatchAnswer,
  watchMessage,
} from '#lib/contract/socket.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { shortName } from '#lib/domain/people.ts';
import type { Actor } from '#lib/policy.ts';
import { isOwnHost, isOwnOrigin } from '#server/http.ts';
import { createLimiter } from '#server/limiter.ts';
import { createPresence } from '#server/presence.ts';
import { createRelay, type Relay } from '#server/relay.ts';

/** Bytes that may wait for a client that does not read: one such client cost 400 MB in a trial. */
const BACKLOG = 256 * 1024;
const SWEEP = 1000;
/** Every socket's session is asked anew this often, ms: the net under the events that revoke it. */
const RECHECK = 30_000;
/** In each such pass one session in so many has its rights read too: what changed without an event is noticed within
 *  minutes, and the database is left to the teachers' marks. */
const SHARE = 10;
/** A window follows one or two; the bound keeps a foreign client from following a whole school. */
const VIEWS_PER_SOCKET = 32;
const SOCKETS_PER_PERSON = 12;

type Data = { actor: Actor; cookie: string | undefined; watched: Map<string, { key: ViewKey; rooms: string[] }> };
type Io = Server<ClientMessages, ServerMessages, Record<string, never>, Data>;
type Client = Socket<ClientMessages, ServerMessages, Record<string, never>, Data>;
export type Realtime = { io: Io; relay: Relay; close(): Promise<void> };

/** Rooms carry the school in their name: numbers of two schools are the same numbers. */
const inSchool = (schoolId: number, room: string) => `${schoolId}/${room}`;
const sessionRoom = (schoolId: number, publicId: number) => inSchool(schoolId, `session:${publicId}`);

/** Socket.IO: server → client events, watch and presence. Nothing of the school is written here. */
export function createRealtime(http: HttpServer, db: Sql): Realtime {
  const io: Io = new Server(http, {
    destroyUpgrade: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    maxHttpBufferSize: SOCKET_FRAME_LIMIT,
    serveClient: false,
    allowRequest: (request, answer) => answer(null, isOwnHost(request) && isOwnOrigin(request)),
  });
  const relay = createRelay(
    db,
    ({ schoolId, room, seq, events }) => io.local.to(inSchool(schoolId, room)).emit('push', { seq, events }),
    (schoolId, event) => {
      if (event.name === 'session.ended') {
        forgetActors();
        revoke(io, sessionRoom(schoolId, event.data.publicId));
      } else if (event.name === 'rights.changed') {
        forgetPerson(schoolId, event.data.personId);
        void checkPerson(schoolId, event.data.personId);
      }
    },
  );
  const presence = createPresence(db, ({ schoolId, groupId }, people) => {
    io.local.to(inSchool(schoolId, `journal:${groupId}`)).emit('presence', { groupId, people });
  });
  const allow = createLimiter(20, 60);
  const perPerson = new Map<string, number>();

  io.use((socket, next) => {
    if (socket.handshake.auth['protocol'] !== PROTOCOL) return next(new Error('outdated'));
    letIn(socket).then(
      (refusal) => next(refusal === null ? undefined : new Error(refusal)),
      (error: unknown) => {
        log.warn({ err: error }, 'socket could not be let in');
        next(new Error('busy'));
      },
    );
  });

  /** Why this socket may not come in; null when it may. */
  async function letIn(socket: Client): Promise<'unauthenticated' | 'throttled' | null> {
    const { cookie } = socket.handshake.headers;
    const actor = await actorOf(cookie);
    if (!actor) return 'unauthenticated';
    if ((perPerson.get(`${actor.schoolId}:${actor.personId}`) ?? 0) >= SOCKETS_PER_PERSON) return 'throttled';
    socket.data = { actor, cookie, watched: new Map() };
    await relay.follow(actor.schoolId);
    return null;
  }

  io.on('connection', (socket: Client) => {
    const { actor, watched } = socket.data;
    const person = `${actor.schoolId}:${actor.personId}`;
    perPerson.set(person, (perPerson.get(person) ?? 0) + 1);
    void socket.join(sessionRoom(actor.schoolId, actor.sessionPublicId));
    socket.use((_, next) => {
      // Malformed and too many messages end the connection: our own page sends neither.
      if (allow(socket.id)) next();
      else socket.disconnect(true);
    });
    socket.on('watch', (message: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return void socket.disconnect(true);
      watch(socket, message).then(
        (result) => answer(result),
        (error: unknown) => {
          log.warn({ err: error }, 'watch failed');
          answer(refuse('busy', 'Не удалось подключиться. Повторяем.', { retryAfter: 1 }));
        },
      );
    });
    socket.on('unwatch', (message: unknown) => {
      const key = viewKey.safeParse(message);
      if (!key.success) return;
      leaveView(socket, keyText(key.data));
    });
    socket.on('presence', (message: unknown) => {
      const parsed = presenceMessage.safeParse(message);
      if (!parsed.success || !watched.has(`journal:${parsed.data.groupId}`)) return;
      const { groupId, cell } = parsed.data;
      presence.show(
        { schoolId: actor.schoolId, groupId },
        { clientId: socket.id, personId: actor.personId, name: shortName(actor.name), cell },
      );
    });
    socket.on('disconnect', () => {
      const left = (perPerson.get(person) ?? 1) - 1;
      if (left > 0) perPerson.set(person, left);
      else perPerson.delete(person);
      for (const { key } of watched.values())
        if (key.view === 'journal') presence.leave({ schoolId: actor.schoolId, groupId: key.groupId }, socket.id);
    });
  });

  async function roomsFor(actor: Actor, key: ViewKey): Promise<string[] | null> {
    const { schoolId } = actor;
    if ('groupId' in key && key.groupId !== null)
      return roomsOf(actor, key, await groupClass(schoolId, key.groupId, db));
    const studentId = key.view === 'timetable' && key.by === 'student' ? idNumber(key.id) : null;
    return roomsOf(actor, key, studentId === null ? null : await studentClass(schoolId, studentId, db));
  }

  /** Joins the rooms of a view, then answers with what was missed: what happens in between arrives as a push. */
  async function watch(socket: Client, message: unknown): Promise<WatchAnswer> {
    const parsed = watchMessage.safeParse(message);
    if (!parsed.success) return refuse('invalid', 'Запрос не распознан: обновите страницу.');
    const { key, since } = parsed.data;
    const actor = await actorOf(socket.data.cookie);
    if (!actor) {
      revokeSocket(socket);
      return refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.');
    }
    const rooms = await roomsFor(actor, key);
    if (!rooms) return notFound();
    const { watched } = socket.data;
    if (!watched.has(keyText(key)) && watched.size >= VIEWS_PER_SOCKET)
      return refuse('throttled', 'Открыто слишком много разделов в одном окне.');
    // Rights may have changed since the first watch: rooms that are no longer his are left.
    const before = watched.get(keyText(key));
    if (before && before.rooms.join() !== rooms.join()) leaveView(socket, keyText(key));
    watched.set(keyText(key), { key, rooms });
    await socket.join(rooms.map((room) => inSchool(actor.schoolId, room)));
    const missed = await relay.missed(actor.schoolId, since, new Set(rooms));
    return missed ? { ok: true, ...missed } : { ok: true, reset: true };
  }

  function leaveView(socket: Client, text: string): void {
    const { watched, actor } = socket.data;
    const view = watched.get(text);
    if (!view) return;
    watched.delete(text);
    const kept = new Set([...watched.values()].flatMap((w) => w.rooms));
    for (const room of view.rooms) if (!kept.has(room)) void socket.leave(inSchool(actor.schoolId, room));
    if (view.key.view === 'journal') presence.leave({ schoolId: actor.schoolId, groupId: view.key.groupId }, socket.id);
  }

  const sweep = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) if (backlogOf(socket) > BACKLOG) socket.disconnect(true);
  }, SWEEP);
  let checking = false;
  let pass = 0;
  /** A session ends by itself: one look for all of them. Rights are dated, a substitution ends at midnight: they are read
   *  anew on a new day, one person after another, or they would keep the database from the teachers' marks. What changes
   *  them within a day tells so by an event; a share of them is read in each pass all the same. */
  const recheck = setInterval(() => {
    if (checking) return;
    checking = true;
    checkAll()
      .catch((error: unknown) => log.warn({ err: error }, 'rights could not be checked'))
      .finally(() => {
        checking = false;
      });
  }, RECHECK);
  async function checkAll(): Promise<void> {
    const sockets = [...io.sockets.sockets.values()].filter((socket) => socket.connected);
    if (sockets.length === 0) return;
    const living = await livingSessions([...new Set(sockets.map((socket) => socket.data.actor.sessionId))], db);
    pass = (pass + 1) % SHARE;
    for (const socket of sockets) {
      const { actor } = socket.data;
      const today = living.get(actor.sessionId);
      const due = actor.sessionPublicId % SHARE === pass;
      if (today === undefined) revokeSocket(socket);
      else if ((due || today !== actor.today) && socket.connected) await checkRights(socket);
    }
  }

  /** The sockets of one person, as soon as his rights have changed. */
  async function checkPerson(schoolId: number, personId: number): Promise<void> {
    for (const socket of io.sockets.sockets.values()) {
      const { actor } = socket.data;
      if (actor?.schoolId !== schoolId || actor.personId !== personId) continue;
      await checkRights(socket, true).catch((error: unknown) => {
        log.warn({ err: error }, 'rights could not be checked: the socket is closed');
        revokeSocket(socket);
      });
    }
  }

  /** What a socket may follow no longer closes it; what it follows by other rights now (`told`, or by other rooms) it is told to
   *  read anew: a substitute has his lesson at once, without signing in again. */
  async function checkRights(socket: Client, told = false): Promise<void> {
    const actor = await actorOf(socket.data.cookie);
    if (!actor) return revokeSocket(socket);
    socket.data.actor = actor;
    for (const [text, { key, rooms }] of [...socket.data.watched]) {
      const now = await roomsFor(actor, key);
      if (!now) {
        leaveView(socket, text);
        return revokeSocket(socket);
      }
      const same = now.join() === rooms.join();
      if (!same) {
        leaveView(socket, text);
        socket.data.watched.set(text, { key, rooms: now });
        await socket.join(now.map((room) => inSchool(actor.schoolId, room)));
      }
      if (told || !same) socket.emit('reread', key);
    }
  }

  return {
    io,
    relay,
    async close() {
      clearInterval(sweep);
      clearInterval(recheck);
      relay.close();
      presence.close();
      await io.close();
    },
    ...listenAll(relay, presence),
  };
}

/** Listening starts with the node; a failure is tried again by postgres.js and covered by the relay's timer. */
function listenAll(...parts: { listen(): Promise<void> }[]): Record<never, never> {
  for (const part of parts) part.listen().catch((error: unknown) => log.warn({ err: error }, 'listening failed'));
  return {};
}

const message = 'Сеанс завершён или права изменились. Войдите ещё раз.';
function revoke(io: Io, room: string): void {
  io.local.to(room).emit('revoked', { message });
  io.local.in(room).disconnectSockets(true);
}
function revokeSocket(socket: Client): void {
  socket.emit('revoked', { message });
  socket.disconnect(true);
}

/** Bytes that wait for this client: in engine.io's buffer and in the socket's own. */
function backlogOf(socket: Client): number {
  // engine.io calls both private; there is no public measure, and without one a phone in a tunnel eats the memory.
  const conn = socket.conn as unknown as {
    writeBuffer: { data?: unknown }[];
    transport: { socket?: { bufferedAmount?: number } };
  };
  const queued = conn.writeBuffer.reduce(
    (sum, packet) => sum + (typeof packet.data === 'string' ? packet.data.length : 0),
    0,
  );
  return queued + (conn.transport.socket?.bufferedAmount ?? 0);
}
