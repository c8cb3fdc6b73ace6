import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { createPairTables } from '#tests/bench/floors/commitPair.ts';
import { Connection } from '#tests/bench/support/connection.ts';
import { assertDone, bodyOf, keyMark } from '#tests/bench/support/keying.ts';
import {
  type Client,
  headSeq,
  inParallel,
  openSocket,
  type Push,
  sleep,
  watchView,
} from '#tests/bench/support/parentSocket.ts';
import { type Cell, findParents, findTeachers, type Parent, type Teacher } from '#tests/bench/support/people.ts';
import { type ServerProcess, startProduct, startServer } from '#tests/bench/support/serverProcess.ts';

/** From the key to the parents' screens: 1 000 connected parents, 16 teachers, at 50 and at 500 marks a second. The teachers and the
 *  parents are this process, the servers two others; the clock is one. */

const PARENTS = 1000;
const TEACHERS = 16;
/** Groups of a teacher that are written in: enough cells that none is written twice within a second. */
const GROUPS = 4;
/** Marks a second, and for how long in a round, ms: 3 000 marks a round, 15 000 in the usual five. */
const PACES = [
  { rate: 50, ms: 10_000 },
  { rate: 500, ms: 5000 },
] as const;
/** A mark that has not arrived by then is lost, ms. */
const PATIENCE = 10_000;

/** One of the two servers with its clients, and the marks that are on their way. */
class Stage {
  readonly server: ServerProcess;
  lost = 0;
  sent = 0;
  readonly #writers: { cells: Cell[]; connection: Connection; at: number; turn: Promise<void> }[];
  readonly #screens: Client[] = [];
  readonly #expected = new Map<number, number>();
  readonly #underway = new Map<string, { keyed: number; screens: number }>();
  #arrived: number[] = [];

