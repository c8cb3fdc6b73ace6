import type { Connection } from '#server/collab/connection.ts';
import { presenceFrame } from '#server/collab/frames.ts';
import type { Room } from '#server/collab/room.ts';

/** Moves of carets are told at most this often, ms: people follow them, machines need not. */
const PAUSE = 40;

/** Tells the clients of a room, and the other nodes, who is present; the moves of a moment go together. */
export class Telling {
  readonly #room: Room;
  readonly #tellNodes: (clients: readonly number[]) => void;
  readonly #stirred = new Set<number>();
  readonly #own = new Set<number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(room: Room, tellNodes: (clients: readonly number[]) => void) {
    this.#room = room;
    this.#tellNodes = tellNodes;
  }

  /** Shows a client who is here; of his own windows nobody is told before he has said which he is. */
  show(connection: Connection): void {
    if (connection.locked) return;
    const { presence } = this.#room;
    const known = connection.speaker.client !== null;
    const here = presence.here().filter((client) => known || presence.personOf(client) !== connection.actor.personId);
    connection.send(presenceFrame(presence.entries(here)));
  }

  /** Editors changed: those of this node (`own`) are told to the other nodes too. */
  tell(clients: readonly number[], own = true): void {
    for (const client of clients) {
      this.#stirred.add(client);
      if (own) this.#own.add(client);
    }
    if (this.#stirred.size > 0) this.#timer ??= setTimeout(() => this.#flush(), PAUSE);
  }
  #flush(): void {
    this.#timer = null;
    const frame = presenceFrame(this.#room.presence.entries([...this.#stirred]));
    for (const connection of this.#room.connections) if (!connection.locked) connection.send(frame);
    const own = [...this.#own];
    this.#stirred.clear();
    this.#own.clear();
    if (own.length > 0) this.#tellNodes(own);
  }

  destroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }
}
