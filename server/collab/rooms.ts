import { log } from '#db/log.ts';
import { type PlanHead, type PlanKey, planSeqs, readUpdates } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';
import { ROOMS } from '#server/collab/limits.ts';
import { keyOf } from '#server/collab/peers.ts';
import { Room, type RoomWorld } from '#server/collab/room.ts';

/** The plans that are open on this node. */

/** A room without anybody is kept this long, ms: a reload finds it warm. */
const IDLE = 30_000;

export type Rooms = ReturnType<typeof createRooms>;

/** `keep`: whether something of a plan is still to be done. `closed`: a room has gone. */
export function createRooms(db: Sql, world: RoomWorld, keep: (key: string) => boolean, closed: (room: Room) => void) {
  const rooms = new Map<string, Room>();
  const opening = new Map<string, Promise<Room>>();

  async function load(plan: PlanHead): Promise<Room> {
    const room = new Room(plan, await readUpdates(db, plan, 0), world);
    rooms.set(keyOf(plan), room);
    return room;
  }
  function replace(key: string, room: Room): void {
    rooms.delete(key);
    for (const connection of [...room.connections]) connection.close(4409, 'another document');
    void room.drained().then(() => room.destroy());
  }
  return {
    get: (key: string): Room | undefined => rooms.get(key),
    all: (): Room[] => [...rooms.values()],
    keys: (): string[] => [...rooms.keys()],
    /** Opens a plan, loaded whole; held until the caller lets it go. Null: this node has too many open. */
    async hold(plan: PlanHead): Promise<Room | null> {
      const key = keyOf(plan);
      const open = rooms.get(key);
      if (open && open.plan.generation === plan.generation) {
        open.holds += 1;
        return open;
      }
      // The document was made anew: the old room has only to let its people go.
      if (open) replace(key, open);
      if (!opening.has(key) && rooms.size + opening.size >= ROOMS) return null;
      let loading = opening.get(key);
      if (!loading) {
        loading = load(plan).finally(() => opening.delete(key));
        opening.set(key, loading);
      }
      const room = await loading;
      room.holds += 1;
      return room;
    },
    /** Reads what a plan has had elsewhere. */
    catchUp(key: string): void {
      rooms
        .get(key)
        ?.catchUp()
        .catch((error: unknown) => log.warn({ err: error, key }, 'plan could not be read'));
    },
    /** Closes what nobody has needed for a while. */
    sweep(now: number): void {
      for (const [key, room] of rooms) {
        room.presence.sweep(now);
        if (room.connections.size > 0 || room.busy || keep(key) || now - room.idleSince < IDLE) continue;
        rooms.delete(key);
        room.destroy();
        closed(room);
      }
    },
  };
}

/** Which of these plans have moved beyond what their rooms know. */
export async function movedPlans(db: Sql, rooms: readonly Room[]): Promise<PlanKey[]> {
  const moved: PlanKey[] = [];
  for (const schoolId of new Set(rooms.map(({ plan }) => plan.schoolId))) {
    const own = rooms.filter(({ plan }) => plan.schoolId === schoolId);
    const seqs = await planSeqs(
      db,
      schoolId,
      own.map((room) => room.plan.planId),
    );
    for (const room of own) if (seqs.get(room.plan.planId) !== room.cursor) moved.push(room.plan);
  }
  return moved;
}
