import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { putRows, readDocument } from '#db/plans/document.ts';
import { openPool } from '#db/pool.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { type Context, interleave, median, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import type { Database } from '#tests/bench/support/databases.ts';
import { sleep } from '#tests/bench/support/parentSocket.ts';
import { SCHOOL, signIn } from '#tests/bench/support/people.ts';
import { PlanEditor } from '#tests/bench/support/planEditors.ts';
import { type ServerProcess, startProduct, startServer } from '#tests/bench/support/serverProcess.ts';

/** A plan of 170 rows that K editors type into, five edits a second each: typed → a colleague has it. The editors are this process,
 *  the servers two others; the clock is one. Then the server is killed twenty times while four editors type. */

const ROWS = 170;
const EDITORS = [2, 10, 50] as const;
const RATE = 5;
const MS = 6000;
const KILLS = 20;
/** An edit that no colleague has by then is lost, ms. */
const PATIENCE = 10_000;

type Scene = { planId: number; cookies: string[] };
type Figures = Record<string, number>;

/** One of the two servers, and how its documents are reached and looked at. */
type Stage = {
  server: ServerProcess;
  url(planId: number): string;
  /** The document as the database has it. */
  stored(planId: number): Promise<Y.Doc>;
};

export async function collab(context: Context): Promise<Row[]> {
  const database = await context.databases.demo();
  const scenes = await createScenes(database, context.rounds * 2 + 3 + KILLS);
  const product = await startProductStage(database);
  const floor = await startFloorStage(database);
  let lost = 0;
  let wrong = 0;
  const scene = (n: number): Scene => scenes[n] ?? { planId: 0, cookies: [] };
  try {
    const run = (stage: Stage, editors: number, at: number) => async () => {
      const figures = await typeFor(stage, scene(at), editors, scaled(context, MS, 600));
      lost += stage === product ? (figures.lost ?? 0) : 0;
      wrong += stage === product ? (figures.wrong ?? 0) : 0;
      return figures;
    };
    const parts: Record<string, () => Promise<Figures>> = {};
    for (const [at, editors] of EDITORS.entries()) {
      parts[`floor${editors}`] = run(floor, editors, at);
      parts[`product${editors}`] = run(product, editors, at);
    }
    let opened = EDITORS.length;
    parts.floorOpen = () => openTwice(floor, scene(opened));
    parts.productOpen = () => openTwice(product, scene(opened++ % scenes.length));
    const medians = await interleave(context, parts);
    const killed = await killWhileTyping(context, database, scenes.slice(-KILLS));
    lost += killed.lost;
    wrong += killed.wrong;
    return rowsOf(medians, lost, wrong);
  } finally {
    await product.server.stop();
    await floor.server.stop();
  }
}

function rowsOf(medians: Record<string, Figures>, lost: number, wrong: number): Row[] {
  const of = (name: string, key: string): number => medians[name]?.[key] ?? Number.NaN;
  const worst = (key: string) => Math.max(...EDITORS.map((k) => of(`product${k}`, key) / of(`floor${k}`, key)));
  const lines = EDITORS.flatMap((k): Row[] => [
    {
      name: `${k} editors, typed → at a colleague, p50`,
      unit: 'ms',
      floor: of(`floor${k}`, 'p50'),
      product: of(`product${k}`, 'p50'),
    },
    {
      name: `${k} editors, typed → at a colleague, p99`,
      unit: 'ms',
      floor: of(`floor${k}`, 'p99'),
      product: of(`product${k}`, 'p99'),
    },
    {
      name: `${k} editors, CPU of the server`,
      unit: 'ms a second',
      floor: of(`floor${k}`, 'cpu'),
      product: of(`product${k}`, 'cpu'),
    },
  ]);
  return [
    ...lines,
    { name: 'cold open', unit: 'ms', floor: of('floorOpen', 'cold'), product: of('productOpen', 'cold') },
    { name: 'warm open', unit: 'ms', floor: of('floorOpen', 'warm'), product: of('productOpen', 'warm') },
    { name: 'worst K, p50', unit: '÷', ratio: { key: 'p50', value: worst('p50'), target: '≤ 1.2' } },
    { name: 'worst K, p99', unit: '÷', ratio: { key: 'p99', value: worst('p99'), target: '≤ 1.5' } },
    { name: 'worst K, CPU', unit: '÷', ratio: { key: 'cpu', value: worst('cpu'), target: '≤ 1.5' } },
    { name: 'seen by a colleague and lost', unit: 'edits', ratio: { key: 'lost', value: lost, target: '= 0' } },
    { name: 'rows − (170 + adds − deletes)', unit: 'rows', ratio: { key: 'rows_wrong', value: wrong, target: '= 0' } },
  ];
}

