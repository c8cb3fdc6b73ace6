import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { log } from '#db/log.ts';
import { type PlanHead, planHead } from '#db/plans/store.ts';
import { actorOf, sessionStates } from '#db/sessions.ts';
import type { Sql } from '#db/sql.ts';
import type { Actor } from '#lib/policy.ts';
import { Connection } from '#server/collab/connection.ts';
import { CONNECTIONS_PER_PERSON, CONNECTIONS_PER_PLAN, DOOR_RATE, FRAME_LIMIT } from '#server/collab/limits.ts';
import { rightsIn } from '#server/collab/rights.ts';
import type { Room } from '#server/collab/room.ts';
import type { Rooms } from '#server/collab/rooms.ts';
import { createLimiter } from '#server/limiter.ts';

/** The door of a plan's document, `/collab/<planId>`. Who may come in is decided before the upgrade, and the document is loaded by
 *  then: whoever is let in is answered at once. */

const PATH = /^\/collab\/([1-9]\d{0,8})$/;
const STATUS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;
type Status = keyof typeof STATUS;

type Admitted = { plan: PlanHead; actor: Actor; mayWrite: boolean };
export type Door = {
  db: Sql;
  rooms: Rooms;
  everybody(): Connection[];
  limited: boolean;
  /** Called before somebody is let in; when it fails he is not. */
  entering(plan: PlanHead, room: Room, actor: Actor): Promise<void>;
};

export function createDoor({ db, rooms, everybody, limited, entering }: Door) {
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: FRAME_LIMIT,
    clientTracking: false,
  });
  const allow = createLimiter(DOOR_RATE.rate, DOOR_RATE.burst);
  /** Who is on the way in, once for each connection: those that come at once are counted before any of them is in. */
  const coming = new Set<Actor>();
  const windowsOf = ({ schoolId, personId }: Actor): number =>
    [...coming, ...everybody().map(({ actor }) => actor)].filter(
      (one) => one.schoolId === schoolId && one.personId === personId,
    ).length;

  /** Who may come in; else why not. */
  async function admit(request: IncomingMessage): Promise<Admitted | Status | 'other generation'> {
    const [path = '', query] = (request.url ?? '').split('?', 2);
    const actor = await actorOf(request.headers.cookie, db);
    if (!actor) return 401;
    if (limited && !allow(actor.sessionId)) return 429;
    const planId = Number(PATH.exec(path)?.[1]);
    // One answer for what does not exist and for what is not his.
    // An actor is believed for two seconds, a lock is not: what has been sent cannot be taken back.
    const [plan, states] = await Promise.all([
      planId > 0 ? planHead(db, { schoolId: actor.schoolId, planId }) : null,
      sessionStates([actor.sessionId], db),
    ]);
    const session = states.get(actor.sessionId);
    if (!session) return 401;
    if (!plan) return 404;
    const rights = rightsIn(actor, plan);
    if (!rights.read) return 404;
    // A locked screen is shown nothing; what was typed before it was locked still goes out.
    if (session.locked && !rights.write) return 403;
    const generation = new URLSearchParams(query).get('generation');
    if (generation !== null && generation !== plan.generation) return 'other generation';
    return { plan, actor: { ...actor, locked: session.locked }, mayWrite: rights.write };
  }

  /** Answers an upgrade to /collab/…; Host and Origin have been looked at. */
  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const admitted = await admit(request);
    if (typeof admitted === 'number') return refuseUpgrade(socket, admitted);
    if (admitted === 'other generation')
      return wss.handleUpgrade(request, socket, head, (ws) => ws.close(4409, 'another document'));
    const { actor } = admitted;
    if (limited && windowsOf(actor) >= CONNECTIONS_PER_PERSON) return refuseUpgrade(socket, 429);
    coming.add(actor);
    try {
      await enter(admitted, request, socket, head);
    } finally {
      coming.delete(actor);
    }
  }
  async function enter(
    { plan, actor, mayWrite }: Admitted,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    const room = await rooms.hold(plan);
    if (!room) return refuseUpgrade(socket, 503);
    try {
      // Those who hold it, this one too, are on the way in.
      if (room.connections.size + room.holds > CONNECTIONS_PER_PLAN) return refuseUpgrade(socket, 503);
      await entering(plan, room, actor);
      if (socket.destroyed) return;
      // Calls back in the same turn: there is no moment in which the room is neither held nor joined.
      wss.handleUpgrade(request, socket, head, (ws) => {
        room.join(new Connection(ws, room, actor, request.headers.cookie, mayWrite, limited));
      });
    } finally {
      room.holds -= 1;
    }
  }

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      open(request, socket, head).catch((error: unknown) => {
        log.warn({ err: error }, 'a plan could not be opened');
        refuseUpgrade(socket, 503);
      });
    },
  };
}

function refuseUpgrade(socket: Duplex, status: Status): void {
  if (socket.destroyed) return;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS[status]}`,
    'Connection: close',
    'Content-Length: 0',
    'Cache-Control: no-store',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
  socket.once('finish', () => socket.destroy());
}
