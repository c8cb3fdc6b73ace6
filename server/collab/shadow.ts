import * as Y from 'yjs';
import { DOCUMENT_LIMIT, UPDATE_LIMIT } from '#server/collab/limits.ts';
import { checkRows } from '#server/collab/schema.ts';
import { checkStructure } from '#server/collab/structure.ts';

/** A standing copy of the document that takes each change first: what Yjs does with bytes is not atomic, it may throw when half
 *  of them are in. A copy that has taken something bad is thrown away and made anew from the document. */

export type Verdict =
  /** `delta`: what it changes, in Yjs's own words; null when all of it was known. `clients`: editors' ids that are new in it. */
  | { ok: true; delta: Uint8Array | null; clients: number[] }
  | { ok: false; kind: 'hostile' | 'gap'; reason: string }
  | { ok: false; kind: 'limit'; message: string };

export const TOO_LARGE = 'План слишком велик: удалите лишние строки или сократите тексты.';
export const TOO_LARGE_UPDATE = 'За один раз вставлено слишком много. Вставьте по частям.';

export class Shadow {
  #doc = new Y.Doc();
  #rows = this.#doc.getMap('rows');
  #delta: Uint8Array | null = null;
  #changed: Y.Transaction['changed'] = new Map();
  /** At least as large as the document packed: the last exact size and what came after it. */
  #size = 0;

  constructor(state: Uint8Array) {
    this.rebuild(state);
  }

  /** Makes the copy anew. `state`: the whole document as one update. */
  rebuild(state: Uint8Array): void {
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    this.#rows = this.#doc.getMap('rows');
    this.take(state);
    this.#size = state.byteLength;
    this.#doc.on('update', (delta: Uint8Array) => {
      this.#delta = delta;
    });
    this.#doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      this.#changed = changed;
    });
  }

  /** Takes what stands in the database already. */
  take(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update);
    this.#size += update.byteLength;
  }

  /** Tries a change. After a refusal other than a gap the copy may be spoilt: `spoilt` then says so until it is made anew.
   *  `mayUse`: whether this person may write under that editor's id. */
  try(bytes: Uint8Array, mayUse: (client: number) => boolean = () => true): Verdict {
    if (bytes.byteLength > UPDATE_LIMIT) return { ok: false, kind: 'limit', message: TOO_LARGE_UPDATE };
    const { store } = this.#doc;
    const structure = checkStructure(bytes, {
      clockOf: (client) => Y.getState(store, client),
      clients: store.clients.size,
    });
    if (!structure.ok) return structure;
    if (!structure.clients.every(mayUse)) return { ok: false, kind: 'hostile', reason: 'somebody else’s editor id' };
    this.#delta = null;
    this.#changed = new Map();
    try {
      Y.applyUpdate(this.#doc, bytes);
    } catch (error) {
      return this.#spoil({ ok: false, kind: 'hostile', reason: error instanceof Error ? error.message : 'unreadable' });
    }
    if (store.pendingStructs || store.pendingDs)
      return this.#spoil({ ok: false, kind: 'hostile', reason: 'structs that rest on each other' });
    const bad = checkRows(this.#rows, this.#changed);
    if (bad) return this.#spoil({ ok: false, ...bad });
    const delta: Uint8Array | null = this.#delta;
    if (delta && !this.#fits(delta)) return this.#spoil({ ok: false, kind: 'limit', message: TOO_LARGE });
    return { ok: true, delta, clients: structure.clients };
  }
  spoilt = false;
  #spoil(verdict: Verdict): Verdict {
    this.spoilt = true;
    return verdict;
  }

  #fits(delta: Uint8Array): boolean {
    this.#size += delta.byteLength;
    if (this.#size <= DOCUMENT_LIMIT) return true;
    this.#size = Y.encodeStateAsUpdate(this.#doc).byteLength;
    return this.#size <= DOCUMENT_LIMIT;
  }

  destroy(): void {
    this.#doc.destroy();
  }
}