/** Editors type at their pace; then what has arrived, what the database has, and what it cost. */
async function typeFor(stage: Stage, { planId, cookies }: Scene, count: number, ms: number): Promise<Figures> {
  const sent = new Map<number, { since: number; left: number }>();
  const times: number[] = [];
  /** Every colleague's screen counts. */
  const heard = (edit: number, at: number): void => {
    const one = sent.get(edit);
    if (!one) return;
    times.push(at - one.since);
    one.left -= 1;
    if (one.left === 0) sent.delete(edit);
  };
  const before = readDocument(await stage.stored(planId)).length;
  const editors = await seat(stage, { planId, cookies }, count, heard);
  const cpu = (await stage.server.usage()).cpu;
  const since = performance.now();
  const total = Math.round((count * RATE * ms) / 1000);
  for (let n = 0; n < total; n += 1) {
    const wait = since + (n * ms) / total - performance.now();
    if (wait > 0) await sleep(wait);
    sent.set(n, { since: performance.now(), left: count - 1 });
    editors[n % count]?.edit(n, (n % count) * 3);
  }
  const took = performance.now() - since;
  const patience = performance.now() + PATIENCE;
  while (sent.size > 0 && performance.now() < patience) await sleep(5);
  const used = (await stage.server.usage()).cpu - cpu;
  const rows = readDocument(await stage.stored(planId)).length;
  const expected = editors.reduce((sum, { adds, deletes }) => sum + adds - deletes, before);
  await Promise.all(editors.map((editor) => editor.close()));
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpu: (used / took) * 1000,
    lost: sent.size,
    wrong: Math.abs(rows - expected),
  };
}
async function seat(
  stage: Stage,
  { planId, cookies }: Scene,
  count: number,
  heard: (edit: number, at: number) => void,
) {
  const { origin } = stage.server;
  const editors = Array.from(
    { length: count },
    (_, n) => new PlanEditor(stage.url(planId), cookies[n % cookies.length] ?? '', origin, heard),
  );
  await Promise.all(editors.map((editor) => editor.ready));
  return editors;
}

/** The first to open a plan and the second, ms until the document is there. */
async function openTwice(stage: Stage, scene: Scene): Promise<Figures> {
  const open = async () => {
    const since = performance.now();
    const [editor] = await seat(stage, scene, 1, () => undefined);
    return { editor, ms: performance.now() - since };
  };
  const cold = await open();
  const warm = [await open(), await open(), await open()];
  for (const { editor } of [cold, ...warm]) await editor?.close();
  return { cold: cold.ms, warm: median(warm.map(({ ms }) => ms)) };
}

/** kill -9 at some moment while four type: everything that a colleague has seen must be in the database. */
async function killWhileTyping(
  context: Context,
  database: Database,
  scenes: Scene[],
): Promise<{ lost: number; wrong: number }> {
  let lost = 0;
  let wrong = 0;
  const kills = scaled(context, KILLS, 2);
  for (const scene of scenes.slice(0, kills)) {
    const stage = await startProductStage(database, 'collab');
    const seen = new Set<number>();
    const editors = await seat(stage, scene, 4, (edit) => seen.add(edit));
    const end = performance.now() + 200 + Math.random() * 800;
    for (let n = 0; performance.now() < end; n += 1) {
      editors[n % 4]?.edit(n, (n % 4) * 3);
      await sleep(4);
    }
    process.kill(stage.server.pid, 'SIGKILL');
    await Promise.all(
      editors.map(({ ws }) => (ws.readyState === ws.CLOSED ? null : new Promise((go) => ws.once('close', go)))),
    );
    const rows = readDocument(await stage.stored(scene.planId));
    const text = rows.map(({ note }) => note).join('');
    // Older signs make room in their cells: the newest of each cell are looked for.
    const newest = [...seen].sort((a, b) => b - a).slice(0, 40);
    lost += newest.filter((edit) => !text.includes(`#${edit}#`)).length;
    wrong += new Set(rows.map(({ id }) => id)).size === rows.length ? 0 : 1;
  }
  context.note(`killed ${kills} times`);
  return { lost, wrong };
}

