import * as decoding from 'lib0/decoding';
import {
  CLIENT_ID_LIMIT,
  CLIENT_LIMIT,
  CLOCK_LIMIT,
  DELETE_RANGE_LIMIT,
  DELETED_LIMIT,
  NEW_CLIENT_LIMIT,
  SIBLING_LIMIT,
  STRUCT_LIMIT,
} from '#server/collab/limits.ts';

/** Reads the bytes of an update (Yjs, V1) as Yjs itself would, and builds nothing of them. What it lets through is bounded, has
 *  no gaps and holds only what a plan is made of: Yjs accepts lengths of 2⁴⁰, blocks for seconds on a missing update, and
 *  throws half-way. */

/** hostile: no honest client sends it. gap: it rests on something that has not come. */
export type BadStructure = { ok: false; kind: 'hostile' | 'gap'; reason: string };
export type Structure = {
  ok: true;
  /** Editors' ids with new structs in this update. */
  clients: number[];
};

/** What the document already holds. */
export type Known = {
  /** The next clock of an editor's id; 0 for one it has not seen. */
  clockOf(client: number): number;
  clients: number;
};

class Bad extends Error {
  readonly kind: 'hostile' | 'gap';
  constructor(kind: 'hostile' | 'gap', reason: string) {
    super(reason);
    this.kind = kind;
  }
}
const hostile = (reason: string) => new Bad('hostile', reason);
const gap = (reason: string) => new Bad('gap', reason);

/** The root type of a plan, and the only one. */
const ROOT = 'rows';
const ITEM = { gc: 0, deleted: 1, string: 4, type: 7, any: 8, skip: 10 } as const;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
/** typeRefs of Yjs: a map and a text. */
const TYPES = new Set([1, 2]);
/** Any values of lib0: null, an integer, a text. Numbers of a plan are whole. */
const ANY = { null: 126, integer: 125, text: 119 } as const;
/** The longest single value is an order key of 500 digits. */
const VALUE_LIMIT = 600;

export function checkStructure(bytes: Uint8Array, known: Known): Structure | BadStructure {
  try {
    return new Reader(bytes, known).read();
  } catch (error) {
    if (error instanceof Bad) return { ok: false, kind: error.kind, reason: error.message };
    // lib0 throws at the end of the bytes, at numbers beyond 2⁵³ and at what is no UTF-8.
    return { ok: false, kind: 'hostile', reason: error instanceof Error ? error.message : 'unreadable' };
  }
}

class Reader {
  readonly #d: decoding.Decoder;
  readonly #known: Known;
  /** Where each editor's clock stands behind this update. */
  readonly #ends = new Map<number, number>();
  readonly #news: number[] = [];
  /** Ids that must exist behind this update: client and clock by turns. */
  readonly #needed: number[] = [];
  readonly #siblings = new Map<string, number>();
  #structs = 0;
  #deleted = 0;

  constructor(bytes: Uint8Array, known: Known) {
    this.#d = decoding.createDecoder(bytes);
    this.#known = known;
  }

