import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { documentRows, putRows, removeRow } from '#db/plans/document.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';

/** Editors of a plan as they load a server: each types into a cell of its own, adds rows and deletes some of them. Of what the
 *  others do it only notes the signs that tell which edit it was: applying everything fifty times in one process would measure
 *  that process. */

/** Every so many edits a row is added; every second of those is deleted again later. */
const ADD_EVERY = 20;

export type Heard = (edit: number, at: number) => void;

export class PlanEditor {
  readonly ws: WebSocket;
  /** The document is whole: the server has answered. */
  readonly ready: Promise<void>;
  adds = 0;
  deletes = 0;
  readonly #doc = new Y.Doc();
  readonly #rows: Y.Map<Y.Map<unknown>>;
  #mine: string[] = [];
  readonly #own = new Set<number>();
  #edits = 0;

  constructor(url: string, cookie: string, origin: string, heard: Heard) {
    this.#rows = documentRows(this.#doc);
    this.ws = new WebSocket(url, { headers: { cookie, origin } });
    // A server that is killed resets its connections.
    this.ws.on('error', () => undefined);
    let whole: () => void = () => undefined;
    this.ready = new Promise((resolve) => {
      whole = resolve;
    });
    this.ws.on('message', (data: Buffer) => {
      const at = performance.now();
      if (data[0] !== 0) return;
      if (data[1] === 1) {
        const d = decoding.createDecoder(new Uint8Array(data));
        decoding.readVarUint(d);
        decoding.readVarUint(d);
        Y.applyUpdate(this.#doc, decoding.readVarUint8Array(d));
        whole();
      } else if (data[1] === 2)
        for (const [, edit] of data.toString('latin1').matchAll(/#(\d+)#/g))
          if (!this.#own.has(Number(edit))) heard(Number(edit), at);
    });
    this.ws.once('open', () => this.#send(0, Y.encodeStateVector(this.#doc)));
    this.#doc.on('update', (update: Uint8Array, from: unknown) => {
      if (from === 'own') this.#send(2, update);
    });
  }

  #send(step: number, bytes: Uint8Array): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    const e = encoding.createEncoder();
    encoding.writeVarUint(e, 0);
    encoding.writeVarUint(e, step);
    encoding.writeVarUint8Array(e, bytes);
    this.ws.send(encoding.toUint8Array(e));
  }

  /** One edit of the cell at a place, with its sign in it. */
  edit(n: number, place: number): void {
    this.#edits += 1;
    this.#own.add(n);
    this.#doc.transact(() => {
      if (this.#edits % ADD_EVERY === 0) this.#turnRow();
      const text = this.#text(place);
      // A cell keeps its length: what was typed into it before goes.
      if (text.length > 200) text.delete(0, 100);
      text.insert(text.length, `#${n}#`);
    }, 'own');
  }
  #turnRow(): void {
    const old = this.#mine.length > 1 ? this.#mine.shift() : undefined;
    if (old) {
      removeRow(this.#doc, old);
      this.deletes += 1;
    } else {
      const [row] = putRows(this.#doc, [{ ...emptyPlanRow(), topic: 'Повторение' }]);
      if (row) this.#mine.push(row.id);
      this.adds += 1;
    }
  }
  #text(place: number): Y.Text {
    const ids = [...this.#rows.keys()];
    const text = this.#rows.get(ids[place % 170] ?? '')?.get('note');
    if (!(text instanceof Y.Text)) throw new Error('a plan without rows');
    return text;
  }

  async close(): Promise<void> {
    if (this.ws.readyState === this.ws.CLOSED) return;
    const closed = once(this.ws, 'close');
    this.ws.close();
    await closed;
    this.#doc.destroy();
  }
}