/** Plans of 170 rows × 8 columns, one for each part, with fifty authors. */
async function createScenes({ ownerUrl }: Database, count: number): Promise<Scene[]> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    await sql`create table if not exists floor_update (id bigint generated always as identity primary key, room text, bytes bytea)`;
    await sql`create index if not exists floor_update_room on floor_update (room, id)`;
    const [group] = await sql<{ id: number; year_id: number; subject_id: number; grade: number }[]>`
      select g.id, g.year_id, g.subject_id, c.grade from study_group g
      join class c on c.school_id = g.school_id and c.id = g.class_id where g.school_id = ${SCHOOL} order by g.id limit 1`;
    if (!group) throw new Error('a school without groups');
    const teachers = await sql<{ id: number }[]>`select distinct teacher_id as id from group_teacher
      where school_id = ${SCHOOL} and ends is null order by 1 limit 50`;
    await sql`insert into group_teacher (school_id, group_id, teacher_id, starts)
      select ${SCHOOL}, ${group.id}, t.id, '2026-09-01' from unnest(${teachers.map(({ id }) => id)}::int[]) t(id)
      where not exists (select from group_teacher o where o.school_id = ${SCHOOL} and o.group_id = ${group.id} and o.teacher_id = t.id)`;
    const cookies = await signIn(
      ownerUrl,
      teachers.map(({ id }) => id),
      'teacher',
    );
    const bytes = Buffer.from(planOf170());
    const scenes: Scene[] = [];
    for (let n = 0; n < count; n += 1) {
      const [plan] = await sql<
        { id: number }[]
      >`insert into plan (school_id, year_id, subject_id, grade, name, author_id, seq)
        values (${SCHOOL}, ${group.year_id}, ${group.subject_id}, ${group.grade}, ${randomUUID().slice(0, 30)}, ${teachers[0]?.id ?? 0}, 1)
        returning id`;
      const planId = plan?.id ?? 0;
      await sql`insert into plan_update (school_id, plan_id, seq, bytes, author_id)
        values (${SCHOOL}, ${planId}, 1, ${bytes}, ${teachers[0]?.id ?? 0})`;
      await sql`insert into floor_update (room, bytes) values (${String(planId)}, ${bytes})`;
      scenes.push({ planId, cookies });
    }
    return scenes;
  } finally {
    await sql.end();
  }
}
function planOf170(): Uint8Array {
  const doc = new Y.Doc();
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    ...emptyPlanRow(),
    topic: `Тема ${n + 1}. Сложение и вычитание дробей с разными знаменателями`,
    homework: `§ ${n + 1}, № ${n * 3 + 1}–${n * 3 + 4}`,
    resources: `Урок ${n + 1} https://resources.example/lesson/${n + 1}`,
    results: 'Складывает и вычитает обыкновенные дроби',
  }));
  putRows(doc, rows);
  return Y.encodeStateAsUpdate(doc);
}

async function startProductStage({ appUrl, ownerUrl }: Database, services?: string): Promise<Stage> {
  const server = await startProduct(appUrl, services ? { env: { SERVICES: services } } : {});
  return {
    server,
    url: (planId) => `${server.origin.replace(/^http/, 'ws')}/collab/${planId}`,
    stored: (planId) =>
      documentOf(
        ownerUrl,
        (sql) => sql<{ bytes: Buffer }[]>`
          (select bytes, seq from plan_state where school_id = ${SCHOOL} and plan_id = ${planId})
          union all (select bytes, seq from plan_update where school_id = ${SCHOOL} and plan_id = ${planId}) order by seq`,
      ),
  };
}
async function startFloorStage({ ownerUrl }: Database): Promise<Stage> {
  const server = await startServer('.dist/bench-collab-floor.mjs', { env: { FLOOR_DATABASE_URL: ownerUrl } });
  return {
    server,
    url: (planId) => `${server.origin.replace(/^http/, 'ws')}/${planId}`,
    stored: (planId) =>
      documentOf(
        ownerUrl,
        (sql) => sql<{ bytes: Buffer }[]>`select bytes from floor_update where room = ${String(planId)} order by id`,
      ),
  };
}
async function documentOf(
  url: string,
  read: (sql: ReturnType<typeof openPool>) => PromiseLike<{ bytes: Buffer }[]>,
): Promise<Y.Doc> {
  const sql = openPool(url, { max: 1 });
  try {
    const doc = new Y.Doc();
    const rows = await read(sql);
    doc.transact(() => {
      for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    });
    return doc;
  } finally {
    await sql.end();
  }
}
