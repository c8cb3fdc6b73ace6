import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { hearDoorbell, ringDoorbell } from '#db/doorbell.ts';
import { log } from '#db/log.ts';
import type { PlanKey } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';
import type { PresentEntry } from '#server/collab/presence.ts';

/** The other nodes: which plans they have open, that a plan has moved, who is in it. Ids and volatile words only, over NOTIFY,
 *  which takes less than 8 000 bytes; a lost one costs time and never a change. */

/** A node repeats itself this often, ms, and is believed so long after its last word. */
const BEAT = 2500;
const BELIEVED = 9000;
/** Bells of one moment go together, ms: a NOTIFY takes a lock of the whole database. */
const RING_PAUSE = 10;
const PAYLOAD = 7500;
const PLANS_IN_BEAT = 400;

type Entry = PresentEntry & { personId: number };
const entry = z.tuple([z.int(), z.int(), z.nullable(z.string()), z.int()]);
const message = z.union([
  z.object({ node: z.string(), plans: z.array(z.string()) }),
  z.object({ node: z.string(), plan: z.string(), people: z.array(entry) }),
]);

export const keyOf = ({ schoolId, planId }: PlanKey): string => `${schoolId}:${planId}`;

export type PeerEars = {
  /** A plan has moved: read on from the cursor. */
  moved(key: string): void;
  people(key: string, node: string, entries: Entry[]): void;
  /** A node has just opened a plan: tell it who is here. */
  opened(key: string): void;
  /** A node has closed a plan, or died. */
  left(key: string, node: string): void;
  /** The listening began anew: anything may have been missed. */
  again(): void;
};
export type Peers = ReturnType<typeof createPeers>;

export function createPeers(db: Sql, ears: PeerEars, openPlans: () => string[]) {
  const node = randomUUID();
  /** Other nodes: what they have open, and until when they are believed. */
  const nodes = new Map<string, { until: number; plans: Set<string> }>();
  const bells = new Set<string>();
  let ringing = false;
  let closed = false;
  const elsewhere = (key: string) => [...nodes.values()].some(({ plans }) => plans.has(key));

  async function ring(): Promise<void> {
    if (ringing) return;
    ringing = true;
    try {
      while (bells.size > 0 && !closed) {
        const rung = [...bells];
        bells.clear();
        await ringDoorbell(db, 'zvonok_plan', rung);
        await new Promise((go) => setTimeout(go, RING_PAUSE));
      }
    } catch (error) {
      log.warn({ err: error }, 'plan doorbell could not ring');
    } finally {
      ringing = false;
    }
  }
  function say(payload: string): void {
    bells.add(payload);
    void ring();
  }

  function hear(payload: string): void {
    const rung = /^(\d+:\d+)(?::(.+))?$/.exec(payload);
    if (rung) {
      if (rung[2] !== node && rung[1]) ears.moved(rung[1]);
      return;
    }
    const told = message.safeParse(JSON.parse(payload));
    if (!told.success || told.data.node === node) return;
    if ('plan' in told.data) {
      const people = told.data.people.map(([client, clock, state, personId]) => ({ client, clock, state, personId }));
      ears.people(told.data.plan, told.data.node, people);
    } else heardBeat(told.data.node, new Set(told.data.plans));
  }
  function heardBeat(from: string, plans: Set<string>): void {
    const before = nodes.get(from)?.plans ?? new Set<string>();
    nodes.set(from, { until: performance.now() + BELIEVED, plans });
    for (const key of plans) {
      if (before.has(key)) continue;
      ears.opened(key);
      // What was committed here before that node was known has rung no bell for it.
      if (openPlans().includes(key)) say(`${key}:${node}`);
    }
    for (const key of before) if (!plans.has(key)) ears.left(key, from);
    // A node that was not known does not know this one either.
    if (before.size === 0 && plans.size > 0) beat();
  }

  let silent = true;
  function beat(): void {
    const plans = openPlans();
    // One last word when nothing is open any more, then silence.
    if (plans.length === 0 && silent) return;
    silent = plans.length === 0;
    say(JSON.stringify({ node, plans: plans.slice(0, PLANS_IN_BEAT) }));
  }
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [name, { until, plans }] of nodes) {
      if (until > now) continue;
      nodes.delete(name);
      for (const key of plans) ears.left(key, name);
    }
    beat();
  }, BEAT);
  timer.unref();

  return {
    /** A plan has moved by this node's hand. `always`: also when no other node is known to have it open. */
    ring(key: string, always = false): void {
      if (always || elsewhere(key)) say(`${key}:${node}`);
    },
    beat,
    tell(key: string, entries: Entry[]): void {
      if (!elsewhere(key)) return;
      let people: unknown[] = [];
      let size = 0;
      const send = () => {
        if (people.length > 0) say(JSON.stringify({ node, plan: key, people }));
        people = [];
        size = 0;
      };
      for (const { client, clock, state, personId } of entries) {
        const one = [client, clock, state, personId];
        const bytes = Buffer.byteLength(JSON.stringify(one)) + 1;
        if (size + bytes > PAYLOAD - 200) send();
        people.push(one);
        size += bytes;
      }
      send();
    },
    listen: () => hearDoorbell(db, 'zvonok_plan', hear, ears.again),
    close(): void {
      closed = true;
      clearInterval(timer);
    },
  };
}
