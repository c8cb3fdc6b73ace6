import type { WebSocket } from 'ws';
import { log } from '#db/log.ts';
import { shortName } from '#lib/domain/people.ts';
import type { Actor } from '#lib/policy.ts';
import { KEEPALIVE, persistedFrame, readFrame } from '#server/collab/frames.ts';
import {
  BACKLOG_LIMIT,
  BACKLOG_PATIENCE,
  BACKLOG_SLOW,
  BYTE_RATE,
  GAP_RATE,
  MARKER_LIMIT,
  MESSAGE_RATE,
  SYNC_RATE,
  WORK_RATE,
} from '#server/collab/limits.ts';
import type { Speaker } from '#server/collab/presence.ts';
import type { Room } from '#server/collab/room.ts';
import type { Refused } from '#server/collab/shadow.ts';
import { createBucket } from '#server/limiter.ts';

const READER = 'Изменять этот план могут только учителя, которые ведут этот предмет в этой параллели.';
/** How long a client whose change was refused has to ask, ms; one that does not know how to is sent away. */
const ASKING_TIME = 1000;
/** A client that has been sent nothing is sent something, ms; and one that answers no ping in that time is dead. */
const SILENCE = 10_000;

/** How long a client has to answer a farewell, ms. */
const FAREWELL = 3000;

/** One client of a room. */
export class Connection {
  readonly ws: WebSocket;
  readonly room: Room;
  readonly cookie: string | undefined;
  readonly speaker: Speaker;
  actor: Actor;
  mayWrite: boolean;
  /** The screen of the session is locked: nothing is sent, what was typed before is taken. */
  locked: boolean;
  /** It has been given the document and is sent each change. */
  following = false;
  /** The room's ticket of its last change. */
  ticket = 0;
  /** What it has, for the answer when its screen is unlocked. */
  #vector: Uint8Array | null = null;
  #markers: { n: number; ticket: number }[] = [];
  /** A change of it rests on something that has not come: markers wait until it has sent everything. */
  #gap = false;
  #dropped = false;
  #refusal: { message: string; ticket: number } | null = null;
  /** It sends markers: it is told why something was not taken. */
  #asks = false;
  #alive = true;
  #sentAt = performance.now();
  #slow: { since: number; bytes: number } | null = null;
  readonly #allow: Record<'messages' | 'bytes' | 'work' | 'syncs' | 'gaps', (cost?: number) => boolean>;

