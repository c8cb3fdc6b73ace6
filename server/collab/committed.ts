import * as Y from 'yjs';
import { openDocument, type StoredDocument } from '#db/plans/store.ts';

/** An empty state vector: its client has nothing. */
const NOTHING = 1;

/** The document as the database has it. What has just been committed is only kept, and goes into the document when somebody asks
 *  for it: colleagues are sent the change itself. */
export class CommittedDocument {
  seq: number;
  readonly #doc: Y.Doc;
  #waiting: Uint8Array[] = [];
  #whole: Uint8Array | null = null;

  constructor(stored: StoredDocument) {
    this.#doc = openDocument(stored);
    this.seq = stored.updates.at(-1)?.seq ?? stored.state?.seq ?? 0;
  }

  /** Takes committed changes up to a seq; returns them as one. */
  take(updates: Uint8Array[], seq: number): Uint8Array {
    // What was committed here may have been read already, with what came behind it.
    this.seq = Math.max(this.seq, seq);
    this.#whole = null;
    const [first] = updates;
    const update = updates.length === 1 && first ? first : Y.mergeUpdates(updates);
    this.#waiting.push(update);
    if (this.#waiting.length >= 500) this.#fold();
    return update;
  }
  #fold(): Y.Doc {
    const waiting = this.#waiting;
    if (waiting.length > 0) {
      this.#waiting = [];
      this.#doc.transact(() => {
        for (const update of waiting) Y.applyUpdate(this.#doc, update);
      });
    }
    return this.#doc;
  }

  /** The document, or what it has beyond a state vector. Throws when the vector is none. */
  state(vector?: Uint8Array): Uint8Array {
    if (vector && vector.byteLength > NOTHING) return Y.encodeStateAsUpdate(this.#fold(), vector);
    this.#whole ??= Y.encodeStateAsUpdate(this.#fold());
    return this.#whole;
  }
  vector(): Uint8Array {
    return Y.encodeStateVector(this.#fold());
  }
  destroy(): void {
    this.#doc.destroy();
  }
}
