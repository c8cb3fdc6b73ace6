import { createExecutor } from '#db/execute.ts';
import { openPool } from '#db/pool.ts';
import { actorOf } from '#db/sessions.ts';
import { connect, disconnect } from '#db/sql.ts';
import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { commitPair, createPairTables } from '#tests/bench/floors/commitPair.ts';
import { Connection } from '#tests/bench/support/connection.ts';
import type { Database } from '#tests/bench/support/databases.ts';
import { assertDone, bodyOf, keepInFlight, keyMark } from '#tests/bench/support/keying.ts';
import { type Cell, findTeachers, type Teacher } from '#tests/bench/support/people.ts';
import { startProduct } from '#tests/bench/support/serverProcess.ts';

/** Marks saved: 16 teachers, each in one lesson of his, 64 commands in flight in all, then one. */

const TEACHERS = 16;
const IN_FLIGHT = 64;
const MANY_MS = 4000;
const ONE_MS = 2000;

/** The cells of teacher `lane % 16` that only this lane writes: nobody waits for another's version. */
function cellsOf(teachers: readonly Teacher[], lane: number): { teacher: Teacher; next: () => Cell } {
  const teacher = teachers[lane % teachers.length];
  const share = Math.ceil(IN_FLIGHT / teachers.length);
  const cells = teacher?.cells.filter((_, at) => at % share === Math.floor(lane / teachers.length)) ?? [];
  let at = 0;
  const next = (): Cell => {
    const cell = cells[at++ % cells.length];
    if (!cell) throw new Error('a lane without cells');
    return cell;
  };
  if (!teacher) throw new Error('a lane without a teacher');
  return { teacher, next };
}
const lanes = Array.from({ length: IN_FLIGHT }, (_, lane) => lane);

export async function save(context: Context): Promise<Row[]> {
  const database = await context.databases.demo();
  await createPairTables(database.ownerUrl);
  const teachers = await findTeachers(database.ownerUrl, TEACHERS, 1);
  const cells = lanes.map((lane) => cellsOf(teachers, lane));
  const server = await startProduct(database.appUrl);
  const connections = await Promise.all(
    cells.map(({ teacher }) => Connection.open(server.origin, '/api/commands', teacher.cookie)),
  );
  const posts = connections.map((connection, lane) => async () => {
    const cell = cells[lane]?.next();
    if (cell) assertDone(await connection.post(bodyOf(keyMark(cell))));
  });
  const floors = openFloors(database, cells);
  const executors = await openExecutors(database, cells);
  const many = scaled(context, MANY_MS, 200);
  const one = scaled(context, ONE_MS, 100);

  const flatOut = (run: readonly (() => Promise<unknown>)[]) => async () => {
    const { perSecond, latencies } = await keepInFlight(run, many);
    return { perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
  };
  const single = (run: readonly (() => Promise<unknown>)[]) => async () => {
    const { latencies } = await keepInFlight(run.slice(0, 1), one);
    return { p50: percentile(latencies, 0.5) };
  };
  try {
    const { floor64, product64, floor1, product1, app, bypass } = await interleave(context, {
      floor64: flatOut(floors.sixteen),
      product64: flatOut(posts),
      floor1: single(floors.one),
      product1: single(posts),
      app: flatOut(executors.app),
      bypass: flatOut(executors.bypass),
    });
    const figure = (from: Record<string, number>, key: string): number => from[key] ?? Number.NaN;
    const [least, ours] = [figure(floor64, 'perSecond'), figure(product64, 'perSecond')];
    const [leastOne, oursOne] = [figure(floor1, 'p50'), figure(product1, 'p50')];
    const [walled, free] = [figure(app, 'perSecond'), figure(bypass, 'perSecond')];
    return [
      {
        name: '64 in flight',
        unit: '1/s',
        floor: least,
        product: ours,
        ratio: { key: 'throughput64', value: ours / least, target: '≥ 0.70 (must 0.35)' },
      },
      { name: '64 in flight, p50', unit: 'ms', floor: figure(floor64, 'p50'), product: figure(product64, 'p50') },
      { name: '64 in flight, p99', unit: 'ms', floor: figure(floor64, 'p99'), product: figure(product64, 'p99') },
      {
        name: '1 in flight, p50',
        unit: 'ms',
        floor: leastOne,
        product: oursOne,
        ratio: { key: 'p50_1', value: oursOne / leastOne, target: '≤ 4' },
      },
      { name: 'write path alone (no HTTP), app role', unit: '1/s', product: walled },
      { name: 'the same by a role that bypasses row-level security', unit: '1/s', product: free },
      { name: 'share of the write path that row-level security costs', unit: '%', product: (1 - walled / free) * 100 },
    ];
  } finally {
    for (const connection of connections) connection.close();
    await floors.close();
    await executors.close();
    await server.stop();
  }
}

type Lanes = ReturnType<typeof cellsOf>[];

/** 16 plain connections with 64 commits in flight; one connection with one. */
function openFloors({ ownerUrl }: Database, cells: Lanes) {
  const sixteen = openPool(ownerUrl, { max: TEACHERS });
  const one = openPool(ownerUrl, { max: 1 });
  const commits = (sql: typeof one) =>
    cells.map(({ teacher, next }) => () => {
      const { lessonId, workId, studentId, number } = next();
      const value = 2 + Math.floor(Math.random() * 4);
      return commitPair(sql, teacher.personId, { lessonId, workId, studentId, number, value, body: PAYLOAD });
    });
  return {
    sixteen: commits(sixteen),
    one: commits(one),
    close: () => Promise.all([sixteen.end(), one.end()]),
  };
}

/** As long as what the product's history keeps of a mark: the event and the value before. */
const PAYLOAD = JSON.stringify({
  event: {
    name: 'mark.changed',
    data: {
      ...{ lessonId: 12345, groupId: 123, classId: 12, date: '2026-12-02', studentId: 1234, workId: 12345, number: 1 },
      ...{ value: 4, previous: 3, setAt: '2026-12-02T08:10:00.000Z', typeId: 1, workName: null, weight: 100 },
      ...{ comment: null, commentV: 0, v: 12 },
    },
  },
  before: 3,
});

/** The product's write path inside this process: as the app role, and as one that row-level security lets pass. */
async function openExecutors(database: Database, cells: Lanes) {
  const app = connect(database.appUrl, { name: 'bench' });
  const bypass = connect(database.ownerUrl, { name: 'bench' });
  const submit = async (sql: typeof app) => {
    const executor = createExecutor(sql, () => undefined);
    const actors = await Promise.all(cells.map(({ teacher }) => actorOf(teacher.cookie, app)));
    return cells.map(({ next }, lane) => async () => {
      const actor = actors[lane];
      if (!actor) throw new Error('a teacher without a session');
      const answer = await executor.submit(actor, keyMark(next()));
      if (!answer.ok) throw new Error(`a command was refused: ${JSON.stringify(answer)}`);
    });
  };
  return {
    app: await submit(app),
    bypass: await submit(bypass),
    close: () => Promise.all([disconnect(app), disconnect(bypass)]),
  };
}
