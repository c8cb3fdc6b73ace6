import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendUpdates, compactPlan, openDocument, type PlanKey, planHead, readUpdates } from '#db/plans/store.ts';
import { type Asker, connect, contextOf, disconnect, writeAs } from '#db/sql.ts';
import { school, type World } from '#tests/support/school.ts';

/** The store of plans' documents: seqs without gaps, a cursor that misses nothing, packing while others write. */

let world: World;
beforeAll(async () => {
  world = await school();
});
afterAll(() => world.close());

async function newPlan(name: string, schoolId = 1): Promise<PlanKey> {
  const [row] = await world.owner<
    { id: number }[]
  >`insert into plan (school_id, year_id, subject_id, grade, name, author_id)
    values (${schoolId}, 1, 1, 5, ${name}, ${schoolId === 1 ? 1 : 1001}) returning id`;
  return { schoolId, planId: row?.id ?? 0 };
}
/** Types one letter after another into a document and returns the update of each. */
function typed(doc: Y.Doc, text: string): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => updates.push(update);
  doc.on('update', keep);
  const into = doc.getText('t');
  for (const letter of text) into.insert(into.length, letter);
  doc.off('update', keep);
  return updates;
}
const textOf = async (plan: PlanKey) =>
  openDocument(await readUpdates(world.db, plan, 0))
    .getText('t')
    .toString();
const projectAll = (plan: PlanKey) =>
  world.owner`update plan set projected = seq where school_id = ${plan.schoolId} and id = ${plan.planId}`;

test('updates are numbered one after another and read after a cursor', async () => {
  const plan = await newPlan('порядок');
  const updates = typed(new Y.Doc(), 'Дроби');
  expect(
    await appendUpdates(
      world.db,
      plan,
      updates.slice(0, 2).map((bytes) => ({ bytes, authorId: 1 })),
    ),
  ).toBe(2);
  expect(
    await appendUpdates(
      world.db,
      plan,
      updates.slice(2).map((bytes) => ({ bytes, authorId: 2 })),
    ),
  ).toBe(5);
  const { state, updates: read } = await readUpdates(world.db, plan, 1);
  expect(state).toBeNull();
  expect(read.map(({ seq, authorId }) => [seq, authorId])).toEqual([
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 2],
  ]);
  expect(await textOf(plan)).toBe('Дроби');
  expect(await planHead(world.db, plan)).toMatchObject({ subjectId: 1, grade: 5, seq: 5, projected: 0 });
});

test('nobody comes out of an append with a wider context than he came with', async () => {
  const plan = await newPlan('чужой');
  const parent = contextOf(await world.actor('parentA'));
  const append = (tx: Asker) => tx`select plan_append(1, ${plan.planId}, null, array['00'], array[1])`;
  await expect(writeAs(world.db, parent, append)).rejects.toThrow('a transaction of its own');
  expect(await planHead(world.db, plan)).toMatchObject({ seq: 0 });
});

test('an append that expects another seq writes nothing', async () => {
  const plan = await newPlan('ожидание');
  const [first, second] = typed(new Y.Doc(), 'аб').map((bytes) => ({ bytes, authorId: 1 }));
  if (!first || !second) throw new Error('two letters are two updates');
  expect(await appendUpdates(world.db, plan, [first], 0)).toBe(1);
  expect(await appendUpdates(world.db, plan, [second], 0)).toBeNull();
  expect(await appendUpdates(world.db, plan, [second], 1)).toBe(2);
  expect(await appendUpdates(world.db, { schoolId: 1, planId: 2 ** 30 }, [first])).toBeNull();
});

test('writers of several nodes at once leave no gap and double no seq', async () => {
  const plan = await newPlan('наперегонки');
  const other = connect(world.database.appUrl, { max: 4 });
  const [update] = typed(new Y.Doc(), 'а').map((bytes) => ({ bytes, authorId: 1 }));
  if (!update) throw new Error('a letter is an update');
  const seqs = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      appendUpdates(n % 2 ? other : world.db, plan, Array(1 + (n % 3)).fill(update)),
    ),
  );
  await disconnect(other);
  const { updates } = await readUpdates(world.db, plan, 0);
  expect(updates.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  expect(Math.max(...seqs.map((seq) => seq ?? 0))).toBe(120);
});

test('packing goes up to what is projected, keeps the text, and a cursor behind it gets the state', async () => {
  const plan = await newPlan('сжатие');
  const doc = new Y.Doc();
  const append = (text: string) =>
    appendUpdates(
      world.db,
      plan,
      typed(doc, text).map((bytes) => ({ bytes, authorId: 1 })),
    );
  await append('Дроби');
  expect(await compactPlan(world.db, plan)).toBe(0);
  await projectAll(plan);
  await append(' и доли');
  expect(await compactPlan(world.db, plan)).toBe(4);
  const behind = await readUpdates(world.db, plan, 3);
  expect(behind.state?.seq).toBe(4);
  expect(behind.updates.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  expect((await readUpdates(world.db, plan, 5)).state).toBeNull();
  expect(await textOf(plan)).toBe('Дроби и доли');
});

test('packing and writing at once lose nothing', async () => {
  const plan = await newPlan('сжатие на ходу');
  const doc = new Y.Doc();
  const text = 'Сложение и вычитание обыкновенных дробей с разными знаменателями';
  let writing = true;
  const packing = (async () => {
    let packed = 0;
    while (writing) {
      await projectAll(plan);
      const both = await Promise.all([compactPlan(world.db, plan), compactPlan(world.db, plan)]);
      packed += both[0] + both[1];
    }
    return packed;
  })();
  for (const bytes of typed(doc, text)) await appendUpdates(world.db, plan, [{ bytes, authorId: 1 }]);
  writing = false;
  expect(await packing).toBeGreaterThan(0);
  expect(await textOf(plan)).toBe(text);
});

test('another school neither reads nor writes it', async () => {
  const plan = await newPlan('своё');
  const [update] = typed(new Y.Doc(), 'а').map((bytes) => ({ bytes, authorId: 1001 }));
  if (!update) throw new Error('a letter is an update');
  await appendUpdates(world.db, plan, [{ ...update, authorId: 1 }]);
  const foreign = { schoolId: 2, planId: plan.planId };
  expect(await appendUpdates(world.db, foreign, [update])).toBeNull();
  expect(await readUpdates(world.db, foreign, 0)).toEqual({ state: null, updates: [] });
  expect(await planHead(world.db, foreign)).toBeNull();
});
