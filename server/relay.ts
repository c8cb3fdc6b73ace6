import { hearDoorbell, ringDoorbell } from '#db/doorbell.ts';
import type { Committed } from '#db/execute.ts';
import { log } from '#db/log.ts';
import { eventsSince, headOf } from '#db/schoolLog.ts';
import type { Sql } from '#db/sql.ts';
import { audienceOf, type Delivery } from '#lib/audience.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';

/** Events kept in memory per school, so that a storm of reconnecting phones asks the database nothing. */
const RING = 5000;
/** A client that missed more reads its page anew: cheaper for both than replaying it. */
const REPLAY_LIMIT = 2000;
/** A lost doorbell costs at most this, ms. */
const POLL = 1500;
/** Doorbells ring at most this often, ms: they carry ids only, and a NOTIFY takes a lock of the whole database. */
const RING_PAUSE = 10;

type School = { cursor: number; ring: AppliedEvent[]; reading: boolean; again: boolean };
export type Outgoing = { schoolId: number; room: string; seq: number; events: AppliedEvent[] };
export type Relay = ReturnType<typeof createRelay>;

/** From the school's log to the rooms of this node. What this node commits goes out at once; what others commit is read
 *  from the log when their doorbell rings, when the listener reconnects and every second and a half. The log is the
 *  truth and the cursor gapless: a lost bell delays an event and never loses one. */
export function createRelay(
  db: Sql,
  emit: (outgoing: Outgoing) => void,
  told: (schoolId: number, event: AppliedEvent) => void,
) {
  const schools = new Map<number, School>();
  const bells = new Map<number, number>();
  let ringing = false;
  let closed = false;
  const listeners = [told];

  function deliver(schoolId: number, school: School, events: AppliedEvent[]): void {
    // In log order, each with its own seq: a client cut off between two of them asks for the rest from the first.
    for (const event of events) {
      for (const listener of listeners) listener(schoolId, event);
      for (const delivery of audienceOf(event))
        emit({ schoolId, room: delivery.room, seq: event.seq, events: [cutFor(event, delivery)] });
    }
    school.cursor = events.at(-1)?.seq ?? school.cursor;
    school.ring.push(...events);
    if (school.ring.length > RING * 1.2) school.ring.splice(0, school.ring.length - RING);
  }

  /** Reads from the cursor to the head; one reading at a time, a call meanwhile makes it read once more. */
  async function catchUp(schoolId: number): Promise<void> {
    const school = schools.get(schoolId);
    if (!school) return;
    if (school.reading) {
      school.again = true;
      return;
    }
    school.reading = true;
    try {
      do {
        school.again = false;
        for (;;) {
          const events = await eventsSince(db, schoolId, school.cursor, 500);
          if (events.length > 0) deliver(schoolId, school, events);
          if (events.length < 500) break;
        }
      } while (school.again);
    } finally {
      school.reading = false;
    }
  }
  const catchUpLogged = (schoolId: number) =>
    catchUp(schoolId).catch((error: unknown) => log.warn({ err: error, school: schoolId }, 'log could not be read'));

  async function ring(): Promise<void> {
    if (ringing) return;
    ringing = true;
    try {
      while (bells.size > 0 && !closed) {
        const rung = [...bells].map(([id, seq]) => `${id}:${seq}`);
        bells.clear();
        await ringDoorbell(db, 'zvonok_log', rung);
        await new Promise((go) => setTimeout(go, RING_PAUSE));
      }
    } catch (error) {
      log.warn({ err: error }, 'doorbell could not ring');
    } finally {
      ringing = false;
    }
  }

  const timer = setInterval(() => {
    for (const schoolId of schools.keys()) void catchUpLogged(schoolId);
  }, POLL);
  timer.unref();

  return {
    /** From now on this part of the server hears every event of the schools that are followed. */
    hear(listener: (schoolId: number, event: AppliedEvent) => void): void {
      listeners.push(listener);
    },
    /** Called right after a commit of this node. */
    committed({ schoolId, events }: Committed): void {
      const last = events.at(-1);
      if (!last) return;
      bells.set(schoolId, last.seq);
      void ring();
      const school = schools.get(schoolId);
      // Nobody of this school is connected here: there is no cursor to move.
      if (!school) return;
      if (events[0]?.seq === school.cursor + 1 && !school.reading) deliver(schoolId, school, events);
      else void catchUpLogged(schoolId);
    },
    /** Listens for other nodes' doorbells; on every (re)connect everything is read from the cursors. */
    async listen(): Promise<void> {
      await hearDoorbell(
        db,
        'zvonok_log',
        (payload) => {
          const [schoolId = 0, seq = 0] = payload.split(':').map(Number);
          const school = schools.get(schoolId);
          if (school && school.cursor < seq) void catchUpLogged(schoolId);
        },
        () => {
          for (const schoolId of schools.keys()) void catchUpLogged(schoolId);
        },
      );
    },
    /** A school's first connection on this node: from now on its log is followed. */
    async follow(schoolId: number): Promise<void> {
      if (schools.has(schoolId)) return;
      const head = await headOf(db, schoolId);
      if (!schools.has(schoolId)) schools.set(schoolId, { cursor: head, ring: [], reading: false, again: false });
      await catchUp(schoolId);
    },
    /** What the holder of these rooms missed after `since`; null when it is too much. Live events follow from `seq`. */
    async missed(
      schoolId: number,
      since: number,
      rooms: ReadonlySet<string>,
    ): Promise<{ seq: number; events: AppliedEvent[] } | null> {
      const school = schools.get(schoolId);
      if (!school) return null;
      const seq = school.cursor;
      if (seq - since > REPLAY_LIMIT) return null;
      const first = school.ring[0];
      const all =
        seq <= since
          ? []
          : first && first.seq <= since + 1
            ? school.ring.filter((event) => event.seq > since)
            : await eventsSince(db, schoolId, since, seq - since);
      return {
        seq,
        events: all.flatMap((event) =>
          audienceOf(event)
            .filter((d) => rooms.has(d.room))
            .slice(0, 1)
            .map((d) => cutFor(event, d)),
        ),
      };
    },
    close(): void {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** The event as one room may read it: families are not told who did it. */
function cutFor(event: AppliedEvent, delivery: Delivery): AppliedEvent {
  return { ...delivery.event, seq: event.seq, commandId: event.commandId, by: delivery.staff ? event.by : null };
}