  constructor(server: ServerProcess, teachers: readonly Teacher[], connections: readonly Connection[]) {
    this.server = server;
    // Each stage counts the versions of its own cells.
    this.#writers = connections.map((connection, at) => ({
      cells: structuredClone(teachers[at]?.cells ?? []),
      connection,
      at: 0,
      turn: Promise.resolve(),
    }));
  }

  /** Seats the parents before their screens. */
  async seat(parents: readonly Parent[], since: number | null): Promise<void> {
    const onPush = (push: Push) => this.#show(push);
    const seated = await inParallel(parents, 16, async ({ studentId, cookie }) => {
      const rooms = since === null ? [`diary:${studentId}`] : [];
      const socket = await openSocket({ origin: this.server.origin, cookie, rooms, onPush });
      if (since !== null) await watchView(socket, { view: 'diary', studentId }, since);
      this.#expected.set(studentId, (this.#expected.get(studentId) ?? 0) + 1);
      return socket;
    });
    this.#screens.push(...seated);
  }

  /** Keys marks at a steady pace and waits for the last screen; p50 and p99 in ms, of keyed → shown and of keyed → saved. */
  async keyFor(rate: number, ms: number): Promise<Record<string, number>> {
    this.#arrived = [];
    const saved: number[] = [];
    const posts: Promise<void>[] = [];
    const since = performance.now();
    for (let count = 0; count < (rate * ms) / 1000; count += 1) {
      const wait = since + (count * 1000) / rate - performance.now();
      if (wait > 0) await sleep(wait);
      posts.push(this.#key(count, saved));
    }
    await Promise.all(posts);
    const patience = performance.now() + PATIENCE;
    while (this.#underway.size > 0 && performance.now() < patience) await sleep(5);
    for (const { screens } of this.#underway.values()) this.lost += screens;
    this.#underway.clear();
    this.sent += posts.length;
    return { p50: percentile(this.#arrived, 0.5), p99: percentile(this.#arrived, 0.99), saved: percentile(saved, 0.5) };
  }

  async close(): Promise<void> {
    for (const { connection } of this.#writers) connection.close();
    for (const screen of this.#screens) screen.disconnect();
    await this.server.stop();
  }

  /** A teacher's marks go one after another, as his browser sends them. */
  #key(count: number, saved: number[]): Promise<void> {
    const writer = this.#writers[count % this.#writers.length];
    const cell = writer?.cells[writer.at++ % writer.cells.length];
    if (!writer || !cell) throw new Error('a teacher without cells');
    const body = bodyOf(keyMark(cell));
    const keyed = performance.now();
    const screens = this.#expected.get(cell.studentId) ?? 0;
    if (screens > 0) this.#underway.set(keyOf(cell), { keyed, screens });
    writer.turn = writer.turn.then(async () => {
      assertDone(await writer.connection.post(body));
      saved.push(performance.now() - keyed);
    });
    return writer.turn;
  }

  #show({ events }: Push): void {
    const now = performance.now();
    for (const event of events) {
      if (event.name !== 'mark.changed') continue;
      const key = keyOf(event.data);
      const mark = this.#underway.get(key);
      if (!mark) continue;
      this.#arrived.push(now - mark.keyed);
      mark.screens -= 1;
      if (mark.screens === 0) this.#underway.delete(key);
    }
  }
}
const keyOf = (m: { workId: number; studentId: number; number: number; v: number }) =>
  `${m.workId}:${m.studentId}:${m.number}:${m.v}`;

export async function live(context: Context): Promise<Row[]> {
  const database = await context.databases.demo();
  await createPairTables(database.ownerUrl);
  const teachers = await findTeachers(database.ownerUrl, TEACHERS, GROUPS);
  const students = [...new Set(teachers.flatMap((teacher) => teacher.cells.map((cell) => cell.studentId)))];
  const parents = await findParents(database.ownerUrl, scaled(context, PARENTS, 20), students);
  const stage = async (server: ServerProcess, path: string): Promise<Stage> =>
    new Stage(
      server,
      teachers,
      await Promise.all(teachers.map(({ cookie }) => Connection.open(server.origin, path, cookie))),
    );
  const product = await stage(await startProduct(database.appUrl), '/api/commands');
  const floor = await stage(
    await startServer('.dist/bench-socket-floor.mjs', { env: { FLOOR_DATABASE_URL: database.ownerUrl } }),
    '/',
  );
  try {
    await product.seat(parents, await headSeq(database.ownerUrl));
    await floor.seat(parents, null);
    context.note(`${parents.length} parents connected to each`);
    const [slow, quick] = PACES;
    const run =
      (on: Stage, { rate, ms }: { rate: number; ms: number }) =>
      () =>
        on.keyFor(rate, scaled(context, ms, 1000));
    const medians = await interleave(context, {
      floorSlow: run(floor, slow),
      productSlow: run(product, slow),
      floorQuick: run(floor, quick),
      productQuick: run(product, quick),
    });
    context.note(`${product.sent} marks by the product, ${floor.sent} by the floor`);
    const paces = [
      { rate: slow.rate, floor: medians.floorSlow, product: medians.productSlow },
      { rate: quick.rate, floor: medians.floorQuick, product: medians.productQuick },
    ];
    const worse = (key: string) =>
      Math.max(...paces.map((pace) => (pace.product[key] ?? Number.NaN) / (pace.floor[key] ?? Number.NaN)));
    const rows = paces.flatMap(({ rate, floor, product }): Row[] =>
      ['p50', 'p99', 'saved'].map((key) => ({
        name: `${rate} marks/s, ${key === 'saved' ? 'keyed → answered, p50' : `keyed → shown, ${key}`}`,
        unit: 'ms',
        floor: floor[key] ?? Number.NaN,
        product: product[key] ?? Number.NaN,
      })),
    );
    return [
      ...rows,
      { name: 'worse of both paces, p50', unit: '×', ratio: { key: 'p50', value: worse('p50'), target: '≤ 1.3' } },
      { name: 'worse of both paces, p99', unit: '×', ratio: { key: 'p99', value: worse('p99'), target: '≤ 1.5' } },
      {
        name: 'marks that did not arrive',
        unit: 'count',
        floor: floor.lost,
        product: product.lost,
        ratio: { key: 'lost', value: product.lost, target: '0' },
      },
      { name: 'marks sent', unit: 'count', floor: floor.sent, product: product.sent },
    ];
  } finally {
    await product.close();
    await floor.close();
  }
}
