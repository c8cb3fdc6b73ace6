import { randomUUID } from 'node:crypto';
import { hearDoorbell, ringDoorbell } from '#db/doorbell.ts';
import { log } from '#db/log.ts';
import type { Sql } from '#db/sql.ts';
import type { PresencePerson } from '#lib/contract/socket.ts';

/** Who looks at which journal and cell. Volatile: kept in memory, told to the other nodes, never stored. */

/** Cursor moves of one journal are told at most this often, ms: people follow them, machines need not. */
const PAUSE = 60;
/** What another node said is believed this long, ms; each node repeats itself well before. */
const BELIEVED = 30_000;
const REPEAT = 10_000;
/** NOTIFY takes less than 8 000 bytes; more colleagues than this in one journal are not a school's case. */
const PEOPLE = 20;

type Room = { schoolId: number; groupId: number };
type Told = { node: string; schoolId: number; groupId: number; people: PresencePerson[] };
export type Presence = ReturnType<typeof createPresence>;

export function createPresence(db: Sql, emit: (room: Room, people: PresencePerson[]) => void) {
  const node = randomUUID();
  const own = new Map<string, Map<string, PresencePerson>>();
  const others = new Map<string, Map<string, { until: number; people: PresencePerson[] }>>();
  const due = new Map<string, NodeJS.Timeout>();
  const keyOf = (room: Room) => `${room.schoolId}:${room.groupId}`;
  const roomOf = (key: string): Room => {
    const [schoolId = 0, groupId = 0] = key.split(':').map(Number);
    return { schoolId, groupId };
  };

  const here = (key: string): PresencePerson[] => [...(own.get(key)?.values() ?? [])].slice(0, PEOPLE);
  function everybody(key: string): PresencePerson[] {
    const now = Date.now();
    const elsewhere = [...(others.get(key)?.values() ?? [])].filter((o) => o.until > now).flatMap((o) => o.people);
    return [...here(key), ...elsewhere];
  }
  async function tell(key: string): Promise<void> {
    emit(roomOf(key), everybody(key));
    const told: Told = { node, ...roomOf(key), people: here(key) };
    await ringDoorbell(db, 'zvonok_presence', [JSON.stringify(told)]);
  }
  /** Collects the moves of a moment into one message. */
  function soon(key: string): void {
    if (due.has(key)) return;
    const timer = setTimeout(() => {
      due.delete(key);
      tell(key).catch((error: unknown) => log.debug({ err: error }, 'presence not told'));
    }, PAUSE);
    timer.unref();
    due.set(key, timer);
  }
  const repeat = setInterval(() => {
    for (const key of own.keys()) soon(key);
  }, REPEAT);
  repeat.unref();

  return {
    async listen(): Promise<void> {
      const hear = (payload: string) => {
        const told = JSON.parse(payload) as Told;
        if (told.node === node) return;
        const key = keyOf(told);
        const nodes = others.get(key) ?? new Map<string, { until: number; people: PresencePerson[] }>();
        nodes.set(told.node, { until: Date.now() + BELIEVED, people: told.people });
        others.set(key, nodes);
        emit(told, everybody(key));
      };
      await hearDoorbell(db, 'zvonok_presence', hear, () => undefined);
    },
    show(room: Room, person: PresencePerson): void {
      const key = keyOf(room);
      const people = own.get(key) ?? new Map<string, PresencePerson>();
      people.set(person.clientId, person);
      own.set(key, people);
      soon(key);
    },
    leave(room: Room, clientId: string): void {
      const key = keyOf(room);
      const people = own.get(key);
      if (!people?.delete(clientId)) return;
      if (people.size === 0) own.delete(key);
      soon(key);
    },
    close(): void {
      clearInterval(repeat);
      for (const timer of due.values()) clearTimeout(timer);
    },
  };
}
