import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import { openPool } from '#db/pool.ts';
import { commitPair } from '#tests/bench/floors/commitPair.ts';

/** The floor of what is live: a bare Socket.IO server. A command comes in by HTTP, is committed as one upsert and one history row,
 *  goes out to its room and is answered. No session, no rights, no rules, no batches. */

/** What the benches send, to the product and to this server alike. */
type Body = { commands: { id: string; name: string; input: Record<string, unknown>; base: number }[] };

const { PORT = '', FLOOR_DATABASE_URL = '' } = process.env;
/** As many connections as there are teachers. */
const sql = openPool(FLOOR_DATABASE_URL, { max: 16 });
const http = createServer((request, response) => {
  if (!request.url?.startsWith('/socket.io/'))
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
});
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  const { rooms } = socket.handshake.auth;
  if (Array.isArray(rooms)) void socket.join(rooms.map(String));
});

let seq = 0;
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const { commands } = JSON.parse(Buffer.concat(chunks).toString()) as Body;
  const events = [];
  for (const { id, name, input, base } of commands) {
    const number = (key: string) => Number(input[key] ?? 0);
    const place = { lessonId: number('lessonId'), groupId: 123, classId: 12, date: '2026-12-02' };
    const data =
      name === 'mark.set'
        ? { ...place, ...input, ...MARK, setAt: new Date().toISOString(), v: base + 1 }
        : name === 'lesson.change'
          ? { ...place, ...CHANGED, lessonId: place.lessonId, v: base + 1 }
          : { ...place, ...input, v: base + 1 };
    const body = JSON.stringify({ event: { name, data }, before: 3 });
    const cell = {
      lessonId: place.lessonId,
      workId: number('workId'),
      studentId: number('studentId'),
      number: number('number'),
      value: number('value'),
    };
    await commitPair(sql, 1, { ...cell, body });
    seq += 1;
    const event = { name: EVENTS[name], data, seq, commandId: id, by: null };
    events.push(event);
    io.to(cell.studentId > 0 ? `diary:${cell.studentId}` : 'all').emit('push', { seq, events: [event] });
  }
  const text = JSON.stringify({ answers: [{ ok: true, seq, events }] });
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** What an event tells beside its command, in the length it has. */
const MARK = { previous: 3, typeId: 1, workName: null, weight: 100, comment: null, commentV: 0 };
const CHANGED = {
  ...{ number: 7, startsAt: '2026-12-03T11:20:00.000Z', endsAt: '2026-12-03T12:05:00.000Z', room: '318' },
  ...{ status: 'planned', subjectId: 11, instead: null, teacher: { id: 44, name: 'Зайцева Т. П.' } },
  ...{ substitute: { id: 45, name: 'Юдин К. М.' }, kind: 'substitute', intoId: null },
  ...{
    was: { date: '2026-12-03', number: 7, room: '318' },
    from: { date: '2026-12-03', number: 7, status: 'planned' },
  },
};
const EVENTS: Record<string, string> = {
  'mark.set': 'mark.changed',
  'lesson.record': 'lesson.recorded',
  'lesson.change': 'lesson.changed',
};

process.on('SIGTERM', () => process.exit(0));
http.listen(Number(PORT), () => process.stdout.write('{"ready":true}\n'));
