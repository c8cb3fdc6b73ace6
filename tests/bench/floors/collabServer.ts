import { createServer } from 'node:http';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { openPool } from '#db/pool.ts';

/** The floor of documents edited together: a relay over y-protocols that appends and commits each update, then applies it and
 *  sends it to the others. No session, no rights, no checks, no rows. */

const { PORT = '', FLOOR_DATABASE_URL = '' } = process.env;
const sql = openPool(FLOOR_DATABASE_URL, { max: 8 });

type Room = { doc: Y.Doc; clients: Set<WebSocket> };
const rooms = new Map<string, Promise<Room>>();

async function load(name: string): Promise<Room> {
  const doc = new Y.Doc();
  const rows = await sql<{ bytes: Buffer }[]>`select bytes from floor_update where room = ${name} order by id`;
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  const room: Room = { doc, clients: new Set() };
  doc.on('update', (update: Uint8Array, from: unknown) => {
    const e = encoding.createEncoder();
    encoding.writeVarUint(e, 0);
    sync.writeUpdate(e, update);
    const frame = encoding.toUint8Array(e);
    for (const client of room.clients) if (client !== from) client.send(frame);
  });
  return room;
}

const http = createServer();
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
http.on('upgrade', (request, socket, head) => {
  const name = request.url?.split('/').at(-1) ?? '';
  const opening = rooms.get(name) ?? load(name);
  rooms.set(name, opening);
  opening.then(
    (room) => wss.handleUpgrade(request, socket, head, (ws) => join(ws, name, room)),
    () => socket.destroy(),
  );
});

function join(ws: WebSocket, name: string, room: Room): void {
  room.clients.add(ws);
  ws.on('close', () => room.clients.delete(ws));
  // A client's updates rest on each other: they are committed in their order.
  let turn = Promise.resolve();
  ws.on('message', (data: Buffer) => {
    turn = turn.then(() => handle(ws, name, room, data)).catch(() => ws.terminate());
  });
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, 0);
  sync.writeSyncStep1(e, room.doc);
  ws.send(encoding.toUint8Array(e));
}
async function handle(ws: WebSocket, name: string, room: Room, data: Buffer): Promise<void> {
  const d = decoding.createDecoder(new Uint8Array(data));
  if (decoding.readVarUint(d) !== 0) return;
  const step = decoding.readVarUint(d);
  const bytes = decoding.readVarUint8Array(d);
  if (step === sync.messageYjsSyncStep1) {
    const e = encoding.createEncoder();
    encoding.writeVarUint(e, 0);
    sync.writeSyncStep2(e, room.doc, bytes);
    ws.send(encoding.toUint8Array(e));
    return;
  }
  await sql`insert into floor_update (room, bytes) values (${name}, ${bytes})`;
  Y.applyUpdate(room.doc, bytes, ws);
}
process.on('SIGTERM', () => process.exit(0));
http.listen(Number(PORT), () => process.stdout.write('{"ready":true}\n'));