  constructor(
    ws: WebSocket,
    room: Room,
    actor: Actor,
    cookie: string | undefined,
    mayWrite: boolean,
    limited: boolean,
  ) {
    this.ws = ws;
    this.room = room;
    this.actor = actor;
    this.cookie = cookie;
    this.mayWrite = mayWrite;
    this.locked = actor.locked;
    const { personId } = actor;
    const colour = room.presence.colourFor(
      personId,
      [...room.connections].map(({ speaker }) => speaker.user),
    );
    this.speaker = {
      personId,
      client: null,
      said: -1,
      user: { id: personId, name: shortName(actor.name), colour, mayWrite },
    };
    const bucket = (rate: { rate: number; burst: number }) => (limited ? createBucket(rate) : () => true);
    this.#allow = {
      messages: bucket(MESSAGE_RATE),
      bytes: bucket(BYTE_RATE),
      work: createBucket(WORK_RATE),
      syncs: bucket(SYNC_RATE),
      gaps: createBucket(GAP_RATE),
    };
    ws.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    ws.on('pong', () => {
      this.#alive = true;
    });
    ws.on('close', () => room.leave(this));
    ws.on('error', (error) => log.debug({ err: error }, 'collab socket'));
  }

  send(frame: Uint8Array): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    if (this.ws.bufferedAmount > BACKLOG_LIMIT) return void this.ws.terminate();
    this.#sentAt = performance.now();
    this.ws.send(frame);
  }
  /** Ends it; a client that does not answer the farewell is cut. */
  close(code: number, reason: string): void {
    this.room.leave(this);
    this.following = false;
    this.ws.close(code, reason);
    setTimeout(() => this.ws.terminate(), FAREWELL).unref();
  }
  /** Its person may write now, and comes with what he has. */
  letWrite(): void {
    this.mayWrite = true;
    this.speaker.user.mayWrite = true;
    this.room.askFor(this);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    if (!this.#allow.messages() || !this.#allow.bytes(data.byteLength))
      return void this.close(1013, 'too much at once');
    if (!isBinary) return void this.close(4400, 'no frame of this protocol');
    const since = performance.now();
    try {
      // A copy of exactly these bytes: lib0 reads lengths without asking where its array ends.
      this.#handle(new Uint8Array(data));
    } catch (error) {
      log.debug({ err: error, person: this.actor.personId }, 'collab frame');
      this.close(4400, 'unreadable');
    }
    if (!this.#allow.work(performance.now() - since)) this.close(1013, 'too much work');
  }
  #handle(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    switch (frame.type) {
      case 'step1':
        return void this.#sync(frame.vector);
      case 'update':
        return void this.#update(frame.bytes, frame.whole);
      case 'awareness':
        return void this.#present(frame.bytes);
      case 'queryAwareness':
        return void this.room.telling.show(this);
      case 'marker':
        return void this.#marker(frame.n);
    }
  }

  #sync(vector: Uint8Array): void {
    if (!this.#allow.syncs()) return void this.close(1013, 'too many syncs');
    if (this.locked) this.#vector = vector;
    else this.room.answer(this, vector);
  }
  #present(bytes: Uint8Array): void {
    if (this.locked) return;
    const unknown = this.speaker.client === null;
    this.room.telling.tell(this.room.presence.hear(this.speaker, bytes, performance.now()));
    if (unknown && this.speaker.client !== null) this.room.telling.show(this);
  }
  #update(bytes: Uint8Array, whole: boolean): void {
    if (!this.mayWrite || this.#refusal !== null) {
      this.#dropped = true;
      return;
    }
    if (this.room.full) return void this.close(1013, 'the database is behind');
    const verdict = this.room.take(this, bytes);
    if (!verdict.ok) return void this.refuse(verdict);
    if (!whole || !this.#gap) return;
    this.#gap = false;
    // What the waiting markers stand behind has come only now.
    this.#markers = this.#markers.map((marker) => ({ ...marker, ticket: Math.max(marker.ticket, this.ticket) }));
    this.settle();
  }
  /** A change of it was not taken, its ticket if it had one already. What comes after it would rest on it. */
  refuse(verdict: Refused, ticket = Number.POSITIVE_INFINITY): void {
    if (verdict.kind === 'limit') {
      this.#refusal ??= { message: verdict.message, ticket };
      this.settle();
      setTimeout(() => {
        if (!this.#asks) this.close(1013, 'too large');
      }, ASKING_TIME).unref();
    } else if (verdict.kind === 'gap') {
      if (!this.#allow.gaps()) return void this.close(1013, 'too many gaps');
      this.#gap = true;
      this.room.askFor(this);
    } else {
      const { personId } = this.actor;
      log.info({ person: personId, plan: this.room.plan.planId, reason: verdict.reason }, 'plan update refused');
      this.close(4400, 'unreadable');
    }
  }

  #marker(n: number): void {
    this.#asks = true;
    if (this.#markers.length >= MARKER_LIMIT) return void this.close(1013, 'too many markers');
    const refused = this.#refusal !== null || this.#dropped;
    this.#markers.push({ n, ticket: refused ? Number.POSITIVE_INFINITY : this.ticket });
    this.settle();
  }
  /** Answers the markers whose changes are committed, or were not taken. */
  settle(): void {
    if (this.#markers.length === 0) return;
    const refusal = this.#refusal ?? (this.#dropped ? { message: READER, ticket: Number.POSITIVE_INFINITY } : null);
    let answered = 0;
    for (const { n, ticket } of this.#markers) {
      const refused = refusal !== null && ticket >= refusal.ticket;
      if (!refused && (this.#gap || !this.room.isSettled(ticket))) break;
      this.send(persistedFrame(n, refused ? refusal.message : null));
      answered += 1;
    }
    this.#markers.splice(0, answered);
  }

  /** The screen was locked or unlocked. */
  lock(locked: boolean): void {
    if (this.locked === locked) return;
    this.locked = locked;
    if (locked) {
      if (this.following) this.#vector = this.room.vector();
      this.following = false;
      this.room.telling.tell(this.room.presence.leave(this.speaker, performance.now()));
      return;
    }
    const vector = this.#vector;
    this.#vector = null;
    if (vector) this.room.answer(this, vector);
    this.room.telling.show(this);
  }

  /** Every second: is it alive, does it read. */
  tick(now: number): void {
    const bytes = this.ws.bufferedAmount;
    if (bytes < BACKLOG_SLOW) this.#slow = null;
    else if (!this.#slow || bytes < this.#slow.bytes) this.#slow = { since: now, bytes };
    else if (now - this.#slow.since > BACKLOG_PATIENCE) return void this.ws.terminate();
    if (now - this.#sentAt > SILENCE) this.send(KEEPALIVE);
  }
  /** Every ten seconds. */
  ping(): void {
    if (!this.#alive) return void this.ws.terminate();
    this.#alive = false;
    this.ws.ping();
  }
}
