import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodePresence, type PresentEntry } from '#server/collab/presence.ts';

/** The frames of a collab socket: y-websocket's, and one of our own. */

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
/** Ours: a marker behind one's own changes, and its answer. Only a client that sends one is ever sent one. */
const PERSISTED = 4;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type Incoming =
  | { type: 'step1'; vector: Uint8Array }
  /** `whole`: the answer to our own step 1, that is everything we lack. */
  | { type: 'update'; bytes: Uint8Array; whole: boolean }
  | { type: 'awareness'; bytes: Uint8Array }
  | { type: 'queryAwareness' }
  | { type: 'marker'; n: number };

/** Throws at what is no frame. */
export function readFrame(bytes: Uint8Array): Incoming {
  const d = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(d);
  if (type === SYNC) {
    const step = decoding.readVarUint(d);
    const payload = decoding.readVarUint8Array(d);
    if (step === STEP_1) return { type: 'step1', vector: payload };
    if (step === STEP_2 || step === UPDATE) return { type: 'update', bytes: payload, whole: step === STEP_2 };
  }
  if (type === AWARENESS) return { type: 'awareness', bytes: decoding.readVarUint8Array(d) };
  if (type === QUERY_AWARENESS) return { type: 'queryAwareness' };
  if (type === PERSISTED) return { type: 'marker', n: decoding.readVarUint(d) };
  throw new Error('no frame of this protocol');
}

const sync = (step: number, payload: Uint8Array): Uint8Array => {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, SYNC);
  encoding.writeVarUint(e, step);
  encoding.writeVarUint8Array(e, payload);
  return encoding.toUint8Array(e);
};
export const step1Frame = (vector: Uint8Array): Uint8Array => sync(STEP_1, vector);
export const step2Frame = (update: Uint8Array): Uint8Array => sync(STEP_2, update);
export const updateFrame = (update: Uint8Array): Uint8Array => sync(UPDATE, update);

export function presenceFrame(entries: readonly PresentEntry[]): Uint8Array {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, AWARENESS);
  encoding.writeVarUint8Array(e, encodePresence(entries));
  return encoding.toUint8Array(e);
}
/** The stock client takes a silence of 30 s for a dead connection. */
export const KEEPALIVE = presenceFrame([]);

/** «Сохранено»: everything before the marker is committed; with a sentence: it was not taken. */
export function persistedFrame(n: number, refusal: string | null): Uint8Array {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, PERSISTED);
  encoding.writeVarUint(e, n);
  encoding.writeVarUint(e, refusal === null ? 0 : 1);
  if (refusal !== null) encoding.writeVarString(e, refusal);
  return encoding.toUint8Array(e);
}