  read(): Structure {
    const sections = this.#count(CLIENT_LIMIT, 3);
    let unknown = 0;
    for (let n = 0; n < sections; n += 1) if (this.#section()) unknown += 1;
    if (unknown > NEW_CLIENT_LIMIT || this.#known.clients + unknown > CLIENT_LIMIT) throw hostile('too many editors');
    for (let at = 0; at < this.#needed.length; at += 2)
      if ((this.#needed[at + 1] ?? 0) >= this.#endOf(this.#needed[at] ?? 0)) throw gap('rests on a missing struct');
    this.#deletes();
    if (decoding.hasContent(this.#d)) throw hostile('bytes behind the end');
    return { ok: true, clients: this.#news };
  }

  /** A count of things that take at least `size` bytes each: what the bytes cannot hold is a lie. */
  #count(limit: number, size: number): number {
    const count = decoding.readVarUint(this.#d);
    if (count > limit || count * size > this.#d.arr.length - this.#d.pos) throw hostile('a count beyond the bytes');
    return count;
  }
  #client(): number {
    const client = decoding.readVarUint(this.#d);
    if (client >= CLIENT_ID_LIMIT) throw hostile('an editor’s id beyond 32 bits');
    return client;
  }
  readonly #endOf = (client: number): number => this.#ends.get(client) ?? this.#known.clockOf(client);

  /** All structs of one editor; true when the document has not seen him. */
  #section(): boolean {
    const count = this.#count(STRUCT_LIMIT, 2);
    this.#structs += count;
    if (this.#structs > STRUCT_LIMIT) throw hostile('too many structs');
    const client = this.#client();
    let clock = decoding.readVarUint(this.#d);
    if (this.#ends.has(client) || count === 0) throw hostile('an editor named twice or for nothing');
    const from = this.#known.clockOf(client);
    if (clock > from) throw gap('an earlier update is missing');
    for (let n = 0; n < count; n += 1) {
      clock += this.#struct(client, clock);
      if (clock > CLOCK_LIMIT) throw hostile('a clock beyond 31 bits');
    }
    this.#ends.set(client, Math.max(clock, from));
    if (clock > from) this.#news.push(client);
    return from === 0;
  }

  /** One struct; returns its length. */
  #struct(client: number, clock: number): number {
    const info = decoding.readUint8(this.#d);
    const kind = info & 0x1f;
    if (kind === ITEM.gc) return this.#length();
    if (kind === ITEM.skip) throw gap('a struct is left out');
    const origin = (info & HAS_ORIGIN) === HAS_ORIGIN ? this.#id(client, clock) : null;
    const right = (info & HAS_RIGHT_ORIGIN) === HAS_RIGHT_ORIGIN ? this.#id(client, clock) : null;
    const place = origin ?? (right ? `>${right}` : this.#parent(client, clock, info));
    const siblings = (this.#siblings.get(place) ?? 0) + 1;
    if (siblings > SIBLING_LIMIT) throw hostile('too many structs in one place');
    this.#siblings.set(place, siblings);
    return this.#content(kind);
  }
  #id(client: number, clock: number): string {
    const of = this.#client();
    const at = decoding.readVarUint(this.#d);
    if (of === client ? at >= clock : at >= CLOCK_LIMIT) throw hostile('a struct that rests on itself');
    this.#needed.push(of, at);
    return `${of}:${at}`;
  }
  #parent(client: number, clock: number, info: number): string {
    let parent = ROOT;
    if (decoding.readVarUint(this.#d) === 1) {
      if (decoding.readVarString(this.#d) !== ROOT) throw hostile('another root type');
    } else parent = this.#id(client, clock);
    const sub = (info & HAS_PARENT_SUB) === HAS_PARENT_SUB ? decoding.readVarString(this.#d) : null;
    return sub === null ? `^${parent}` : `^${parent} ${sub}`;
  }

  #content(kind: number): number {
    switch (kind) {
      case ITEM.deleted:
        return this.#length();
      case ITEM.string:
        return this.#text(Number.POSITIVE_INFINITY);
      case ITEM.type:
        if (!TYPES.has(decoding.readVarUint(this.#d))) throw hostile('a type no plan has');
        return 1;
      case ITEM.any: {
        const count = this.#count(STRUCT_LIMIT, 1);
        if (count === 0) throw hostile('an empty value');
        for (let n = 0; n < count; n += 1) this.#any();
        return count;
      }
      default:
        throw hostile('content no plan has');
    }
  }
  #any(): void {
    const tag = decoding.readUint8(this.#d);
    if (tag === ANY.text) this.#text(VALUE_LIMIT, true);
    else if (tag === ANY.integer) decoding.readVarInt(this.#d);
    else if (tag !== ANY.null) throw hostile('a value no plan has');
  }
  #text(limit: number, empty = false): number {
    const text = decoding.readVarString(this.#d);
    // PostgreSQL keeps no NUL, and a row that holds one would never be projected again.
    if (text.length > limit || (text.length === 0 && !empty) || text.includes('\0'))
      throw hostile('a text no plan has');
    return text.length;
  }
  /** A bare length of what is deleted: it costs the sender nothing, so it is bounded by itself. */
  #length(): number {
    const length = decoding.readVarUint(this.#d);
    this.#deleted += length;
    if (length === 0 || this.#deleted > DELETED_LIMIT) throw hostile('a length beyond reason');
    return length;
  }

  #deletes(): void {
    const clients = this.#count(CLIENT_LIMIT, 2);
    const seen = new Set<number>();
    let ranges = 0;
    for (let n = 0; n < clients; n += 1) {
      const client = this.#client();
      if (seen.has(client)) throw hostile('an editor named twice');
      seen.add(client);
      const count = this.#count(DELETE_RANGE_LIMIT, 2);
      ranges += count;
      if (ranges > DELETE_RANGE_LIMIT) throw hostile('too many deletions');
      const end = this.#endOf(client);
      for (let at = 0; at < count; at += 1) {
        const clock = decoding.readVarUint(this.#d);
        const length = decoding.readVarUint(this.#d);
        if (length === 0 || length > CLOCK_LIMIT) throw hostile('a length beyond reason');
        if (clock + length > end) throw gap('deletes what has not come');
      }
    }
  }
}
