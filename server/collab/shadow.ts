import * as Y from 'yjs';
import { PLAN_BYTES } from '#lib/domain/plans/rows.ts';
import { UPDATE_LIMIT } from '#server/collab/limits.ts';
import { checkRows } from '#server/collab/schema.ts';
import { checkStructure } from '#server/collab/structure.ts';

/** A standing copy of the document that takes each change first: what Yjs does with bytes is not atomic, it may throw when half
 *  of them are in. A copy that has taken something bad is thrown away and made anew from the document. */

export type Verdict =
  /** `delta`: what it changes, in Yjs's own words; null when all of it was known. `clients`: editors' ids that are new in it. */
  | { ok: true; delta: Uint8Array | null; clients: number[] }
  | { ok: false; kind: 'hostile' | 'gap'; reason: string }
  | { ok: false; kind: 'limit'; message: string };

export type Refused = Extract<Verdict, { ok: false }>;

export const TOO_LARGE = 'План слишком велик: удалите лишние строки или сократите тексты.';
export const TOO_LARGE_UPDATE = 'За один раз вставлено слишком много. Вставьте по частям.';

export class Shadow {
  readonly #source: () => readonly Uint8Array[];
  #doc: Y.Doc | null = null;
  #delta: Uint8Array | null = null;
  #changed: Y.Transaction['changed'] = new Map();
  /** At least as large as the document packed: the last exact size and what came after it. */
  #size = 0;

  /** `source`: the document as it is committed, whole, and what waits behind it. The copy is made of them when a change comes:
   *  where nobody writes there is none. */
  constructor(source: () => readonly Uint8Array[]) {
    this.#source = source;
  }

  #open(): Y.Doc {
    const doc = new Y.Doc();
    // Named before anything is in it: what a transaction changed is told by the type as it was then.
    doc.getMap('rows');
    this.#doc = doc;
    this.#size = 0;
    for (const update of this.#source()) this.take(update);
    doc.on('update', (delta: Uint8Array) => {
      this.#delta = delta;
    });
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      this.#changed = changed;
    });
    return doc;
  }

  /** Takes what stands in the database already. */
  take(update: Uint8Array): void {
    if (!this.#doc) return;
    Y.applyUpdate(this.#doc, update);
    this.#size += update.byteLength;
  }
  /** The next change finds a copy that is made anew. */
  forget(): void {
    this.#doc?.destroy();
    this.#doc = null;
  }

  /** Tries a change; a copy that it may have spoilt is forgotten.
   *  `mayUse`: whether this person may write under that editor's id. */
  try(bytes: Uint8Array, mayUse: (client: number) => boolean = () => true): Verdict {
    if (bytes.byteLength > UPDATE_LIMIT) return { ok: false, kind: 'limit', message: TOO_LARGE_UPDATE };
    const doc = this.#doc ?? this.#open();
    const { store } = doc;
    const structure = checkStructure(bytes, {
      clockOf: (client) => Y.getState(store, client),
      clients: store.clients.size,
    });
    if (!structure.ok) return structure;
    if (!structure.clients.every(mayUse)) return { ok: false, kind: 'hostile', reason: 'somebody else’s editor id' };
    const bad = this.#apply(doc, bytes);
    if (bad) this.forget();
    return bad ?? { ok: true, delta: this.#delta, clients: structure.clients };
  }
  #apply(doc: Y.Doc, bytes: Uint8Array): Refused | null {
    this.#delta = null;
    this.#changed = new Map();
    try {
      Y.applyUpdate(doc, bytes);
    } catch (error) {
      return { ok: false, kind: 'hostile', reason: error instanceof Error ? error.message : 'unreadable' };
    }
    if (doc.store.pendingStructs || doc.store.pendingDs)
      return { ok: false, kind: 'hostile', reason: 'structs that rest on each other' };
    const bad = checkRows(doc.getMap('rows'), this.#changed);
    if (bad) return { ok: false, ...bad };
    return this.#fits(doc) ? null : { ok: false, kind: 'limit', message: TOO_LARGE };
  }

  #fits(doc: Y.Doc): boolean {
    // What adds nothing makes nothing larger.
    if (!this.#delta) return true;
    this.#size += this.#delta.byteLength;
    if (this.#size <= PLAN_BYTES) return true;
    this.#size = Y.encodeStateAsUpdate(doc).byteLength;
    return this.#size <= PLAN_BYTES;
  }
}
