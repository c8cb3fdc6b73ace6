import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { env } from '#db/env.ts';
import type { Committed, Executor } from '#db/execute.ts';
import { log } from '#db/log.ts';
import { appendUpdates, compactPlan, type PlanKey, planHead, readUpdates } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';
import { movedBy } from '#server/collab/bell.ts';
import type { Connection } from '#server/collab/connection.ts';
import { createDoor } from '#server/collab/door.ts';
import { createPeers, keyOf } from '#server/collab/peers.ts';
import { createProjector } from '#server/collab/projector.ts';
import { watchRights } from '#server/collab/rights.ts';
import type { Room, RoomWorld } from '#server/collab/room.ts';
import { createRooms, movedPlans } from '#server/collab/rooms.ts';
import type { Relay } from '#server/relay.ts';

/** The documents of plans, edited together. y-websocket's unchanged client is the protocol; nothing is shown to a colleague before
 *  it is committed, and no node needs another one. */

/** A lost bell costs at most this, ms. */
const POLL = 2000;
const TICK = 1000;
/** Every so many ticks each connection is pinged. */
const PING_TICKS = 10;
/** A plan is packed when so many updates have come, and when its room is closed. */
const PACK_AFTER = 400;
const PACK_ON_CLOSE = 20;
/** What is under way at a stop is waited for so long, ms. */
const DRAIN = 4000;

export type Collab = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Called after a commit of the executor: a command may have changed a document. */
  committed(committed: Committed): void;
  close(): Promise<void>;
};

/** `relay` follows the schools' logs on this node. */
export function createCollab(db: Sql, executor: Executor, relay: Relay): Collab {
  const { limiter, testKillAfter } = env();
  let untilKilled = testKillAfter ?? Number.POSITIVE_INFINITY;
  const world: RoomWorld = {
    async append(plan, updates, expected) {
      const seq = await appendUpdates(db, plan, updates, expected);
      if (seq !== null) untilKilled -= updates.length;
      if (untilKilled <= 0) process.kill(process.pid, 'SIGKILL');
      return seq;
    },
    read: (plan, after) => readUpdates(db, plan, after),
    head: (plan) => planHead(db, plan),
    committed(room, by) {
      const key = keyOf(room.plan);
      peers.ring(key);
      projector.soon(room.plan, by.actor);
    },
    present: (room, clients) => peers.tell(keyOf(room.plan), room.presence.own(clients)),
  };
  const projector = createProjector(db, executor, (key) => {
    const room = rooms.get(key);
    if (room && room.appended >= PACK_AFTER) pack(room);
  });
  const rooms = createRooms(db, world, projector.isDue, (room) => {
    peers.beat();
    if (room.appended >= PACK_ON_CLOSE) pack(room);
  });
  const peers = createPeers(
    db,
    {
      moved: rooms.catchUp,
      people: (key, node, entries) => told(key, (room, now) => room.presence.hearNode(node, entries, now)),
      left: (key, node) => told(key, (room, now) => room.presence.forgetNode(node, now)),
      opened(key) {
        const room = rooms.get(key);
        if (room) peers.tell(key, room.presence.own());
      },
      again: () => rooms.keys().forEach(rooms.catchUp),
    },
    rooms.keys,
  );
  const everybody = (): Connection[] => rooms.all().flatMap((room) => [...room.connections]);
  const rights = watchRights(db, everybody);
  relay.hear(rights.hear);
  const door = createDoor({
    ...{ db, rooms, everybody, limited: limiter },
    async entering(plan, room, actor) {
      await relay.follow(actor.schoolId);
      if (room.connections.size === 0) peers.beat();
      // What a killed process has left unread, the first who comes has read.
      if (plan.projected < plan.seq) projector.soon(plan, actor);
    },
  });
  peers.listen().catch((error: unknown) => log.warn({ err: error }, 'listening failed'));

  function told(key: string, tell: (room: Room, now: number) => number[]): void {
    const room = rooms.get(key);
    room?.telling.tell(tell(room, performance.now()), false);
  }
  function pack(room: Room): void {
    room.appended = 0;
    compactPlan(db, room.plan).catch((error: unknown) =>
      log.warn({ err: error, plan: room.plan.planId }, 'plan could not be packed'),
    );
  }

  let ticks = 0;
  const tick = setInterval(() => {
    const now = performance.now();
    ticks += 1;
    for (const connection of everybody()) {
      connection.tick(now);
      if (ticks % PING_TICKS === 0) connection.ping();
    }
    rooms.sweep(now);
  }, TICK);
  let polling = false;
  const poll = setInterval(() => {
    if (polling || rooms.all().length === 0) return;
    polling = true;
    movedPlans(db, rooms.all())
      .then((moved: PlanKey[]) => {
        for (const plan of moved) rooms.catchUp(keyOf(plan));
      })
      .catch((error: unknown) => log.warn({ err: error }, 'plans could not be looked at'))
      .finally(() => {
        polling = false;
      });
  }, POLL);
  for (const timer of [tick, poll]) timer.unref();

  return {
    upgrade: door.upgrade,
    committed(committed) {
      for (const plan of movedBy(committed)) {
        const key = keyOf(plan);
        const room = rooms.get(key);
        // The reading of rows says so too; it has moved nothing that this room does not know.
        if (room && room.cursor >= plan.seq) continue;
        rooms.catchUp(key);
        peers.ring(key, true);
      }
    },
    async close() {
      for (const timer of [tick, poll]) clearInterval(timer);
      rights.close();
      const drained = Promise.all(rooms.all().map((room) => room.drained())).then(() => projector.close());
      await Promise.race([drained, new Promise((go) => setTimeout(go, DRAIN).unref())]);
      for (const connection of everybody()) connection.close(1012, 'the server restarts');
      peers.close();
    },
  };
}
