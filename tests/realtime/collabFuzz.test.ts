import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { putRows, readDocument } from '#db/plans/document.ts';
import { appendUpdates, compactPlan, openDocument, type PlanKey, readUpdates } from '#db/plans/store.ts';
import { comparePlanRows, emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { type Editor, newPlan, openEditor, sameCopies } from '#tests/support/editor.ts';
import { enterRaw } from '#tests/support/rawEditor.ts';
import { school, type Who, type World } from '#tests/support/school.ts';
import { startServer, type TestServer, until } from '#tests/support/server.ts';

/** Two to four editors at random: typing, moving, deleting, going away and coming back, while nodes are killed and the document
 *  is packed. In the end all copies and the database are the same, what was told to be persisted is there, and nothing is
 *  doubled. The seed stands in the test's name; ZVONOK_FUZZ_SEED repeats it. */
const SEED = Number(process.env['ZVONOK_FUZZ_SEED'] ?? 20261202);
const random = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

let world: World;
const cookies: string[] = [];
beforeAll(async () => {
  world = await school();
  const who: Who[] = ['teacher', 'colleague', 'foreignTeacher', 'teacher'];
  for (const one of who) cookies.push(await world.cookie(one));
});
afterAll(() => world.close());

const start = (env: Record<string, string> = {}): Promise<TestServer> =>
  startServer(world.database.appUrl, { services: 'realtime,collab', env: { ZVONOK_LIMITER: '0', ...env } });
const stored = async (plan: PlanKey) => openDocument(await readUpdates(world.db, plan, 0));

/** What an editor does by itself, kept so that the end can be foretold. */
type Ledger = { added: Set<string>; removed: Set<string>; words: { row: string; word: string }[] };

/** One step of one editor; words are whole and typed once, so that a lost or doubled one is seen. */
function step(editor: Editor, next: () => number, ledger: Ledger, n: number): void {
  const rows = editor.rows();
  const row = rows[Math.floor(next() * rows.length)];
  const dice = next();
  if (!row || dice < 0.25) ledger.added.add(editor.add({ topic: '' }));
  else if (dice < 0.3 && rows.length > 4) {
    editor.remove(row.id);
    ledger.removed.add(row.id);
  } else if (dice < 0.45) {
    const other = rows[Math.floor(next() * rows.length)];
    editor.edit(row.id, { order: `${other?.order ?? ''}${'V'.repeat(1 + Math.floor(next() * 3))}` });
  } else if (dice < 0.55) editor.edit(row.id, { hours: Math.floor(next() * 5) });
  else {
    const word = `<${n}>`;
    // In front of what is there: a word that is typed into another one is still found.
    editor.type(row.id, word, 0);
    ledger.words.push({ row: row.id, word });
  }
}

/** All copies and the database hold the same, and exactly what was done. */
async function expectOneDocument(plan: PlanKey, editors: Editor[], ledger: Ledger): Promise<void> {
  await until(
    'everything that was typed is in the database',
    async () => {
      const document = await stored(plan);
      const vector = Y.decodeStateVector(Y.encodeStateVector(document));
      return editors.every(({ doc }) =>
        [...Y.decodeStateVector(Y.encodeStateVector(doc))].every(
          ([client, clock]) => (vector.get(client) ?? 0) >= clock,
        ),
      );
    },
    30_000,
  );
  await until(
    'all copies are the same',
    async () => {
      const whole = await stored(plan);
      return editors.every(({ doc }) => sameCopies(doc, whole));
    },
    30_000,
  );
  const rows = readDocument(await stored(plan));
  const expected = [...ledger.added].filter((id) => !ledger.removed.has(id));
  expect(rows.map(({ id }) => id).sort()).toEqual(expected.sort());
  expect(rows).toEqual([...rows].sort(comparePlanRows));
  for (const { row, word } of ledger.words) {
    if (ledger.removed.has(row)) continue;
    const topic = rows.find(({ id }) => id === row)?.topic ?? '';
    expect(topic.split(word).length - 1, `${word} in ${topic}`).toBe(1);
  }
  const seqs = (await readUpdates(world.db, plan, 0)).updates.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, n) => (seqs[0] ?? 0) + n));
}
const newLedger = (): Ledger => ({ added: new Set(), removed: new Set(), words: [] });
const pause = (next: () => number) =>
  next() < 0.2
    ? new Promise<void>((go) => setTimeout(go, Math.floor(next() * 15)))
    : new Promise<void>((go) => setImmediate(go));

