import { randomUUID } from 'node:crypto';
import { type Context, interleave, median, type Row, scaled } from '#tests/bench/bench.ts';
import { createPairTables } from '#tests/bench/floors/commitPair.ts';
import { Connection } from '#tests/bench/support/connection.ts';
import { gatherCrowd } from '#tests/bench/support/crowd.ts';
import { assertDone, bodyOf } from '#tests/bench/support/keying.ts';
import { type Client, headSeq, inParallel, openSocket, sleep, watchView } from '#tests/bench/support/parentSocket.ts';
import { findParents, type Parent } from '#tests/bench/support/people.ts';
import { type ServerProcess, startProduct, startServer } from '#tests/bench/support/serverProcess.ts';

/** Idle parents, each a person of his own who follows a child's diary: what a connection holds in memory, and how soon and at what
 *  price something reaches all of them. */

const FEW = 1000;
const ALL = 5000;
const NOTICES = 20;
/** Connections made at once: a morning's rush, not a flood. */
const WIDTH = 24;
/** After the last connection, ms: handshakes are answered, timers set, buffers grown to their size. */
const SETTLE_MS = 2000;

type Side = {
  start(): Promise<ServerProcess>;
  path: string;
  follow(socket: Client, parent: Parent): Promise<void>;
  rooms(parent: Parent): string[];
};

export async function sockets(context: Context): Promise<Row[]> {
  const [few, all] = [scaled(context, FEW, 10), scaled(context, ALL, 30)];
  const database = await context.databases.demo();
  await createPairTables(database.ownerUrl);
  const { lessonId, teacherCookie } = await gatherCrowd(database.ownerUrl, all);
  const parents = await findParents(database.ownerUrl, all, []);
  let version = 0;
  /** The text has another length for each notice, or it would be the one that stands there already. */
  const notice = (base: number): string =>
    bodyOf({
      id: randomUUID(),
      name: 'lesson.record',
      input: { lessonId, change: { field: 'topic', value: `Завтра уроки начинаются в 9:00${'!'.repeat(base % 9)}` } },
      base,
    });

  const run = (side: Side) => async (): Promise<Record<string, number>> => {
    const server = await side.start();
    const connection = await Connection.open(server.origin, side.path, teacherCookie);
    const clients: Client[] = [];
    let shown = 0;
    let told: () => void = () => undefined;
    const onPush = (): void => {
      shown += 1;
      if (shown === all) told();
    };
    const seat = async (parent: Parent): Promise<void> => {
      const socket = await openSocket({
        origin: server.origin,
        cookie: parent.cookie,
        rooms: side.rooms(parent),
        onPush,
      });
      await side.follow(socket, parent);
      clients.push(socket);
    };
    try {
      await inParallel(parents.slice(0, few), WIDTH, seat);
      await sleep(SETTLE_MS);
      const before = await server.usage();
      await inParallel(parents.slice(few), WIDTH, seat);
      await sleep(SETTLE_MS);
      const after = await server.usage();
      const times: number[] = [];
      for (let i = 0; i < NOTICES; i += 1) {
        shown = 0;
        const last = new Promise<number>((resolve) => {
          told = () => resolve(performance.now());
        });
        const body = notice(version);
        version += side.path === '/' ? 0 : 1;
        const since = performance.now();
        assertDone(await connection.post(body));
        times.push((await last) - since);
      }
      const done = await server.usage();
      return {
        rss: (after.rss - before.rss) / (all - few) / 1024,
        total: after.rss / 1024 / 1024,
        last: median(times),
        cpu: ((done.cpu - after.cpu) / NOTICES / all) * 1000,
      };
    } finally {
      connection.close();
      for (const client of clients) client.disconnect();
      await server.stop();
    }
  };

  const product: Side = {
    start: () => startProduct(database.appUrl, { gc: true }),
    path: '/api/commands',
    rooms: () => [],
    follow: async (socket, { studentId }) => watchView(socket, { view: 'diary', studentId }, await since()),
  };
  let head: Promise<number> | null = null;
  const since = (): Promise<number> => {
    head ??= headSeq(database.ownerUrl);
    return head;
  };
  const floor: Side = {
    start: () =>
      startServer('.dist/bench-socket-floor.mjs', { env: { FLOOR_DATABASE_URL: database.ownerUrl }, gc: true }),
    path: '/',
    rooms: ({ studentId }) => [`diary:${studentId}`, 'all'],
    follow: async () => undefined,
  };
  const medians = await interleave(context, { floor: run(floor), product: run(product) }, { warm: false });
  const figure = (from: 'floor' | 'product', key: string): number => medians[from][key] ?? Number.NaN;
  const line = (name: string, unit: string, key: string, ratio?: { key: string; target: string }): Row => {
    const [least, ours] = [figure('floor', key), figure('product', key)];
    return { name, unit, floor: least, product: ours, ...(ratio ? { ratio: { ...ratio, value: ours / least } } : {}) };
  };
  return [
    line(`memory of a connection: (RSS at ${all} − RSS at ${few}) ÷ ${all - few}`, 'KB', 'rss', {
      key: 'rss',
      target: '≤ 1.25',
    }),
    line(`RSS at ${all}`, 'MB', 'total'),
    line(`a notice to ${all}: last screen`, 'ms', 'last', { key: 'last_screen', target: '≤ 1.5' }),
    line('CPU of the server a delivery', 'µs', 'cpu', { key: 'cpu', target: '≤ 1.3' }),
  ];
}
