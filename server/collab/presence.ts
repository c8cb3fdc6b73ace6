import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CLIENT_ID_LIMIT, PRESENCE_LIMIT } from '#server/collab/limits.ts';

/** Who is in one document and in which cell: y-protocols' awareness messages, with what a client says of itself corrected. A
 *  client speaks for one editor's id, its own; everything it says of others (the stock client repeats all it hears) is passed
 *  over. Who he is, the server fills in. A client that comes back with the clock it left with is given the next one: the others
 *  would take it for what they have just seen go. */

/** What the server says of a person; a colour of the design, 1…8. */
export type PresentUser = { id: number; name: string; colour: number; mayWrite: boolean };
/** One editor as it is told to clients and nodes; `state` is JSON, null: gone. */
export type PresentEntry = { client: number; clock: number; state: string | null };

/** Who speaks: a connection of this node; its editor's id and the last clock it said, once it has. */
export type Speaker = { personId: number; user: PresentUser; client: number | null; said: number };

type Held = PresentEntry & { speaker: Speaker | null; node: string | null; personId: number; until: number };

/** Editors named in one message at most: all of a full document. */
const ENTRIES = 256;
/** A client that is gone is remembered this long, ms, so that its clock goes on when it returns. */
const REMEMBERED = 120_000;
const COLOURS = 8;

export class Presence {
  readonly #held = new Map<number, Held>();

  /** Reads a client's message; returns the editors that changed. Throws when the bytes are no awareness message. */
  hear(speaker: Speaker, bytes: Uint8Array, now: number): number[] {
    const d = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(d);
    if (count > ENTRIES) throw new Error('too many editors');
    const changed: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const client = decoding.readVarUint(d);
      const clock = decoding.readVarUint(d);
      const state = decoding.readVarString(d);
      if (!this.#isOwn(speaker, client, state)) continue;
      const said = corrected(state, speaker.user);
      const held = this.#held.get(client);
      if (said === undefined || (held?.speaker === speaker && clock <= speaker.said)) continue;
      speaker.said = clock;
      this.#set(
        client,
        {
          clock: held ? Math.max(clock, held.clock + 1) : clock,
          state: said,
          speaker,
          node: null,
          personId: speaker.personId,
        },
        now,
      );
      changed.push(client);
    }
    return changed;
  }

  /** A client's id is the first it names that is nobody else's; an id of the same person is taken over (he has reconnected). */
  #isOwn(speaker: Speaker, client: number, state: string): boolean {
    if (speaker.client !== null) return speaker.client === client;
    if (state === 'null' || client >= CLIENT_ID_LIMIT) return false;
    const held = this.#held.get(client);
    if (held && held.state !== null && held.personId !== speaker.personId) return false;
    if (held?.speaker) held.speaker.client = null;
    speaker.client = client;
    return true;
  }
  #set(client: number, entry: Omit<Held, 'client' | 'until'>, now: number): void {
    this.#held.set(client, { ...entry, client, until: now + REMEMBERED });
  }

  /** The connection has gone, or shows nothing while its screen is locked; returns the editors that changed. */
  leave(speaker: Speaker, now: number): number[] {
    const { client } = speaker;
    const held = client === null ? undefined : this.#held.get(client);
    if (client === null || !held || held.speaker !== speaker || held.state === null) return [];
    this.#set(client, { ...held, state: null, speaker: null }, now);
    return [client];
  }

  /** What another node tells of its own clients. */
  hearNode(node: string, entries: readonly (PresentEntry & { personId: number })[], now: number): number[] {
    const changed: number[] = [];
    for (const { client, clock, state, personId } of entries) {
      const held = this.#held.get(client);
      const older = held && (clock < held.clock || (clock === held.clock && state !== null));
      // A client that has moved to this node meanwhile is this node's until it is told to have moved on.
      if (older || (held?.speaker && (state === null || held.personId !== personId || clock === held.clock))) continue;
      if (held?.speaker) held.speaker.client = null;
      this.#set(client, { clock, state, speaker: null, node, personId }, now);
      changed.push(client);
    }
    return changed;
  }
  /** A node has died, or has nobody here any more. */
  forgetNode(node: string, now: number): number[] {
    const changed: number[] = [];
    for (const [client, held] of this.#held)
      if (held.node === node && held.state !== null) {
        this.#set(client, { ...held, state: null }, now);
        changed.push(client);
      }
    return changed;
  }

  /** Forgets those that have been gone for long. */
  sweep(now: number): void {
    for (const [client, { state, until }] of this.#held) if (state === null && until < now) this.#held.delete(client);
  }

  entries(clients: readonly number[]): PresentEntry[] {
    return clients.flatMap((client) => {
      const held = this.#held.get(client);
      return held ? [{ client, clock: held.clock, state: held.state }] : [];
    });
  }
  personOf(client: number): number | undefined {
    return this.#held.get(client)?.personId;
  }
  here(): number[] {
    return [...this.#held].flatMap(([client, { state }]) => (state === null ? [] : [client]));
  }
  /** This node's own clients as other nodes are told of them: all that are here, or these, gone ones too. */
  own(clients?: readonly number[]): (PresentEntry & { personId: number })[] {
    return (clients ?? this.here()).flatMap((client) => {
      const held = this.#held.get(client);
      if (!held || held.node !== null) return [];
      return [{ client, clock: held.clock, state: held.state, personId: held.personId }];
    });
  }

  /** The first colour nobody has, of those in `users` and on other nodes; one's own in another window; with more people than
   *  colours, by the person. */
  colourFor(personId: number, users: readonly PresentUser[]): number {
    const elsewhere = [...this.#held.values()].flatMap(({ state }) =>
      state === null ? [] : [(JSON.parse(state) as { user: PresentUser }).user],
    );
    const all = [...users, ...elsewhere];
    const own = all.find(({ id }) => id === personId);
    if (own) return own.colour;
    const taken = new Set(all.map(({ colour }) => colour));
    for (let colour = 1; colour <= COLOURS; colour += 1) if (!taken.has(colour)) return colour;
    return 1 + (personId % COLOURS);
  }
}

/** What a client says of itself, with its person filled in. Undefined: too much, or no state at all. */
function corrected(text: string, user: PresentUser): string | null | undefined {
  if (text.length > PRESENCE_LIMIT) return undefined;
  const said: unknown = JSON.parse(text);
  if (said === null) return null;
  if (typeof said !== 'object' || Array.isArray(said)) return undefined;
  const state = JSON.stringify({ ...said, user });
  return Buffer.byteLength(state) > PRESENCE_LIMIT + 256 ? undefined : state;
}

/** The message of these editors, as y-protocols writes it. */
export function encodePresence(entries: readonly PresentEntry[]): Uint8Array {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(e, client);
    encoding.writeVarUint(e, clock);
    encoding.writeVarString(e, state ?? 'null');
  }
  return encoding.toUint8Array(e);
}