test(`editors on two nodes, one of them killed, while the document is packed, seed ${SEED}`, async () => {
  for (let round = 0; round < 3; round += 1) {
    const next = random(SEED + round);
    const plan = await newPlan(world);
    const nodes = [await start(), await start()] as [TestServer, TestServer];
    const count = 2 + Math.floor(next() * 3);
    const docs = Array.from({ length: count }, () => new Y.Doc());
    const editors = docs.map((doc, n) =>
      openEditor(nodes[n % 2 === 0 ? 0 : 1], cookies[n] ?? '', plan.planId, { doc }),
    );
    await Promise.all(editors.map((editor) => editor.synced()));
    const ledger = newLedger();
    const killAt = 80 + Math.floor(next() * 80);
    for (let n = 0; n < 240; n += 1) {
      const at = Math.floor(next() * editors.length);
      const editor = editors[at];
      if (!editor) continue;
      const dice = next();
      if (dice < 0.04) editor.provider.disconnect();
      else if (dice < 0.12) editor.provider.connect();
      else if (dice < 0.15) await compactPlan(world.db, plan);
      else step(editor, next, ledger, round * 1000 + n);
      if (n === killAt) {
        await nodes[1].kill();
        // Those of the killed node go on by the other one.
        for (const [one, old] of editors.entries()) {
          if (one % 2 === 0) continue;
          old.provider.destroy();
          editors[one] = openEditor(nodes[0], cookies[one] ?? '', plan.planId, { doc: old.doc });
        }
      }
      await pause(next);
    }
    for (const editor of editors) editor.provider.connect();
    await expectOneDocument(plan, editors, ledger);
    await until('it is read into rows', async () => {
      const [head] = await world.owner<{ done: boolean }[]>`select projected = seq as done from plan
        where school_id = 1 and id = ${plan.planId}`;
      return head?.done === true;
    });
    const read = await world.owner`select id, order_key as "order", topic, hours from plan_row
      where school_id = 1 and plan_id = ${plan.planId} and not removed order by position`;
    const written = readDocument(await stored(plan));
    expect([...read]).toEqual(written.map(({ id, order, topic, hours }) => ({ id, order, topic, hours })));
    await compactPlan(world.db, plan);
    await expectOneDocument(plan, editors, ledger);
    for (const editor of editors) editor.close();
    await nodes[0].stop();
  }
}, 180_000);

test(`a server that dies between the commit and the telling, seed ${SEED}`, async () => {
  const next = random(SEED);
  const plan = await newPlan(world);
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const ledger = newLedger();
  let told: number[] = [];
  for (let life = 0; life < 5; life += 1) {
    const server = await start({ ZVONOK_TEST_KILL_AFTER: String(5 + Math.floor(next() * 25)) });
    const gone = new Promise<void>((resolve) => server.process.once('exit', () => resolve()));
    const editors = docs.map((doc, n) => openEditor(server, cookies[n] ?? '', plan.planId, { doc }));
    for (let n = 0; server.process.signalCode === null && n < 4000; n += 1) {
      const editor = editors[Math.floor(next() * editors.length)];
      if (editor?.provider.synced) step(editor, next, ledger, life * 10_000 + n);
      await pause(next);
    }
    await gone;
    // What anybody has seen of others is in the database, however the server died.
    const vector = Y.decodeStateVector(Y.encodeStateVector(await stored(plan)));
    for (const doc of docs)
      for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
        if (client !== doc.clientID) expect(vector.get(client) ?? 0).toBeGreaterThanOrEqual(clock);
    told = [...vector.values()];
    for (const editor of editors) editor.provider.destroy();
  }
  expect(told.length).toBeGreaterThan(1);
  const server = await start();
  const editors = docs.map((doc, n) => openEditor(server, cookies[n] ?? '', plan.planId, { doc }));
  await expectOneDocument(plan, editors, ledger);
  // Whoever opens it first has read what the killed ones left.
  await until('it is read into rows', async () => {
    const [head] = await world.owner<{ done: boolean }[]>`select projected = seq as done from plan
      where school_id = 1 and id = ${plan.planId}`;
    return head?.done === true;
  });
  for (const editor of editors) editor.close();
  await server.stop();
}, 120_000);

test('what was told to be persisted survives a server that is killed at that moment', async () => {
  for (let n = 0; n < 3; n += 1) {
    const plan = await newPlan(world);
    const server = await start();
    const raw = await enterRaw(server, cookies[1] ?? '', plan.planId);
    const doc = new Y.Doc();
    for (let row = 0; row < 20; row += 1) {
      const before = Y.encodeStateVector(doc);
      putRows(doc, [{ ...emptyPlanRow(), topic: `Тема ${row}` }]);
      raw.update(Y.encodeStateAsUpdate(doc, before));
      raw.marker(row);
    }
    await until('some are persisted', () => raw.persisted.has(5 + n));
    const persisted = raw.persisted.size;
    await server.kill();
    expect(readDocument(await stored(plan)).length).toBeGreaterThanOrEqual(persisted);
  }
}, 60_000);

test('the presence of a node that was killed disappears', async () => {
  const plan = await newPlan(world);
  const [one, two] = [await start(), await start()];
  const here = openEditor(one, cookies[0] ?? '', plan.planId);
  await here.synced();
  const there = await enterRaw(two, cookies[1] ?? '', plan.planId);
  there.say(99, 1, { cell: { row: 'r', field: 'topic' } });
  const seen = () => here.provider.awareness.getStates().get(99);
  await until('the other node’s editor is seen', () => seen() !== undefined);
  expect(seen()).toMatchObject({ user: { id: 2 } });
  await two.kill();
  await until('he is not shown any more', () => seen() === undefined, 20_000);
  here.close();
  await one.stop();
}, 60_000);

test('what a killed process has left is read by the next one, though nobody is signed in any more', async () => {
  const plan = await newPlan(world);
  const doc = new Y.Doc();
  putRows(doc, [{ ...emptyPlanRow(), topic: 'Дроби' }]);
  await appendUpdates(world.db, plan, [{ bytes: Y.encodeStateAsUpdate(doc), authorId: 2 }]);
  await world.owner`update plan_update set at = now() - interval '1 minute' where plan_id = ${plan.planId}`;
  await world.owner`delete from session where school_id = 1`;
  const server = await start();
  const rows = () => world.owner<{ topic: string; authors: Record<string, [number, string]> }[]>`select topic, authors
    from plan_row where school_id = 1 and plan_id = ${plan.planId}`;
  await until('it is read into rows', async () => (await rows()).length === 1);
  const [row] = await rows();
  expect([row?.topic, row?.authors['topic']?.[0]]).toEqual(['Дроби', 2]);
  await server.stop();
}, 60_000);
