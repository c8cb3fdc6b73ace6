import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { TestServer } from '#tests/support/server.ts';

/** A client of a plan's document that sends what it is told to, frame by frame, and keeps what it gets. */

export type RawEditor = {
  ws: WebSocket;
  /** What it has been sent of the document. */
  doc: Y.Doc;
  /** Awareness states by editor's id; null: gone. */
  present: Map<number, Record<string, unknown> | null>;
  /** Answers to markers: the sentence of a refusal, null when all before it is persisted. */
  persisted: Map<number, string | null>;
  /** Types of the frames that came, in order. */
  types: number[];
  closed: number | null;
  send(frame: Uint8Array): void;
  update(bytes: Uint8Array): void;
  /** The answer to the server's step 1. */
  whole(bytes: Uint8Array): void;
  marker(n: number): void;
  say(client: number, clock: number, state: unknown): void;
  step1(): void;
};

export const frame = (...parts: (number | Uint8Array)[]): Uint8Array => {
  const e = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(e, part);
    else encoding.writeVarUint8Array(e, part);
  return encoding.toUint8Array(e);
};

/** Resolves with an open client, or with the HTTP status that its upgrade was refused with. */
export async function openRaw(
  { origin }: Pick<TestServer, 'origin'>,
  cookie: string,
  planId: number | string,
  headers: Record<string, string> = {},
): Promise<RawEditor | number> {
  const ws = new WebSocket(`${origin.replace(/^http/, 'ws')}/collab/${planId}`, {
    headers: { origin, ...(cookie ? { cookie } : {}), ...headers },
  });
  const raw: RawEditor = {
    ws,
    doc: new Y.Doc(),
    present: new Map(),
    persisted: new Map(),
    types: [],
    closed: null,
    send: (bytes) => ws.send(bytes),
    update: (bytes) => ws.send(frame(0, 2, bytes)),
    whole: (bytes) => ws.send(frame(0, 1, bytes)),
    marker: (n) => ws.send(frame(4, n)),
    say(client, clock, state) {
      const e = encoding.createEncoder();
      for (const n of [1, client, clock]) encoding.writeVarUint(e, n);
      encoding.writeVarString(e, JSON.stringify(state));
      ws.send(frame(1, encoding.toUint8Array(e)));
    },
    step1: () => ws.send(frame(0, 0, Y.encodeStateVector(raw.doc))),
  };
  ws.on('message', (data: Buffer) => hear(raw, new Uint8Array(data)));
  ws.on('close', (code) => {
    raw.closed = code;
  });
  const refused = new Promise<number>((status) => {
    ws.on('unexpected-response', (request, response) => {
      status(response.statusCode ?? 0);
      request.destroy();
    });
    ws.on('error', () => status(0));
  });
  const status = await Promise.race([once(ws, 'open'), refused]);
  return typeof status === 'number' ? status : raw;
}

/** The same for one that must come in. */
export async function enterRaw(server: Pick<TestServer, 'origin'>, cookie: string, planId: number): Promise<RawEditor> {
  const raw = await openRaw(server, cookie, planId);
  if (typeof raw === 'number') throw new Error(`refused with ${raw}`);
  return raw;
}

function hear(raw: RawEditor, bytes: Uint8Array): void {
  const d = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(d);
  raw.types.push(type);
  if (type === 0) {
    const step = decoding.readVarUint(d);
    if (step > 0) Y.applyUpdate(raw.doc, decoding.readVarUint8Array(d));
  } else if (type === 1) {
    const list = decoding.createDecoder(decoding.readVarUint8Array(d));
    for (let n = decoding.readVarUint(list); n > 0; n -= 1) {
      const client = decoding.readVarUint(list);
      decoding.readVarUint(list);
      raw.present.set(client, JSON.parse(decoding.readVarString(list)) as Record<string, unknown> | null);
    }
  } else if (type === 4) {
    const n = decoding.readVarUint(d);
    raw.persisted.set(n, decoding.readVarUint(d) === 0 ? null : decoding.readVarString(d));
  }
}
